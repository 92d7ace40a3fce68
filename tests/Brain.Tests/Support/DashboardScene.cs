using Brain.Tests.Personas;
using Brain.Tests.Pipelines;

namespace Brain.Tests.Dashboard;

/// <summary>A brain with something on every page.</summary>
internal static class DashboardScene
{
    public const string Pipeline = """
        name: release
        description: from a fix to users
        tell: Cop
        links:
          - name: tested
            within: 1h
          - name: committed
            within: 1h
          - name: deployed
            within: 1d
        """;

    /// <summary>Makes it, and returns the session that works.</summary>
    public static async Task<ScriptedSession> Fill(this SiloFixture silo)
    {
        var working = new ScriptedSession(silo, "/home/me/shop/checkout");
        await working.Start();
        await working.Command("persona", "create Steve 🔧 \"public APIs stay compatible\"");
        await silo.Refresh();
        await working.Command("purpose", "Make the checkout survive a lost connection");
        await working.Command("budget", "200k");
        await working.Prompt("Retry the payment call, and write a test first.");
        await working.Tool("Read", new { file_path = "/home/me/shop/checkout/payment.ts" });
        await working.Tool("Edit", new { file_path = "/home/me/shop/checkout/payment.ts" });
        await working.Tool("Bash", new { command = "npm test" });
        await working.Stop(
            "I added a **retry** with a test:\n\n| case | result |\n|---|---|\n| offline | retried 3 times |\n\n"
                + "```ts\nawait retry(() => pay(cart), { times: 3 });\n```\n\nShall I also cover refunds?"
        );
        await working.Prompt("Yes, refunds too.");
        await working.Tool("Read", new { file_path = "/home/me/shop/checkout/refund.ts" });
        await working.Tool("Read", new { file_path = "/home/me/shop/checkout/refund.ts" });
        await working.Tool("Edit", new { file_path = "/home/me/shop/checkout/refund.ts" });

        var waiting = new ScriptedSession(silo, "/home/me/blog");
        await waiting.Start();
        await waiting.Command("purpose", "Write the post about our import");
        await waiting.Command("mode", "sparring");
        await waiting.Turn(
            "What should the post begin with?",
            "With the mistake: people read on when something broke."
        );
        await waiting.Tool("Write", new { file_path = "/home/me/blog/post.md" });

        var failed = new ScriptedSession(silo, "/home/me/infra");
        await failed.Start();
        await failed.Prompt("Rotate the certificates");
        await failed.Hook(
            "StopFailure",
            ("error", "server_error"),
            ("last_assistant_message", "API Error: 529 overloaded.")
        );

        await silo.Define(Pipeline);
        await working.Command("pipeline", "start release checkout retry");
        await working.Command("learn", "The payment provider answers twice when it is slow: calls carry a key.");
        await silo.Postgres.Run(
            $"""
            insert into v2.learnings (session_id, text, kind, status, source, confidence, project_path)
            values ('{working.Id}', 'Tests of the checkout need the sandbox key.', 'fact', 'unreviewed', 'bot:Auditor', 0.7, '/home/me/shop/checkout');
            insert into v2.persona_comments (persona_id, session_id, turn_id, turn_num, comment)
            select p.id, t.session_id, t.id, t.turn_num, 'The signature of pay() changed: callers of the old one break.'
            from v2.personas p, v2.turns t where p.name = 'Steve' and t.session_id = '{working.Id}' and t.turn_num = 1
            on conflict (persona_id, session_id, turn_num) do update set comment = excluded.comment;
            insert into v2.drift_events (session_id, turn_id, drift_type, detail)
            select session_id, id, 'ai', 'worked on files outside of the checkout' from v2.turns where session_id = '{working.Id}' and turn_num = 2;
            insert into v2.cost_ledger (session_id, turn_id, request_key, model, token_kind, tokens, cost_usd, used_at)
            select t.session_id, t.id, 'r' || t.turn_num || '-' || n, 'claude-opus-5-5', 'output', 900 * n, 0.021 * n, now() - n * interval '20 hours'
            from v2.turns t, generate_series(1, 6) n where t.session_id = '{working.Id}';
            insert into v2.turn_commits (session_id, turn_id, sha, branch, subject, committed_at, outcome)
            select session_id, id, 'abcdef0123', 'main', 'Retry the payment call', now(), 'landed' from v2.turns where session_id = '{working.Id}' and turn_num = 1;
            insert into v2.audit_log (action, detail, at) values ('chat.used', jsonb_build_object('persona', 'Steve', 'model', 'claude-opus-5-5', 'input', 900, 'output', 300, 'cost_usd', 0.012), now());
            insert into v2.audit_log (session_id, action, detail, at) values ('{working.Id}', 'server.connected', jsonb_build_object('server', 'figma'), now() - interval '5 days');
            insert into brain.database_sizes (day, bytes) select current_date - n, 40000000 - n * 900000 from generate_series(0, 12) n on conflict do nothing;
            insert into v2.budgets (period, cap_usd) values ('day', 50);
            insert into v2.rules (action, tool, pattern, sentence, by_hand) values ('deny', 'shell', 'npm install', 'Use pnpm here, never npm.', true);
            insert into v2.skills (name, description, scope, host, root, source_path, front, body, body_hash, text_hash, files, bytes, scan_score)
            values ('release-notes', 'Writes notes of a release from its commits.', 'user', 'h', '/', '/home/me/.claude/skills/release-notes/SKILL.md', '', '# Notes', repeat('0', 64), repeat('0', 64), 2, 2400, 96);
            """
        );
        return working;
    }
}
