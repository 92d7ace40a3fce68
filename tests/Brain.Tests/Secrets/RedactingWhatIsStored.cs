using Brain.Messages.Secrets;
using Brain.Postgres.Secrets;

namespace Brain.Tests.Secrets;

public sealed class RedactingWhatIsStored : IAsyncLifetime
{
    private readonly PostgresFixture _postgres = new();
    private readonly string _token = new Planted(7).Token();
    private readonly Guid _session = Guid.NewGuid();

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        // As a brain of before wrote it, and changed since: the old version lies in the history.
        await _postgres.Run(
            $$"""
            insert into v2.sessions (id, purpose, status, project_path, started_at) values ('{{_session}}', 'use {{_token}}', 'active', '/tmp/site', now());
            insert into v2.audit_log (session_id, action, detail, at) values ('{{_session}}', 'x', '{"deep": [{"api_key": "{{_token}}"}]}', now());
            update v2.sessions set purpose = 'use {{_token}} again' where id = '{{_session}}';
            """
        );
    }

    public ValueTask DisposeAsync() => _postgres.DisposeAsync();

    [Fact]
    public async Task Shows_first_and_changes_nothing()
    {
        var before = await Everything();

        var found = await Run(apply: false);

        Assert.Equal(
            [
                "audit_log.detail github token 1",
                "sessions.purpose github token 1",
                "sessions_history.purpose github token 1",
            ],
            found.Select(one => $"{one.Table}.{one.Column} {one.Kind} {one.Count}").Order(StringComparer.Ordinal)
        );
        Assert.All(found, one => Assert.DoesNotContain(_token, one.Sample, StringComparison.Ordinal));
        Assert.Equal(before, await Everything());
    }

    [Fact]
    public async Task Takes_them_out_of_history_too_and_leaves_no_version()
    {
        var versions = await _postgres.Lines(
            "select id, valid_from, valid_to from v2.sessions union all select id, valid_from, valid_to from "
                + "v2.sessions_history order by 2"
        );

        await Run(apply: true);

        Assert.DoesNotContain(_token, await Everything(), StringComparison.Ordinal);
        Assert.Equal(
            versions,
            await _postgres.Lines(
                "select id, valid_from, valid_to from v2.sessions union all select id, valid_from, valid_to from "
                    + "v2.sessions_history order by 2"
            )
        );
        Assert.Equal(
            ["use [redacted] again", "use [redacted]"],
            await _postgres.Lines("select purpose from v2.sessions union all select purpose from v2.sessions_history")
        );
    }

    [Fact]
    public async Task Leaves_keys_that_tell_a_repeat_and_what_is_null_inside()
    {
        const string key = "msg_01XFDUDYJgAACzvnptvVoYEL:req_011CSHoEeqs5C35K2UUqR7Fy";
        await _postgres.Run(
            $$"""
            insert into v2.cost_ledger (session_id, request_key, token_kind, model, tokens, used_at)
            select '{{_session}}', '{{key}}', kind, 'claude-opus-5-5', 1, now() from unnest(array['input', 'output']) kind;
            insert into v2.audit_log (session_id, action, event_key, detail, at)
            values ('{{_session}}', 'y', 'toolu_01A09q90qw90lq917835lq9', '{"a": {"none": null}, "token": "{{_token}}"}', now());
            """
        );

        await Run(apply: true);

        Assert.Equal([key, key], await _postgres.Lines("select request_key from v2.cost_ledger"));
        Assert.Equal(
            ["""toolu_01A09q90qw90lq917835lq9 | {"a": {"none": null}, "token": "[redacted]"}"""],
            await _postgres.Lines("select event_key, detail from v2.audit_log where action = 'y'")
        );
    }

    [Fact]
    public async Task Leaves_every_other_key_as_it_was()
    {
        const string key = "msg_01XFDUDYJgAACzvnptvVoYEL:req_011CSHoEeqs5C35K2UUqR7Fy";
        await _postgres.Run(
            $"""
            insert into v2.tool_calls (session_id, tool_use_id, tool_name, agent_id, started_at) values ('{_session}', '{key}', 'Read', '{key}', now());
            insert into v2.audit_log (session_id, action, event_key, at) values ('{_session}', 'z', '{key}', now());
            """
        );

        await Run(apply: true);

        Assert.Equal([$"{key} | {key}"], await _postgres.Lines("select tool_use_id, agent_id from v2.tool_calls"));
        Assert.Equal([key], await _postgres.Lines("select event_key from v2.audit_log where action = 'z'"));
    }

    [Fact]
    public async Task Writes_nothing_over_a_version_that_is_not_the_one_it_read()
    {
        var written = await _postgres.Read<int>(
            $"""
            select v2.redact_rows('sessions', jsonb_build_array(jsonb_build_object('key', jsonb_build_array('{_session}', 'infinity', '2001-01-01'),
              'texts', jsonb_build_object('purpose', 'older'))), gen_random_uuid(), 'x')
            """
        );

        Assert.Equal(0, written);
        Assert.Equal([$"use {_token} again"], await _postgres.Lines("select purpose from v2.sessions"));
    }

    [Fact]
    public async Task Is_in_the_audit_log_without_what_it_was_and_can_not_be_undone()
    {
        var plan = $"select tab, id, act, is_at, was_at from v2.undo_plan('{_session}', null, true)";
        var before = await _postgres.Lines(plan);

        await Run(apply: true);

        Assert.Equal(
            ["""{"rows": 3}"""],
            await _postgres.Lines("select detail from v2.audit_log where action = 'secrets.redacted'")
        );
        Assert.Equal(before, await _postgres.Lines(plan));
    }

    [Fact]
    public async Task Finds_nothing_the_second_time()
    {
        await Run(apply: true);

        Assert.Empty(await Run(apply: true));
    }

    [Fact]
    public async Task Takes_them_out_of_what_was_added_up_from_the_ledger_too()
    {
        await _postgres.Run(
            $"""
            insert into v2.cost_ledger (session_id, request_key, model, token_kind, tokens, cost_usd, used_at, skill)
            select '{_session}', 'r' || n, 'm', 'output', 1, 0.5, '2026-03-01 10:01:00Z', case n when 1 then 'use {_token}' end
            from generate_series(1, 2) n
            """
        );

        await Run(apply: true);

        Assert.Equal(
            await _postgres.Lines("select skill, cost_usd::float8 from v2.cost_ledger order by skill"),
            await _postgres.Lines("select skill, usd::float8 from brain.used order by skill")
        );
        Assert.Empty(await _postgres.Lines($"select skill from brain.used where skill like '%{_token}%'"));
        await _postgres.AreThoseOfTheRows();
    }

    [Fact]
    public async Task Leaves_every_guard_of_history_on()
    {
        await Run(apply: true);

        Assert.Empty(await _postgres.Lines("select tgname from pg_trigger where not tgisinternal and tgenabled = 'D'"));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() =>
            _postgres.Run("update v2.sessions_history set purpose = 'x'")
        );
    }

    private async Task<RedactionFinding[]> Run(bool apply)
    {
        var store = new RedactionStore(_postgres.Database);
        var found = new List<RedactionFinding>();
        RedactStored? asked = new(Guid.NewGuid(), apply, null);
        while (asked is not null)
        {
            var page = await store.Next(asked, CancellationToken.None);
            found.AddRange(page.Found);
            asked = page.Next is { } next ? asked with { After = next } : null;
        }

        return [.. found];
    }

    private async Task<string> Everything()
    {
        var tables = await _postgres.Lines(
            "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = 'v2'"
        );
        var all = new List<string>();
        foreach (var table in tables)
            all.AddRange(await _postgres.Lines($"select t::text from {table} t order by 1"));
        return string.Join('\n', all);
    }
}
