using System.Text.Json;
using Brain.Domain.Sessions;
using Brain.Grains.Abstractions.Sessions;
using Brain.Grains.Ports;
using Brain.Messages.Sessions;
using Brain.Postgres.Sessions;
using Brain.Silo.Health;
using Brain.Silo.Hooks.ClaudeCode;
using Brain.Silo.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Brain.Tests.Sessions;

/// <summary>Through a whole silo: the file grows, the hooks come, the figures follow.</summary>
public sealed class ATranscriptThatGrows : IClassFixture<SiloFixture>, IDisposable
{
    private readonly SiloFixture _silo;
    private readonly SessionId _id = Some.Id();
    private readonly Guid _prompt = Guid.NewGuid();
    private readonly string _folder = Directory.CreateTempSubdirectory("transcripts").FullName;
    private readonly string _file;
    private int _said;

    public ATranscriptThatGrows(SiloFixture silo)
    {
        _silo = silo;
        _file = Path.Combine(_folder, $"{_id}.jsonl");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Is_counted_after_stop()
    {
        await Hook("UserPromptSubmit", ("prompt", "work"));
        Says(output: 9);
        await Hook("Stop");

        await Sees(
            "10 | 1 | 9",
            "select s.tokens_total, t.tokens_in, t.tokens_out from v2.sessions s join v2.turns t on t.session_id "
                + "= s.id where s.id = '{0}'"
        );
        await Sees("5", "select count(*) from v2.cost_ledger where session_id = '{0}'");
    }

    [Theory]
    [InlineData("UserPromptSubmit")]
    [InlineData("PreToolUse")]
    [InlineData("PostToolBatch")]
    public async Task Refuses_what_comes_after_the_line_that_reached_the_cap(string name)
    {
        await Hook("UserPromptSubmit", ("prompt", "work"));
        await Budget(1_000);
        Says(output: 998);
        Assert.DoesNotContain("ecision", await Next(name, "t1"), StringComparison.Ordinal);

        Says(output: 1);

        var refused = await Next(name, "t2");
        Assert.Contains(
            name == "PreToolUse" ? "\"permissionDecision\":\"deny\"" : "\"decision\":\"block\"",
            refused,
            StringComparison.Ordinal
        );
        Assert.Contains("1,001 of 1,000", refused, StringComparison.Ordinal);
        await Sees("1", "select count(*) from v2.decisions where session_id = '{0}' and rule = 'budget.reached'");
    }

    [Fact]
    public async Task Has_its_sub_agents_counted_for_the_parents_turn()
    {
        await Hook("UserPromptSubmit", ("prompt", "work"));
        await Budget(1_000);
        Says(output: 9);
        Directory.CreateDirectory(Path.Combine(_folder, $"{_id}", "subagents"));
        await File.AppendAllTextAsync(
            Path.Combine(_folder, $"{_id}", "subagents", "agent-a1.jsonl"),
            Line(output: 1_000, side: true)
        );

        Assert.Contains("1,011 of 1,000", await Next("PreToolUse", "t1"), StringComparison.Ordinal);
        await Sees("2 | 1009", "select tokens_in, tokens_out from v2.turns where session_id = '{0}'");
    }

    [Theory]
    [InlineData("agent-a1.jsonl", true)]
    [InlineData("agent-a1.jsonl", false)]
    [InlineData("a1.output", true)]
    [InlineData("a1.output", false)]
    public async Task Has_the_record_counted_that_a_sub_agents_end_names(string name, bool isBesideItsSessions)
    {
        await Hook("UserPromptSubmit", ("prompt", "work"));
        var record = Path.Combine(_folder, "elsewhere", name);
        Directory.CreateDirectory(Path.GetDirectoryName(record)!);
        await File.WriteAllTextAsync(record, Line(output: 40, side: true));

        await Hook(
            "SubagentStop",
            ("agent_id", "a1"),
            ("agent_transcript_path", record),
            ("transcript_path", isBesideItsSessions ? _file : null!)
        );

        await Sees("41", "select tokens_total from v2.sessions where id = '{0}'");
    }

    [Fact]
    public async Task Is_found_where_the_session_began_when_a_worktrees_folder_is_named()
    {
        var began = Path.Combine(_folder, "projects", "-home-me-site");
        Directory.CreateDirectory(began);
        await File.WriteAllTextAsync(Path.Combine(began, $"{_id}.jsonl"), Line(output: 40));
        var named = Path.Combine(_folder, "projects", "-home-me-site--claude-worktrees-x", $"{_id}.jsonl");

        await Hook("UserPromptSubmit", ("prompt", "work"), ("transcript_path", named));
        await Hook("Stop", ("transcript_path", named));

        await Sees("41", "select tokens_total from v2.sessions where id = '{0}'");
    }

    [Fact]
    public async Task Warns_once_at_four_fifths()
    {
        await Hook("UserPromptSubmit", ("prompt", "work"));
        await Budget(1_000);
        Says(output: 849);

        Assert.Contains(
            "80 % of the token budget is used (850 of 1,000 tokens)",
            await Hook("UserPromptSubmit", ("prompt", "more"), ("prompt_id", Guid.NewGuid())),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "80 %",
            await Hook("UserPromptSubmit", ("prompt", "and more"), ("prompt_id", Guid.NewGuid())),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Is_read_again_after_a_restart_and_nothing_changes()
    {
        await Hook("UserPromptSubmit", ("prompt", "work"));
        await Budget(1_000);
        for (var i = 0; i < 8; i++)
            Says(output: 99);
        await Next("PostToolBatch", "t0");
        Assert.Contains("80 %", await Hook("Stop"), StringComparison.Ordinal);
        await Sees("800", "select tokens_total from v2.sessions where id = '{0}'");

        await _silo.Sleep();
        await _silo.Wake();
        Assert.DoesNotContain(
            "80 %",
            await Hook("UserPromptSubmit", ("prompt", "more"), ("prompt_id", Guid.NewGuid())),
            StringComparison.Ordinal
        );
        Says(output: 199);

        Assert.Contains("1,000 of 1,000", await Next("PreToolUse", "t1"), StringComparison.Ordinal);
        await Sees("45", "select count(*) from v2.cost_ledger where session_id = '{0}'");
    }

    [Fact]
    public async Task Is_counted_to_its_end_by_the_silo_after_one_that_was_killed()
    {
        await Hook("UserPromptSubmit", ("prompt", "work"));
        Says(output: 9);
        await Hook("Stop");
        await Hook("SessionEnd");
        await Sees("10", "select tokens_total from v2.sessions where id = '{0}'");
        await _silo.Sleep();
        // What a killed silo did not read looks like this: lines, and nobody who tells of them.
        Says(output: 99);

        await _silo.Wake();

        await Sees("110", "select tokens_total from v2.sessions where id = '{0}'");
        await Sees("10", "select count(*) from v2.cost_ledger where session_id = '{0}'");
    }

    [Fact]
    public async Task Counts_once_when_several_silos_catch_up_together()
    {
        await Hook("UserPromptSubmit", ("prompt", "work"));
        for (var i = 0; i < 20; i++)
            Says(output: 9);

        var silos = Enumerable.Range(0, 3).Select(_ => CatchUp(DateTimeOffset.UtcNow)).ToArray();
        await Task.WhenAll(silos.Select(silo => silo.StartAsync(TestContext.Current.CancellationToken)));
        await Task.WhenAll(silos.Select(silo => silo.ExecuteTask!));

        await Sees("200", "select tokens_total from v2.sessions where id = '{0}'");
        await Sees("100", "select count(*) from v2.cost_ledger where session_id = '{0}'");
    }

    [Theory]
    [InlineData(-1, "10")]
    [InlineData(1, "0")]
    public async Task Is_caught_up_with_for_a_day(int minutes, string total)
    {
        // The silo's own look back at its start is over, and does not find what comes now.
        await _silo.Services.GetServices<IHostedService>().OfType<TranscriptCatchUp>().Single().ExecuteTask!;
        await Hook("UserPromptSubmit", ("prompt", "work"));
        Says(output: 9);

        var catching = CatchUp(DateTimeOffset.UtcNow + TranscriptCatchUp.AgeMax + TimeSpan.FromMinutes(minutes));
        await catching.StartAsync(TestContext.Current.CancellationToken);
        await catching.ExecuteTask!;

        await Sees(total, "select tokens_total from v2.sessions where id = '{0}'");
    }

    [Fact]
    public async Task Says_nothing_when_it_is_not_there()
    {
        await Hook("UserPromptSubmit", ("prompt", "work"));
        await Budget(1_000);

        Assert.Equal("{}", await Next("PreToolUse", "t1"));
        Assert.Equal(
            0L,
            await _silo.Postgres.Read<long>($"select count(*) from v2.cost_ledger where session_id = '{_id}'")
        );
    }

    [Fact]
    public async Task Is_known_to_people_with_what_it_cost()
    {
        await Hook("UserPromptSubmit", ("prompt", "work"));
        await File.AppendAllTextAsync(
            _file,
            Line(output: 9) + RecordedTranscripts.Line($"x {_id}", model: "claude-next-9", prompt: _prompt)
        );
        await Hook("Stop");
        await Sees("2", "select count(distinct model) from v2.cost_ledger where session_id = '{0}'");

        var costs = await _silo.Socket.GetStringAsync($"/sessions/{_id}/costs");

        Assert.Contains("\"unpriced_models\":[\"claude-next-9\"]", costs, StringComparison.Ordinal);
        Assert.Contains(
            "\"kind\":\"output\",\"requests\":1,\"tokens\":9,\"cost_usd\":0.00018",
            costs,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Is_read_again_a_little_later_for_its_last_line()
    {
        var (clock, counted, found) = (
            new FakeTimeProvider(),
            new System.Collections.Concurrent.ConcurrentQueue<string>(),
            new SemaphoreSlim(0)
        );
        using var reader = new UsageReader(
            Reader(),
            (_, usage) =>
            {
                counted.Enqueue(Assert.Single(usage.Entries).MessageId);
                found.Release();
                return Task.CompletedTask;
            },
            clock
        );
        await reader.StartAsync(TestContext.Current.CancellationToken);
        Says(1);
        reader.ReadAfter(
            new()
            {
                SessionId = _id,
                Name = "Stop",
                Kind = ClaudeCodeEventKinds.Of("Stop"),
                TranscriptPath = _file,
            },
            ClaudeCodeHook.Name
        );
        Assert.True(await found.WaitAsync(TimeSpan.FromMinutes(3)));

        foreach (var later in UsageReader.Later)
        {
            Says(1);
            clock.Advance(later);
            Assert.True(await found.WaitAsync(TimeSpan.FromMinutes(3)));
        }

        Assert.Equal(3, counted.Distinct(StringComparer.Ordinal).Count());
        await reader.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Is_read_to_its_end_when_the_silo_stops()
    {
        var counted = 0;
        using var reader = new UsageReader(
            Reader(),
            (_, usage) => Task.FromResult(counted += usage.Entries.Length),
            new FakeTimeProvider()
        );
        await reader.StartAsync(TestContext.Current.CancellationToken);
        reader.ReadAfter(
            new()
            {
                SessionId = _id,
                Name = "Stop",
                Kind = ClaudeCodeEventKinds.Of("Stop"),
                TranscriptPath = _file,
            },
            ClaudeCodeHook.Name
        );
        Says(1);

        await reader.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, counted);
    }

    [Fact]
    public async Task Keeps_no_other_waiting_however_long_it_is()
    {
        var (other, order) = (Some.Id(), new System.Collections.Concurrent.ConcurrentQueue<SessionId>());
        var shortFile = Path.Combine(_folder, $"{other}.jsonl");
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var reader = new UsageReader(
            Reader(),
            async (session, _) =>
            {
                begun.TrySetResult();
                await go.Task;
                order.Enqueue(session);
            },
            new FakeTimeProvider()
        );
        var padding = new string(' ', Transcripts.SliceBytes / 4);
        for (var line = 0; line < 12; line++)
            await File.AppendAllTextAsync(_file, $"{padding}{Line(1)}\n");
        await File.WriteAllTextAsync(shortFile, Line(1) + "\n");
        await reader.StartAsync(TestContext.Current.CancellationToken);
        Ends(reader, _id, _file);
        await begun.Task.WaitAsync(TimeSpan.FromMinutes(2));
        Ends(reader, other, shortFile);
        go.SetResult();

        await reader.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(12, order.Count(session => session == _id));
        Assert.InRange(order.ToList().IndexOf(other), 0, 8);
    }

    [Fact]
    public async Task Keeps_no_other_waiting_while_nobody_takes_its_figures()
    {
        var other = Some.Id();
        var shortFile = Path.Combine(_folder, $"{other}.jsonl");
        var (stuck, counted) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var reader = new UsageReader(
            Reader(),
            (session, _) =>
            {
                if (session == _id)
                    return stuck.Task;
                counted.TrySetResult();
                return Task.CompletedTask;
            },
            new FakeTimeProvider()
        );
        await File.AppendAllTextAsync(_file, Line(1) + "\n");
        await File.WriteAllTextAsync(shortFile, Line(1) + "\n");
        await reader.StartAsync(TestContext.Current.CancellationToken);
        Ends(reader, _id, _file);
        Ends(reader, _id, _file);
        Ends(reader, other, shortFile);

        await counted.Task.WaitAsync(TimeSpan.FromMinutes(2));

        stuck.SetResult();
        await reader.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Says_what_of_it_was_passed_over_and_why()
    {
        await Hook("UserPromptSubmit", ("prompt", "work"));
        Says(output: 9);
        await File.AppendAllTextAsync(_file, "{\"type\":\"assist\nnot a line\n");
        await File.AppendAllTextAsync(
            _file,
            "{\"type\":\"assistant\",\"message\":{\"id\":\"m\",\"model\":null,\"usage\":{\"input_tokens\":3}}}\n"
        );
        await Hook("Stop");
        await Sees("2 | 0 | 1", "select torn, too_long, odd from brain.passed_lines where session_id = '{0}'");
        await File.AppendAllTextAsync(_file, "torn again\n");
        await Hook("Stop");
        await Sees("3 | 0 | 1", "select torn, too_long, odd from brain.passed_lines where session_id = '{0}'");

        await _silo.Sleep();
        await _silo.Wake();
        await Hook("Stop");

        await Sees("3 | 0 | 1", "select torn, too_long, odd from brain.passed_lines where session_id = '{0}'");
        var costs = await _silo.Socket.GetStringAsync($"/sessions/{_id}/costs", TestContext.Current.CancellationToken);
        Assert.Contains("\"passed_over\":{\"torn\":3,\"too_long\":0,\"odd\":1}", costs, StringComparison.Ordinal);
        Assert.Contains(
            "\"sessions\":1",
            await _silo.Socket.GetStringAsync("/usage/passed-over", TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    private static void Ends(UsageReader reader, SessionId session, string transcript) =>
        reader.ReadAfter(
            new()
            {
                SessionId = session,
                Name = "Stop",
                Kind = ClaudeCodeEventKinds.Of("Stop"),
                TranscriptPath = transcript,
            },
            ClaudeCodeHook.Name
        );

    [Fact]
    public async Task Is_read_only_where_it_is_new()
    {
        var transcripts = Reader();
        Says(1);
        Assert.Equal(1, await Found(transcripts));
        Assert.Equal(0, await Found(transcripts));
        Says(1);
        await File.AppendAllTextAsync(_file, Line(1)[..50]);
        Assert.Equal(1, await Found(transcripts));
        Assert.Equal(0, await Found(transcripts));
    }

    [Fact]
    public async Task Is_read_from_its_beginning_when_it_shrank_or_was_replaced()
    {
        var transcripts = Reader();
        Says(1);
        Says(2);
        Assert.Equal(2, await Found(transcripts));

        await File.WriteAllTextAsync(_file, Line(3));
        Assert.Equal(1, await Found(transcripts));

        await File.WriteAllTextAsync(_file + ".new", Line(4) + Line(5) + Line(6));
        File.Move(_file + ".new", _file, overwrite: true);
        Assert.Equal(3, await Found(transcripts));
    }

    [Fact]
    public async Task Is_tried_again_when_it_could_not_be_counted()
    {
        var transcripts = Reader();
        Says(1);

        await transcripts.Read(ClaudeCodeHook.Name, _file, _ => throw new TimeoutException("no database"));

        Assert.Equal(1, await Found(transcripts));
    }

    [Fact]
    public async Task Keeps_no_hook_waiting_however_long_it_is()
    {
        var transcripts = Reader();
        await File.WriteAllTextAsync(_file, string.Concat(Enumerable.Range(0, 40_000).Select(_ => Line(1))));
        var length = new FileInfo(_file).Length;
        var glanced = 0;

        await transcripts.Glance(
            ClaudeCodeHook.Name,
            _file,
            usage => Task.FromResult(glanced += usage.Entries.Length)
        );

        Assert.True(length > 4 * Transcripts.GlanceBytesMax);
        Assert.InRange(glanced, 1, 20_000);
        Assert.Equal(40_000 - glanced, await Found(transcripts));
    }

    // Its own file and a sub-agent's, of a line each: a look of 20 ms would leave the second one out.
    [Theory]
    [InlineData(8, 2)]
    [InlineData(60, 1)]
    public async Task Is_looked_at_longer_where_little_was_read_but_not_for_long(int msOfEachLook, int files)
    {
        var agents = Path.Combine(_folder, $"{_id}", "subagents");
        Directory.CreateDirectory(agents);
        await File.WriteAllTextAsync(_file, Line(1));
        await File.WriteAllTextAsync(Path.Combine(agents, "agent-a1.jsonl"), Line(1, side: true));
        var glanced = 0;

        await Reader(new SlowMachine(msOfEachLook))
            .Glance(ClaudeCodeHook.Name, _file, usage => Task.FromResult(glanced += usage.Entries.Length));

        Assert.Equal(files, glanced);
    }

    [Fact]
    public async Task Says_nothing_when_it_is_no_file()
    {
        Directory.CreateDirectory(_file);
        Assert.Equal(0, await Found(Reader()));
        Directory.Delete(_file);
        File.CreateSymbolicLink(_file, "/dev/zero");
        Assert.Equal(0, await Found(Reader()));
    }

    [Theory]
    [InlineData("claude-code")]
    [InlineData(null)]
    public async Task Says_nothing_when_its_path_can_be_none(string? source)
    {
        var path = "/home/me/.claude/projects/-p\0x/session.jsonl";

        Assert.True(await Reader().ReadSlice(source, path, _ => Task.CompletedTask));
    }

    private TranscriptCatchUp CatchUp(DateTimeOffset now) =>
        new(
            _silo.Services.GetRequiredService<UsageReader>(),
            _silo.Services.GetRequiredService<SessionStore>(),
            _silo.Services.GetRequiredService<Readiness>(),
            new FakeTimeProvider(now),
            NullLogger<TranscriptCatchUp>.Instance
        );

    private static Transcripts Reader(TimeProvider? clock = null) =>
        new(
            [new ClaudeCodeTranscripts()],
            new SomeContexts(),
            NullLogger<Transcripts>.Instance,
            clock ?? TimeProvider.System
        );

    private async Task<int> Found(Transcripts transcripts)
    {
        var found = 0;
        await transcripts.Read(ClaudeCodeHook.Name, _file, usage => Task.FromResult(found += usage.Entries.Length));
        return found;
    }

    private void Says(long output) => File.AppendAllText(_file, Line(output));

    private string Line(long output, bool side = false) =>
        RecordedTranscripts.Line($"m{++_said} {_id}", output: output, sidechain: side, prompt: _prompt);

    private Task<Receipt> Budget(long tokens) => _silo.Grains.GetGrain<ISessionGrain>(_id.Value).Limit(new(tokens));

    private Task<string> Next(string name, string call) =>
        name == "UserPromptSubmit"
            ? Hook(name, ("prompt", call), ("prompt_id", Guid.NewGuid()))
            : Hook(
                name,
                ("tool_name", "Read"),
                ("tool_use_id", call),
                ("tool_calls", new[] { new { tool_name = "Read", tool_use_id = call } })
            );

    private async Task<string> Hook(string name, params (string Name, object Value)[] fields)
    {
        var body = new Dictionary<string, object>
        {
            ["session_id"] = _id.ToString(),
            ["hook_event_name"] = name,
            ["prompt_id"] = _prompt,
            ["transcript_path"] = _file,
            ["cwd"] = "/home/me/site",
        };
        foreach (var (field, value) in fields)
            body[field] = value;
        return (await _silo.Hook(JsonSerializer.Serialize(body))).Body;
    }

    private async Task Sees(string expected, string sql)
    {
        for (var attempt = 0; ; attempt++)
        {
            var lines = await _silo.Postgres.Lines(sql.Replace("{0}", _id.ToString(), StringComparison.Ordinal));
            if (lines is [var only] && only == expected)
                return;
            if (attempt == 2_400)
                Assert.Equal([expected], lines);
            await Task.Delay(50);
        }
    }

    private sealed class SomeContexts : ISessionContexts
    {
        public SessionContext Of(string? project, string? key) => SessionContext.Default;
    }

    // Between any two looks at its clock so much time passes.
    private sealed class SlowMachine(int ms) : TimeProvider
    {
        private long _ms;

        public override long TimestampFrequency => 1_000;

        public override long GetTimestamp() => _ms += ms;
    }
}
