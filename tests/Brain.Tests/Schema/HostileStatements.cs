using Npgsql;

namespace Brain.Tests.Schema;

/// <summary>
/// Statements that nobody of ours says, tried on every table of schema v2 as the catalogue has them: what must never be
/// is refused by the database itself, whoever asks.
/// </summary>
public sealed class HostileStatements(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string Plain = "brain_plain_role";
    private const string Define =
        "insert into v2.pipelines (name, version, persona_id, body, definition, status) select name, 2, "
        + "persona_id, body, ";
    private const string Happen = "insert into v2.invariant_events (run_id, status, place, link, at) select id, ";
    private const string Comment =
        "insert into v2.persona_comments (persona_id, comment, session_id, turn_num, turn_id, event_id) values "
        + "('00000000-0000-0000-0000-00000000000c', 'x', ";

    // What happened is never changed, so a statement that would be refused for something else is refused for that.
    private static readonly string[] NeverChanged = ["invariant_events"];

    public async ValueTask InitializeAsync() =>
        // A row in every table; said again for each test, most of it is there.
        await postgres.Run(
            """
            insert into v2.sessions (id, started_at) values ('00000000-0000-0000-0000-00000000000a', now()) on conflict do nothing;
            insert into v2.turns (id, session_id, turn_num, started_at) values ('00000000-0000-0000-0000-00000000000b', '00000000-0000-0000-0000-00000000000a', 1, now()) on conflict do nothing;
            insert into v2.tool_calls (session_id, tool_use_id, tool_name, started_at) values ('00000000-0000-0000-0000-00000000000a', 't', 'Bash', now()) on conflict do nothing;
            insert into v2.decisions (session_id, event, event_key, decision, rule, rule_version, reason, inputs, decided_at)
              values ('00000000-0000-0000-0000-00000000000a', 'e', 'k', 'deny', 'r', '1', '', '{}', now()) on conflict do nothing;
            insert into v2.personas (id, name, emoji, job) values ('00000000-0000-0000-0000-00000000000c', 'Steve', '🔧', 'x') on conflict do nothing;
            insert into v2.persona_comments (persona_id, session_id, turn_num, comment)
              values ('00000000-0000-0000-0000-00000000000c', '00000000-0000-0000-0000-00000000000a', 1, 'x') on conflict do nothing;
            insert into v2.drift_events (session_id, drift_type, detail) values ('00000000-0000-0000-0000-00000000000a', 'ai', 'x') on conflict do nothing;
            insert into v2.learnings (text) values ('x') on conflict do nothing;
            insert into v2.cost_ledger (session_id, request_key, model, token_kind, tokens, cost_usd, used_at)
              values ('00000000-0000-0000-0000-00000000000a', 'r', 'm', 'input', 1, 1, now()) on conflict do nothing;
            insert into v2.budgets (period, cap_usd) values ('day', 1) on conflict do nothing;
            insert into v2.turn_commits (session_id, sha, subject, committed_at)
              values ('00000000-0000-0000-0000-00000000000a', 'abcdef0', 'x', now()) on conflict do nothing;
            insert into v2.audit_log (action, at) values ('x', now()) on conflict do nothing;
            insert into v2.broadcasts (id, question, asked_at, deadline_ms) values ('00000000-0000-0000-0000-00000000000d', 'x', now(), 1) on conflict do nothing;
            insert into v2.broadcast_replies (broadcast_id, persona_id, reply)
              values ('00000000-0000-0000-0000-00000000000d', '00000000-0000-0000-0000-00000000000c', 'x') on conflict do nothing;
            insert into v2.undos (id, session_id, scope, turn_num, direction, plan, at, undone_by)
              values ('00000000-0000-0000-0000-00000000000e', '00000000-0000-0000-0000-00000000000a', 'turn', 1, 'undo', '[{}]', now(), 'x') on conflict do nothing;
            insert into v2.pipeline_runs (id, pipeline_id, started_at, awaiting)
              select '00000000-0000-0000-0000-00000000000f', id, now() - interval '1 day', 3 from v2.pipelines where name = 'groceries' on conflict do nothing;
            insert into v2.invariant_events (id, run_id, place, link, at, status) values
              ('00000000-0000-0000-0000-000000000010', '00000000-0000-0000-0000-00000000000f', 1, 'need', now(), 'reached'),
              ('00000000-0000-0000-0000-000000000011', '00000000-0000-0000-0000-00000000000f', 2, 'captured', now(), 'broken') on conflict do nothing;
            insert into v2.claude_sessions (session_id, path, host) values ('00000000-0000-0000-0000-00000000000a', '/x', 'h') on conflict do nothing;
            insert into v2.documents (id, title, path, media_type, digest)
              values ('00000000-0000-0000-0000-000000000012', 'x', '/x', 'text/plain', repeat('0', 64)) on conflict do nothing;
            insert into v2.chunks (document_id, chunk_num, text) values ('00000000-0000-0000-0000-000000000012', 1, 'x') on conflict do nothing;
            insert into v2.rules (id, action, tool, pattern, sentence, by_hand)
              values ('00000000-0000-0000-0000-000000000013', 'deny', 'shell', 'x', 'x', true) on conflict do nothing;
            insert into v2.rule_switches (rule_id, turned) values ('00000000-0000-0000-0000-000000000013', 'on');
            insert into v2.github_repos (path, name, project_key) values ('/x', 'x', '/x') on conflict do nothing;
            insert into v2.skills (id, name, description, scope, host, root, source_path, front, body, body_hash, text_hash, files, bytes)
              values ('00000000-0000-0000-0000-000000000014', 'x', 'x', 'user', 'h', '/', '/x', '', '', repeat('0', 64), repeat('0', 64), 1, 1) on conflict do nothing;
            insert into v2.skill_moves (skill_id, num, from_level, to_level, reason, body_hash)
              values ('00000000-0000-0000-0000-000000000014', 1, 'untested', 'trusted', 'x', repeat('0', 64)) on conflict do nothing;
            insert into v2.skill_builds (act, name, place) values ('draft', 'pdf', '/tmp/pdf/SKILL.md');
            insert into v2.skill_uses (id, skill_id, via, used_at)
              values ('00000000-0000-0000-0000-000000000015', '00000000-0000-0000-0000-000000000014', 'tool', now()) on conflict do nothing;
            insert into v2.forgotten (digest, replacement) values (repeat('0', 64), 'x') on conflict do nothing;
            insert into v2.notifications (event_id, topic, title, message) values ('00000000-0000-0000-0000-000000000011', 'home', 'x', 'x') on conflict do nothing;
            insert into v2.persona_comments (persona_id, event_id, comment)
              values ('00000000-0000-0000-0000-00000000000c', '00000000-0000-0000-0000-000000000011', 'x') on conflict do nothing;
            """
        );

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("update v2.{0} set id = gen_random_uuid()", "")]
    [InlineData("update v2.{0} set status = 'nonsense'", "{0}_status_check")]
    [InlineData("update v2.{0} set status = null", "not-null")]
    [InlineData("update v2.{0} set source = ''", "{0}_source_check")]
    [InlineData("update v2.{0} set metadata = '[]'", "{0}_metadata_check")]
    [InlineData("truncate v2.{0} cascade", "history is never rewritten")]
    [InlineData("truncate v2.{0}_history", "history is never rewritten")]
    [InlineData("update v2.{0} set source = 'x'; update v2.{0}_history set source = 'y'", "history is never rewritten")]
    [InlineData("update v2.{0} set source = 'x'; delete from v2.{0}_history", "history is never rewritten")]
    [InlineData("insert into v2.{0}_history select * from v2.{0}", "history is never rewritten")]
    public async Task Are_refused_by_every_table(string sql, string why)
    {
        foreach (var table in await Tables())
        {
            var refused = await Refused(sql, table);

            var reason =
                NeverChanged.Contains(table) && sql.StartsWith("update v2.{0} ", StringComparison.Ordinal)
                    ? "never changed"
                    : string.Format(why, table);
            Assert.True(
                refused?.MessageText.Contains(reason, StringComparison.Ordinal),
                $"{string.Format(sql, table)}: {refused?.MessageText ?? "done"}"
            );
        }
    }

    [Fact]
    public async Task Refuse_moments_and_numbers_without_end()
    {
        var done = new List<string>();
        foreach (
            var column in await postgres.Lines(
                """
                select format('%s.%s = ''%s''', c.relname, a.attname, v.value)
                from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                join (values ('timestamptz', 'infinity'), ('timestamptz', '-infinity'), ('float4', 'NaN'), ('float8', 'NaN'),
                  ('float8', 'infinity'), ('numeric', 'NaN')) v (type, value) on v.type::regtype = a.atttypid
                where c.relnamespace = 'v2'::regnamespace and c.relkind = 'r' and c.relname not like '%\_history'
                  and a.attname not in ('created_at', 'updated_at', 'valid_from', 'valid_to')
                """
            )
        )
        {
            var (table, set) = (column[..column.IndexOf('.')], column[(column.IndexOf('.') + 1)..]);
            // What may be told only together with another column is told with it.
            var along =
                set.StartsWith("rated_at", StringComparison.Ordinal) ? ", rating = 'noise'"
                : set.StartsWith("classified_at", StringComparison.Ordinal) ? ", classification = '{}'"
                : set.StartsWith("ended_at", StringComparison.Ordinal) && table == "sessions" ? ", status = 'ended'"
                : set.StartsWith("ended_at", StringComparison.Ordinal) && table == "pipeline_runs"
                    ? ", status = 'done', awaiting = null"
                : set.StartsWith("settled_at", StringComparison.Ordinal) ? ", outcome = 'ok'"
                : set.StartsWith("sent_at", StringComparison.Ordinal) ? ", status = 'sent'"
                : "";
            if (
                await Refused($"update v2.{table} set {set}{along}", table)
                is not { SqlState: PostgresErrorCodes.CheckViolation or PostgresErrorCodes.RestrictViolation }
            )
                done.Add(column);
        }

        Assert.Empty(done);
    }

    [Theory]
    [InlineData("update v2.{0} set confidence = 1.01", "confidence_check")]
    [InlineData("update v2.{0} set confidence = -0.01", "confidence_check")]
    [InlineData("update v2.{0} set importance = 0", "importance_check")]
    [InlineData("update v2.{0} set importance = 6", "importance_check")]
    public async Task Can_not_make_content_worth_more_than_there_is(string sql, string why)
    {
        foreach (var table in new[] { "turns", "learnings", "persona_comments" })
            Assert.Contains(why, (await Refused(sql, table))?.MessageText ?? "done", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Can_not_say_when_a_row_lived()
    {
        foreach (var table in (await Tables()).Except(NeverChanged))
        {
            var before = await postgres.Read<DateTime>($"select min(created_at) from v2.{table}");
            await postgres.Run(
                $"update v2.{table} set created_at = '1999-01-01', updated_at = '1999-01-01', valid_from = "
                    + "'1999-01-01', valid_to = '2001-01-01'"
            );

            Assert.Equal(before, await postgres.Read<DateTime>($"select min(created_at) from v2.{table}"));
            Assert.Equal(
                0L,
                await postgres.Read<long>(
                    $"select count(*) from v2.{table} where valid_from < now() - interval '1 hour' or updated_at "
                        + "<> valid_from or valid_to <> 'infinity'"
                )
            );
            Assert.Equal(0L, await postgres.Read<long>($"select count(*) from v2.{table}_as_of('2000-01-01')"));
        }
    }

    [Fact]
    public async Task Can_not_put_a_row_into_the_past()
    {
        await postgres.Run(
            "insert into v2.audit_log (action, at, valid_from, updated_at) values ('old', '1999-01-01', "
                + "'1999-01-01', '1999-01-01'), ('late', now(), 'infinity', 'infinity')"
        );

        Assert.Empty(await postgres.Lines("select action from v2.audit_log_as_of('2000-01-01')"));
        Assert.Equal(
            ["late", "old"],
            await postgres.Lines(
                "select action from v2.audit_log_as_of(public.brain_now()) where action <> 'x' order by 1"
            )
        );
        Assert.Contains(
            "valid_to_check",
            (
                await Refused("insert into v2.audit_log (action, at, valid_to) values ('x', now(), '1999-01-01')", "")
            )!.MessageText,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Leave_what_was_deleted_in_its_time()
    {
        await postgres.Run(
            "insert into v2.learnings (text) values ('gone'); delete from v2.learnings where text = 'gone'"
        );

        Assert.Equal(
            ["gone"],
            await postgres.Lines(
                "select l.text from v2.learnings_history h cross join v2.learnings_as_of(h.valid_from) l where "
                    + "l.text = 'gone'"
            )
        );
        Assert.Empty(
            await postgres.Lines("select text from v2.learnings_as_of(public.brain_now()) where text = 'gone'")
        );
    }

    [Theory]
    [InlineData(
        "insert into v2.turns (session_id, turn_num, started_at) values ('00000000-0000-0000-0000-00000000000a', "
            + "1, now())",
        "turns_session_id_turn_num_key"
    )]
    [InlineData("update v2.turns set tokens_in = -1", "turns_tokens_in_check")]
    [InlineData("update v2.turns set tokens_out = -1", "turns_tokens_out_check")]
    [InlineData("update v2.turns set tool_calls_count = -1", "turns_tool_calls_count_check")]
    [InlineData("update v2.turns set ended_at = started_at - interval '1 second'", "turns_ended_after_start_check")]
    [InlineData(
        "update v2.sessions set status = 'ended', ended_at = started_at - interval '1 second'",
        "sessions_ended_after_start_check"
    )]
    [InlineData("update v2.sessions set tokens_total = -1", "sessions_tokens_total_check")]
    [InlineData("update v2.sessions set turn_count = -1", "sessions_turn_count_check")]
    [InlineData("update v2.sessions set budget_cap = 0", "sessions_budget_cap_check")]
    [InlineData("update v2.tool_calls set duration_ms = -1", "tool_calls_duration_ms_check")]
    [InlineData("update v2.cost_ledger set tokens = -1", "cost_ledger_tokens_check")]
    [InlineData("update v2.cost_ledger set cost_usd = -1", "cost_ledger_cost_usd_check")]
    [InlineData("update v2.cost_ledger set told_by = 'x'", "cost_ledger_told_by_check")]
    [InlineData("update v2.budgets set cap_usd = 0", "budgets_cap_usd_check")]
    [InlineData("update v2.turn_commits set sha = 'x'", "turn_commits_sha_check")]
    [InlineData("update v2.personas set name = 'Kop' where name = 'Cop'", "can't be renamed")]
    [InlineData("update v2.personas set id = gen_random_uuid() where name = 'Cop'", "can't be archived or taken out")]
    [InlineData(
        "update v2.personas set tier = 'user' where name = 'Cop'; delete from v2.personas where name = 'Cop'",
        "can't be archived or taken out"
    )]
    [InlineData(
        "insert into v2.personas (name, emoji, job) values ('cop', '🐞', 'x') on conflict (lower(name)) do "
            + "update set status = 'archived'",
        "can't be archived"
    )]
    [InlineData(
        "insert into v2.personas (name, emoji, job) values ('cop', '🐞', 'x') on conflict (lower(name)) do "
            + "update set name = 'Kop'",
        "can't be renamed"
    )]
    [InlineData(
        "insert into v2.personas (name, emoji, job) values ('cop', '🐞', 'x') on conflict (lower(name)) do "
            + "update set tier = 'user'",
        "can't be archived or taken out"
    )]
    [InlineData(
        "insert into v2.personas (name, emoji, job) values ('steve', '🐞', 'x') on conflict (lower(name)) do "
            + "update set tier = 'system'",
        "can't become a system persona"
    )]
    public async Task Are_refused_by_their_table(string sql, string why) =>
        Assert.Contains(why, (await Refused(sql, ""))?.MessageText ?? "done", StringComparison.Ordinal);

    [Theory]
    [InlineData(
        "update v2.pipelines set definition = jsonb_set(definition, '{links,1,within_s}', '7200')",
        "is what its runs began with and never changes"
    )]
    [InlineData("update v2.pipelines set body = body || '# later'", "is what its runs began with and never changes")]
    [InlineData(
        "update v2.pipelines set description = 'something else'",
        "is what its runs began with and never changes"
    )]
    [InlineData("update v2.pipelines set version = 7", "is what its runs began with and never changes")]
    [InlineData(
        "update v2.pipelines set name = 'shop' where name = 'groceries'",
        "is what its runs began with and never changes"
    )]
    [InlineData(
        "update v2.pipelines set persona_id = '00000000-0000-0000-0000-00000000000c'",
        "is what its runs began with and never changes"
    )]
    [InlineData(Define + "definition, 'active' from v2.pipelines where name = 'email'", "pipelines_active")]
    [InlineData(
        "insert into v2.pipelines (name, version, persona_id, body, definition, status) select name, 1, "
            + "persona_id, body, definition, 'superseded' from v2.pipelines",
        "pipelines_name_version_key"
    )]
    [InlineData(Define + "'{}', 'superseded' from v2.pipelines", "pipelines_definition_check")]
    [InlineData(Define + "'null', 'superseded' from v2.pipelines", "pipelines_definition_check")]
    [InlineData(Define + "'{\"links\": []}', 'superseded' from v2.pipelines", "pipelines_definition_check")]
    [InlineData(Define + "'{\"links\": [{}]}', 'superseded' from v2.pipelines", "pipelines_definition_check")]
    [InlineData(
        Define + "'{\"links\": [{\"name\": \"A link\"}]}', 'superseded' from v2.pipelines",
        "pipelines_definition_check"
    )]
    [InlineData(
        Define + "'{\"links\": [{\"name\": \"a\", \"within_s\": 0}]}', 'superseded' from v2.pipelines",
        "pipelines_definition_check"
    )]
    [InlineData(
        Define + "'{\"links\": [{\"name\": \"a\", \"within_s\": \"1h\"}]}', 'superseded' from v2.pipelines",
        "pipelines_definition_check"
    )]
    [InlineData(
        Define + "'{\"links\": [{\"name\": \"a\", \"advance\": \"Bash\"}]}', 'superseded' from v2.pipelines",
        "pipelines_definition_check"
    )]
    [InlineData(
        Define + "'{\"links\": [{\"name\": \"a\"}], \"order\": \"random\"}', 'superseded' from v2.pipelines",
        "pipelines_definition_check"
    )]
    [InlineData("delete from v2.pipelines", "pipeline_runs_pipeline_id_fkey")]
    [InlineData("update v2.pipeline_runs set awaiting = null", "pipeline_runs_over_check")]
    [InlineData("update v2.pipeline_runs set ended_at = now()", "pipeline_runs_over_check")]
    [InlineData("update v2.pipeline_runs set status = 'done', awaiting = null", "pipeline_runs_over_check")]
    [InlineData("update v2.pipeline_runs set status = 'done', ended_at = now()", "pipeline_runs_over_check")]
    [InlineData(
        "update v2.pipeline_runs set status = 'done', awaiting = null, ended_at = started_at - interval '1 second'",
        "pipeline_runs_ended_check"
    )]
    [InlineData(
        "update v2.pipeline_runs set status = 'done', awaiting = null, ended_at = now(), due_at = now()",
        "pipeline_runs_due_check"
    )]
    [InlineData("update v2.pipeline_runs set due_at = now(), broken_at = now()", "pipeline_runs_broken_check")]
    [InlineData("update v2.pipeline_runs set broken_at = started_at - interval '1 second'", "pipeline_runs_late_check")]
    [InlineData("update v2.pipeline_runs set awaiting = 6", "has no link 6")]
    [InlineData("update v2.pipeline_runs set events = -1", "pipeline_runs_events_check")]
    [InlineData("update v2.pipeline_runs set subject = ''", "pipeline_runs_subject_check")]
    [InlineData(
        "update v2.pipeline_runs set started_at = started_at - interval '1 day'",
        "keeps the version and the moment that it began with"
    )]
    [InlineData(
        "update v2.pipeline_runs set pipeline_id = (select id from v2.pipelines where name = 'email')",
        "keeps the version and the moment that it began with"
    )]
    [InlineData(
        "update v2.pipeline_runs set status = 'done', awaiting = null, ended_at = now(); update v2.pipeline_runs "
            + "set status = 'open', awaiting = 3, ended_at = null",
        "is done: it is over, and no run begins again"
    )]
    [InlineData("delete from v2.pipeline_runs", "invariant_events_run_id_fkey")]
    [InlineData("update v2.invariant_events set at = now()", "it is never changed or deleted")]
    [InlineData("delete from v2.invariant_events", "it is never changed or deleted")]
    [InlineData(Happen + "'reached', 1, 'need', now() from v2.pipeline_runs", "invariant_events_once")]
    [InlineData(Happen + "'broken', 2, 'captured', now() from v2.pipeline_runs", "invariant_events_once")]
    [InlineData(Happen + "'broken', 1, 'need', now() from v2.pipeline_runs", "can't break")]
    [InlineData(Happen + "'healed', 3, 'bought', now() from v2.pipeline_runs", "can't heal")]
    [InlineData(Happen + "'healed', 2, 'captured', now() from v2.pipeline_runs", "can't heal")]
    [InlineData(Happen + "'healed', 1, 'need', now() from v2.pipeline_runs", "can't heal")]
    [InlineData(Happen + "'reached', 3, 'captured', now() from v2.pipeline_runs", "is no captured")]
    [InlineData(Happen + "'reached', 6, 'eaten', now() from v2.pipeline_runs", "is no eaten")]
    [InlineData(Happen + "'reached', 0, 'eaten', now() from v2.pipeline_runs", "invariant_events_place_check")]
    [InlineData(
        Happen + "'reached', 3, 'bought', started_at - interval '1 second' from v2.pipeline_runs",
        "nothing of it happened before"
    )]
    [InlineData(Happen + "'reached', 3, 'bought', 'infinity' from v2.pipeline_runs", "invariant_events_finite_check")]
    [InlineData(
        "insert into v2.invariant_events (run_id, status, place, link, at, due_at) select id, 'reached', 3, "
            + "'bought', now(), '-infinity' from v2.pipeline_runs",
        "invariant_events_finite_check"
    )]
    [InlineData(
        "insert into v2.notifications (event_id, topic, title, message) select event_id, topic, title, message "
            + "from v2.notifications",
        "notifications_event_id_key"
    )]
    [InlineData("update v2.notifications set status = 'sent'", "notifications_sent_check")]
    [InlineData("update v2.notifications set sent_at = now()", "notifications_sent_check")]
    [InlineData(
        "update v2.notifications set status = 'sent', sent_at = now(); update v2.notifications set status = "
            + "'pending', sent_at = null",
        "is never sent twice"
    )]
    [InlineData("update v2.notifications set topic = ''", "notifications_topic_check")]
    [InlineData("update v2.notifications set topic = 'two words'", "notifications_topic_check")]
    [InlineData("update v2.notifications set topic = 'a/b'", "notifications_topic_check")]
    [InlineData("update v2.notifications set topic = 'home' || chr(10)", "notifications_topic_check")]
    [InlineData("update v2.notifications set topic = 'küche'", "notifications_topic_check")]
    [InlineData("update v2.notifications set topic = repeat('x', 65)", "notifications_topic_check")]
    [InlineData("update v2.notifications set priority = 6", "notifications_priority_check")]
    [InlineData("update v2.notifications set tags = array[null::text]", "notifications_tags_check")]
    [InlineData("update v2.notifications set tags = array_fill('x'::text, array[11])", "notifications_tags_check")]
    [InlineData("update v2.notifications set title = ''", "notifications_title_check")]
    [InlineData("update v2.notifications set message = repeat('x', 1001)", "notifications_message_check")]
    [InlineData("update v2.notifications set attempts = -1", "notifications_attempts_check")]
    [InlineData(
        Comment + "'00000000-0000-0000-0000-00000000000a', 7, null, '00000000-0000-0000-0000-000000000010')",
        "persona_comments_about_check"
    )]
    [InlineData(
        Comment + "null, null, '00000000-0000-0000-0000-00000000000b', '00000000-0000-0000-0000-000000000010')",
        "persona_comments_about_check"
    )]
    [InlineData(Comment + "'00000000-0000-0000-0000-00000000000a', null, null, null)", "persona_comments_about_check")]
    [InlineData(Comment + "null, null, null, null)", "persona_comments_about_check")]
    [InlineData(Comment + "null, null, null, '00000000-0000-0000-0000-000000000011')", "persona_comments_event_id_key")]
    public async Task Are_refused_of_pipelines(string sql, string why) =>
        Assert.Contains(why, (await Refused(sql, ""))?.MessageText ?? "done", StringComparison.Ordinal);

    [Fact]
    public async Task Can_not_switch_the_rules_off_without_owning_them()
    {
        await postgres.Run(
            $"""
            do $$ begin create role {Plain}; exception when duplicate_object or unique_violation then null; end $$;
            grant usage on schema v2 to {Plain};
            grant all on all tables in schema v2 to {Plain};
            """
        );
        foreach (var table in await Tables())
        {
            foreach (
                var sql in new[]
                {
                    "alter table v2.{0} disable trigger all",
                    "alter table v2.{0} disable trigger zz_keep_history",
                    "drop trigger refuse_rewriting on v2.{0}_history",
                    "set session_replication_role = replica",
                    "alter table v2.{0} drop constraint {0}_status_check",
                    "drop table v2.{0}_history",
                    "create or replace function v2.keep_{0}() returns trigger language plpgsql as 'begin return "
                        + "null; end'",
                    "delete from v2.{0}_history; truncate v2.{0}_history",
                }
            )
                Assert.NotNull(await Refused($"set role {Plain}; {sql}", table));
        }

        await postgres.Run($"drop owned by {Plain}");
    }

    private Task<string[]> Tables() =>
        postgres.Lines(
            """
            select relname from pg_class where relnamespace = 'v2'::regnamespace and relkind = 'r' and relname not like '%\_history' order by 1
            """
        );

    // In a transaction that is taken back, so that what was not refused harms nothing after it.
    private async Task<PostgresException?> Refused(string sql, string table)
    {
        await using var connection = await postgres.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(sql.Replace("{0}", table, StringComparison.Ordinal), connection);
        try
        {
            await command.ExecuteNonQueryAsync();
            return null;
        }
        catch (PostgresException refused)
        {
            return refused;
        }
    }
}
