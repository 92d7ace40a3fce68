-- Hears of every change of v2.rules, v2.rule_switches and of ratings of rules from now on. called PgChannel
listen brain_rules;
