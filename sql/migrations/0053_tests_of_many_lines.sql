-- A test may be a script of several lines.
alter table v2.skills drop constraint skills_test_check, add constraint skills_test_check check (length(test) between 1 and 4000);
