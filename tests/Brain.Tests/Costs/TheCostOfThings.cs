using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Brain.Cli.Costs;
using Brain.Domain.Hooks.ClaudeCode;
using Brain.Domain.Sessions;
using Brain.Grains.Abstractions.Sessions;
using Brain.Messages;
using Brain.Messages.Costs;
using Brain.Messages.Sessions;
using Brain.Tests.Client;
using Brain.Tests.Sessions;

namespace Brain.Tests.Costs;

public sealed class TheCostOfThings(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Theory]
    [InlineData("day")]
    [InlineData("project")]
    [InlineData("model")]
    [InlineData("session")]
    public async Task Equals_what_ccusage_says_of_the_same_files(string by)
    {
        var folder = $"/tmp/{Guid.NewGuid()}";
        var id = await Opened(folder);
        var (tokens, _, _) = RecordedTranscripts.Ccusage(RecordedTranscripts.WithAgent);
        foreach (var piece in Renamed(id).Chunk(UsageFound.EntriesMax))
            await silo.Grains.GetGrain<ISessionGrain>(id).Count(new UsageFound(piece));

        var report = await Costs($"by={by}&project={folder}&zone=UTC");

        Assert.Equal(tokens, Used(report));
        Assert.Equal(RecordedTranscripts.CostState(RecordedTranscripts.WithAgent), report.CostUsd);
        Assert.All(report.Groups, one => Assert.Equal("transcript", one.Sources.ToString()));
    }

    [Fact]
    public async Task Equals_what_the_real_ccusage_says_by_day_and_model()
    {
        var program = Environment.GetEnvironmentVariable("BRAIN_TEST_CCUSAGE");
        Assert.SkipWhen(
            string.IsNullOrEmpty(program),
            "No ccusage: ./brain test fetches it, or set BRAIN_TEST_CCUSAGE."
        );
        using var scratch = new ScratchFolder();
        var folder = $"{scratch.Path}/work";
        var id = await Opened(folder);
        // Its price of this model is known to both, and nobody else's requests have its ids.
        const string Model = "claude-sonnet-4-5-20250929";
        var lines = RecordedTranscripts
            .Files(RecordedTranscripts.WithAgent)
            .SelectMany(File.ReadAllLines)
            .Select(line => line.Replace("claude-opus-5-5", Model, StringComparison.Ordinal))
            .Select(line => line.Replace("\"msg_", $"\"msg_{id:N}", StringComparison.Ordinal));
        var transcript = string.Join('\n', lines) + "\n";
        scratch[$"projects/-work/{id}.jsonl"] = transcript;
        var read = ClaudeCodeUsage.Read(Encoding.UTF8.GetBytes(transcript), TranscriptPlace.Start);
        foreach (var piece in read.Entries.Chunk(UsageFound.EntriesMax))
            await silo.Grains.GetGrain<ISessionGrain>(id).Count(new UsageFound(piece));

        var start = new ProcessStartInfo(program!, ["daily", "--json", "--offline", "--timezone", "UTC"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment["CLAUDE_CONFIG_DIR"] = start.Environment["HOME"] = scratch.Path;
        using var counter = Process.Start(start)!;
        using var theirs = JsonDocument.Parse(await counter.StandardOutput.ReadToEndAsync());

        var days = theirs.RootElement.GetProperty("daily").EnumerateArray().Select(OfCcusage).Order();
        var ours = await Costs($"by=day&project={folder}&zone=UTC");
        Assert.Equal(
            days,
            ours.Groups.Select(one => $"{one.Name} {Used(new("", [one]))} {one.CostUsd:0.000000}").Order()
        );
        var models = await Costs($"by=model&project={folder}");
        Assert.Equal(Used(ours), Used(models));
        Assert.Equal(Model, Assert.Single(models.Groups).Name);
    }

    private static string OfCcusage(JsonElement day)
    {
        var used = new Used(Of("inputTokens"), Of("outputTokens"), Of("cacheCreationTokens"), Of("cacheReadTokens"));
        return $"{day.GetProperty("period").GetString()} {used} {day.GetProperty("totalCost").GetDouble():0.000000}";

        long Of(string name) => day.GetProperty(name).GetInt64();
    }

    [Fact]
    public async Task Is_told_by_skill_agent_and_server()
    {
        var folder = $"/tmp/{Guid.NewGuid()}";
        var id = await Opened(folder);
        UsageEntry entry = new()
        {
            MessageId = $"msg_{id}",
            RequestId = "r1",
            Model = "claude-opus-5-5",
            At = DateTimeOffset.UtcNow,
            Input = 3,
            Output = 5,
            Skill = "pdf",
            Agent = "Explore",
            McpServer = "github",
        };
        await silo
            .Grains.GetGrain<ISessionGrain>(id)
            .Count(new UsageFound([entry, entry with { MessageId = $"msg_b{id}", Skill = null, Agent = null }]));

        Assert.Equal(["pdf 8", " 8"], await Lines("skill"));
        Assert.Equal(["Explore 8", " 8"], await Lines("agent"));
        Assert.Equal(["github 16"], await Lines("mcp"));
        Assert.Empty((await Costs($"by=mcp&project={folder}&until=2020-01-01T00:00:00Z")).Groups);

        async Task<string[]> Lines(string by) =>
            [.. (await Costs($"by={by}&project={folder}")).Groups.Select(Line).OrderDescending()];
    }

    [Fact]
    public async Task Is_not_known_by_another_word()
    {
        using var answer = await silo.Socket.GetAsync("/costs?by=colour");

        Assert.Contains("day, project, model", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_the_same_again_is_wasted()
    {
        var folder = $"/tmp/{Guid.NewGuid()}";
        var id = await Opened(folder);
        await silo.Postgres.Run(
            $"""
            insert into v2.turns (id, session_id, turn_num, started_at) values ('{id}', '{id}', 1, now());
            insert into v2.cost_ledger (session_id, turn_id, request_key, model, token_kind, tokens, cost_usd, used_at)
            select '{id}', '{id}', '{id}' || n, 'm', 'input', 1, 0.5, now() from generate_series(1, 8) n;
            insert into v2.tool_calls (session_id, turn_id, tool_use_id, tool_name, tool_kind, target, input_digest, started_at)
            select '{id}', '{id}', 't' || n, tool, kind, target, encode(sha256(target::bytea), 'hex'), now() + n * interval '1 second' from (values
              (1, 'Bash', 'shell', 'npm test'), (2, 'Bash', 'shell', 'npm test'), (3, 'Bash', 'shell', 'npm test'),
              (4, 'Read', 'read', '/a.cs'), (5, 'Read', 'read', '/a.cs'), (6, 'Edit', 'edit', '/a.cs'), (7, 'Read', 'read', '/a.cs'))
              as c (n, tool, kind, target);
            insert into v2.audit_log (session_id, action, detail, at) values ('{id}', 'server.connected', jsonb_build_object('server', 'github'), now() + interval '1 hour')
            """
        );

        var wasted = await Wasted($"project={folder}");

        Assert.Equal(
            [
                new("call", new(id), "Bash: npm test", 2, 1.0m),
                new("read", new(id), "/a.cs", 1, 0.5m),
                new Waste("server", new(id), "github", 1, null),
            ],
            wasted
        );
    }

    [Fact]
    public async Task Of_a_server_that_nobody_called_is_about_what_its_tools_are_in_tokens()
    {
        var folder = $"/tmp/{Guid.NewGuid()}";
        var id = await Opened(folder);
        // Two requests after it connected; a token that was read cost 2 millionths of a dollar.
        await silo.Postgres.Run(
            $"""
            insert into v2.audit_log (session_id, action, detail, at)
            select '{id}', 'server.connected', jsonb_build_object('server', 'github'), now() - n * interval '1 minute' from generate_series(1, 2) n;
            insert into v2.cost_ledger (session_id, request_key, model, token_kind, tokens, cost_usd, used_at)
            select '{id}', '{id}' || n, 'm', k.kind, k.tokens, k.cost, now() from generate_series(1, 2) n,
              (values ('input', 1000, 0.004), ('cache_read', 3000, 0.004), ('output', 100, 9)) as k (kind, tokens, cost)
            """
        );

        Assert.Equal([new Waste("server", new(id), "github", 1, 0.006m)], await Wasted($"project={folder}"));
    }

    [Fact]
    public async Task Of_waste_is_found_again_when_a_session_goes_on()
    {
        var folder = $"/tmp/{Guid.NewGuid()}";
        var id = await Opened(folder);
        await silo.Postgres.Run(
            $"insert into v2.turns (id, session_id, turn_num, started_at) values ('{id}', '{id}', 1, now())"
        );

        await Read(1);
        Assert.Empty(await Wasted($"project={folder}"));
        await Read(2);
        Assert.Equal([new Waste("read", new(id), "/a.cs", 1, null)], await Wasted($"project={folder}"));
        await Read(3);
        Assert.Equal([new Waste("read", new(id), "/a.cs", 2, null)], await Wasted($"project={folder}"));

        Task Read(int time) =>
            silo.Postgres.Run(
                $"""
                insert into v2.tool_calls (session_id, turn_id, tool_use_id, tool_name, tool_kind, target, input_digest, started_at)
                values ('{id}', '{id}', 't{time}', 'Read', 'read', '/a.cs', repeat('0', 64), now())
                """
            );
    }

    [Fact]
    public async Task Is_added_up_to_the_moment_that_is_asked_for()
    {
        var folder = $"/tmp/{Guid.NewGuid()}";
        var id = await Opened(folder);
        // Three in one quarter of an hour, one in the next.
        await silo.Postgres.Run(
            $"""
            insert into v2.cost_ledger (session_id, request_key, model, token_kind, tokens, cost_usd, used_at)
            select '{id}', '{id}' || n, 'm', 'output', 10 ^ n, 0.5, timestamptz '2026-03-01 10:01:00Z' + n * interval '6 minutes'
            from generate_series(0, 3) n
            """
        );

        Assert.Equal(1111, await Output(""));
        Assert.Equal(1110, await Output("&since=2026-03-01T10:01:01Z"));
        Assert.Equal(10, await Output("&since=2026-03-01T10:01:01Z&until=2026-03-01T10:13:00Z"));
        Assert.Equal(11, await Output("&until=2026-03-01T10:12:00Z"));
        Assert.Equal(1100, await Output("&since=2026-03-01T10:13:00Z&until=2026-03-01T10:19:01Z"));
        await silo.Postgres.Run($"update v2.cost_ledger set model = 'n', tokens = 7 where request_key = '{id}3'");
        await silo.Postgres.Run($"delete from v2.cost_ledger where request_key = '{id}0'");
        Assert.Equal(117, await Output(""));
        Assert.Equal(
            ["m 110", "n 7"],
            (await Costs($"by=model&project={folder}")).Groups.Select(Line).Order(StringComparer.Ordinal)
        );

        async Task<long> Output(string span) =>
            (await Costs($"by=session&project={folder}{span}")).Groups.Sum(one => one.Output);
    }

    [Fact]
    public async Task Of_a_call_is_not_wasted_when_something_changed_before_it()
    {
        var folder = $"/tmp/{Guid.NewGuid()}";
        var id = await Opened(folder);
        await silo.Postgres.Run(
            $"""
            insert into v2.tool_calls (session_id, tool_use_id, tool_name, tool_kind, target, input_digest, started_at)
            select '{id}', 't' || n, tool, kind, target, encode(sha256(target::bytea), 'hex'), now() + n * interval '1 second' from (values
              (1, 'Bash', 'shell', 'npm test'), (2, 'Edit', 'edit', '/a.cs'), (3, 'Bash', 'shell', 'npm test'),
              (4, 'Grep', 'search', 'x'), (5, 'Grep', 'search', 'x'),
              (6, 'mcp__git_hub__list', 'mcp', 'a'), (7, 'mcp__git_hub__list', 'mcp', 'a'))
              as c (n, tool, kind, target);
            insert into v2.audit_log (session_id, action, event_key, detail, at) values
              ('{id}', 'server.connected', '1', jsonb_build_object('server', 'git hub'), now()),
              ('{id}', 'server.connected', '2', jsonb_build_object('server', 'other'), now())
            """
        );

        Assert.Equal(
            ["call Grep: x 1", "call mcp__git_hub__list: a 1", "server other 1"],
            (await Wasted($"project={folder}")).Select(one => $"{one.Kind} {one.What} {one.Times}").Order()
        );
        Assert.Empty(await Wasted($"project={folder}&until=2020-01-01T00:00:00Z"));
    }

    [Theory]
    // A shell, or a server, may have changed the file.
    [InlineData("(1, 'read', '/a.cs', null), (2, 'shell', 'sed -i s/a/b/ *', null), (3, 'read', '/a.cs', null)", 0)]
    [InlineData("(1, 'read', '/a.cs', null), (2, 'mcp', 'x', null), (3, 'read', '/a.cs', null)", 0)]
    [InlineData("(1, 'read', '/a.cs', null), (2, 'edit', '/b.cs', null), (3, 'read', '/a.cs', null)", 1)]
    [InlineData("(1, 'read', '/a.cs', null), (2, 'search', 'x', null), (3, 'read', '/a.cs', null)", 1)]
    // A sub-agent has not seen what others saw.
    [InlineData("(1, 'read', '/a.cs', null), (2, 'read', '/a.cs', 'a1'), (3, 'read', '/a.cs', 'a2')", 0)]
    [InlineData("(1, 'read', '/a.cs', 'a1'), (2, 'read', '/a.cs', 'a2'), (3, 'read', '/a.cs', 'a1')", 1)]
    [InlineData("(1, 'shell', 'npm test', null), (2, 'shell', 'npm test', 'a1')", 0)]
    // The main conversation is compacted after the fifth second; a sub-agent's goes on.
    [InlineData("(4, 'read', '/a.cs', null), (6, 'read', '/a.cs', null)", 0)]
    [InlineData("(4, 'shell', 'npm test', null), (6, 'shell', 'npm test', null)", 0)]
    [InlineData("(4, 'read', '/a.cs', 'a1'), (6, 'read', '/a.cs', 'a1')", 1)]
    public async Task Of_the_same_again_is_wasted_where_it_was_known(string calls, int wasted)
    {
        var folder = $"/tmp/{Guid.NewGuid()}";
        var id = await Opened(folder);
        await silo.Hook(
            $$"""{"session_id":"{{id}}","hook_event_name":"PreCompact","trigger":"auto","cwd":"{{folder}}"}"""
        );
        await silo.Postgres.Run(
            $"""
            update v2.audit_log set at = '2026-03-01 10:00:05Z' where session_id = '{id}' and detail ? 'trigger';
            insert into v2.tool_calls (session_id, tool_use_id, tool_name, tool_kind, target, agent_id, input_digest, started_at)
            select '{id}', 't' || n, kind, kind, target, agent, encode(sha256(target::bytea), 'hex'),
              timestamptz '2026-03-01 10:00:00Z' + n * interval '1 second'
            from (values {calls}) as c (n, kind, target, agent)
            """
        );
        Assert.Equal(
            ["1"],
            await silo.Postgres.Lines(
                $"select count(*) from v2.audit_log where session_id = '{id}' and detail ? 'trigger'"
            )
        );

        Assert.Equal(wasted, (await Wasted($"project={folder}")).Sum(one => one.Times));
    }

    [Theory]
    [InlineData("select pg_advisory_xact_lock(hashtext('brain.waste'))")]
    [InlineData("lock table brain.waste in share mode")]
    public async Task Of_waste_that_others_count_is_what_is_found_so_far(string held)
    {
        var folder = $"/tmp/{Guid.NewGuid()}";
        var id = await Opened(folder);
        await Reads(id, 2);
        var one = new Waste("read", new(id), "/a.cs", 1, null);
        Assert.Equal([one], await Wasted($"project={folder}"));
        await Reads(id, 1);
        await using (var connection = await silo.Postgres.Database.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using var command = new Npgsql.NpgsqlCommand(held, connection, transaction);
            await command.ExecuteNonQueryAsync();

            var report = await Looked($"project={folder}");

            Assert.True(report.IsCounting);
            Assert.Equal([one], report.Lines);
        }

        Assert.Equal([one with { Times = 2 }], await Wasted($"project={folder}"));
    }

    [Fact]
    public async Task Of_many_sessions_at_work_is_looked_through_once_each()
    {
        var folder = $"/tmp/{Guid.NewGuid()}";
        var id = await Opened(folder);
        // All of them change as long as they are looked through.
        await silo.Postgres.Run(
            $"""
            insert into v2.sessions (id, status, project_path, project_key, started_at)
            select gen_random_uuid(), 'active', s.project_path, s.project_key, now()
            from v2.sessions s, generate_series(1, 130) where s.id = '{id}';
            insert into v2.turns (id, session_id, turn_num, started_at)
            select s.id, s.id, 1, now() from v2.sessions s where s.project_path = '{folder}';
            insert into v2.tool_calls (session_id, turn_id, tool_use_id, tool_name, tool_kind, target, input_digest, started_at)
            select s.id, s.id, 't' || n, 'Read', 'read', '/a.cs', repeat('0', 64), now()
            from v2.sessions s, generate_series(1, 2) n where s.project_path = '{folder}'
            """
        );

        var found = await Wasted($"project={folder}");

        Assert.Equal(131, found.DistinctBy(one => one.Session).Count());
        Assert.Equal(131, found.Sum(one => one.Times));
    }

    [Fact]
    public async Task Of_the_gate_is_in_it_though_what_the_ledger_had_was_taken_back()
    {
        var folder = $"/tmp/{Guid.NewGuid()}";
        var id = await Opened(folder);
        await silo.Postgres.Run(
            $"""
            insert into v2.cost_ledger (session_id, request_key, model, token_kind, tokens, cost_usd, used_at)
            values ('{id}', '{id}', 'm', 'output', 7, 1, now());
            delete from v2.cost_ledger where session_id = '{id}';
            insert into v2.audit_log (session_id, action, detail, at) values ('{id}', 'turn.step',
              jsonb_build_object('model', 'm', 'input', 3, 'output', 5, 'cost_usd', 0.5), now())
            """
        );

        var report = await Costs($"by=model&project={folder}");

        Assert.Equal(["m 8"], report.Groups.Select(Line));
        Assert.Equal("gate", Assert.Single(report.Groups).Sources.ToString());
    }

    private Task Reads(Guid id, int times) =>
        silo.Postgres.Run(
            $"""
            insert into v2.turns (id, session_id, turn_num, started_at)
            select '{id}', '{id}', 1, now() where not exists (select from v2.turns t where t.id = '{id}');
            insert into v2.tool_calls (session_id, turn_id, tool_use_id, tool_name, tool_kind, target, input_digest, started_at)
            select '{id}', '{id}', gen_random_uuid(), 'Read', 'read', '/a.cs', repeat('0', 64), now() from generate_series(1, {times})
            """
        );

    [Theory]
    [InlineData("Local", null)]
    [InlineData("", null)]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    public void Is_asked_by_days_of_a_zone_that_has_a_name(string local, string? zone) =>
        Assert.Equal(zone, CostVerb.Zone(local));

    [Fact]
    public async Task Stands_beside_what_came_of_it()
    {
        var folder = $"/tmp/{Guid.NewGuid()}";
        var id = await Opened(folder);
        await silo.Postgres.Run(
            $"""
            insert into v2.turns (session_id, turn_num, started_at) select '{id}', n, now() + n * interval '1 hour' from generate_series(1, 2) n;
            insert into v2.cost_ledger (session_id, turn_id, request_key, model, token_kind, tokens, cost_usd, used_at)
            select '{id}', t.id, '{id}' || t.turn_num, 'm', 'input', 1, 0.5, now() from v2.turns t where session_id = '{id}';
            insert into v2.turn_commits (session_id, turn_id, sha, subject, committed_at, outcome)
            select '{id}', t.id, 'abcdef0123', 'Parse it', now(), 'reverted' from v2.turns t where session_id = '{id}' and turn_num = 1
            """
        );

        var turns = JsonSerializer.Deserialize(
            await silo.Socket.GetStringAsync($"/costs/outcomes?project={folder}"),
            MessagesJson.Default.TurnOutcomeArray
        )!;

        Assert.Equal(
            ["nothing 0.5 ", "reverted 0.5 abcdef0 Parse it"],
            turns.Select(one => $"{one.Outcome} {one.CostUsd:0.0} {string.Join(',', one.Commits)}")
        );
    }

    private static string Line(CostGroup one) => $"{one.Name} {one.Input + one.Output}";

    private static Used Used(CostReport report) =>
        report.Groups.Aggregate(new Used(0, 0, 0, 0), (sum, one) =>
            new(
                sum.Input + one.Input,
                sum.Output + one.Output,
                sum.CacheCreation + one.CacheWrite5m + one.CacheWrite1h,
                sum.CacheRead + one.CacheRead
            )
        );

    // Each test has its own copy of the same requests.
    private static IEnumerable<UsageEntry> Renamed(Guid id) =>
        RecordedTranscripts
            .Lines(RecordedTranscripts.WithAgent)
            .Select(entry => entry with { MessageId = $"{entry.MessageId}{id}" });

    private async Task<CostReport> Costs(string query) =>
        JsonSerializer.Deserialize(
            await silo.Socket.GetStringAsync($"/costs?{query}"),
            MessagesJson.Default.CostReport
        )!;

    // What is wasted when all is counted.
    private async Task<Waste[]> Wasted(string query)
    {
        for (var until = DateTime.UtcNow.AddMinutes(2); ;)
        {
            var report = await Looked(query);
            if (!report.IsCounting)
                return report.Lines;
            Assert.True(DateTime.UtcNow < until, "It is still counted.");
        }
    }

    private async Task<WasteReport> Looked(string query) =>
        JsonSerializer.Deserialize(
            await silo.Socket.GetStringAsync($"/costs/wasted?{query}"),
            MessagesJson.Default.WasteReport
        )!;

    private async Task<Guid> Opened(string folder)
    {
        var id = Guid.NewGuid();
        await silo.Hook(
            $$"""{"session_id":"{{id}}","hook_event_name":"SessionStart","source":"startup","cwd":"{{folder}}"}"""
        );
        return id;
    }
}
