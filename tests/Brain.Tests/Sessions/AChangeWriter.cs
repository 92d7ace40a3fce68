using System.Text.Json;
using System.Text.Json.Serialization;
using Brain.Domain.Sessions;
using Brain.Domain.Tools;
using Brain.Messages.Sessions;
using Brain.Postgres.Sessions;
using Brain.Silo.Hooks.ClaudeCode;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Tests.Sessions;

public sealed class AChangeWriter(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly SessionBatchWriter _writer = new(postgres.Database, NullLogger<SessionBatchWriter>.Instance);
    private readonly SessionStore _store = new(postgres.Database);

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    [Fact]
    public async Task Writes_a_session_that_reads_back_the_same()
    {
        foreach (var history in SomeSessionHistory.Any().Sample(60))
        {
            var session = new Session { Id = Some.Id() };
            foreach (var hookEvent in history.Events.Select(hookEvent => hookEvent with { SessionId = session.Id }))
            {
                var decided = session.Hears(hookEvent, delivery: history.Delivery);
                if (!decided.Change.Empty)
                    await _writer.Commit(decided.Change);
                session = decided.Next;
            }

            var read = await _store.Load(session.Id, TestContext.Current.CancellationToken);
            Assert.Equal(session.Rows(), session.Opened ? read.Rows() : session.Rows());
        }
    }

    [Fact]
    public async Task Fails_a_bad_row_alone()
    {
        var good = Enumerable.Range(0, 20).Select(_ => Some.Session()).ToArray();
        var bad = Some.Session().Hears(Some.Prompt(Some.Id(), "x")).Change with
        {
            SessionId = Some.Id(),
            Session = null,
        };

        var writes = good.Select(session => _writer.Commit(session.Hears(Some.Prompt(session.Id, "hello")).Change))
            .ToList();
        var failing = _writer.Commit(bad);
        writes.AddRange(
            good.Select(session =>
                _writer.Commit(session.After(Some.Prompt(session.Id, "a")).Hears(Some.Prompt(session.Id, "b")).Change)
            )
        );

        await Task.WhenAll(writes);
        await Assert.ThrowsAsync<PostgresException>(() => failing);
        Assert.Equal(
            40L,
            await postgres.Read<long>(
                $"select count(*) from v2.turns where session_id in ({string.Join(',', good.Select(s => $"'{s.Id}'"))})"
            )
        );
    }

    [Fact]
    public async Task Waits_only_shortly_for_a_row_that_somebody_holds()
    {
        var (held, free) = (Some.Session(), Some.Session());
        await _writer.Commit(held.Hears(Some.Prompt(held.Id, "one")).Change);
        await using var holder = await postgres.Database.OpenConnectionAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using (
            var command = new NpgsqlCommand($"select from v2.sessions where id = '{held.Id}' for update", holder)
        )
            await command.ExecuteNonQueryAsync();

        var failing = _writer.Commit(held.After(Some.Prompt(held.Id, "one")).Hears(Some.Prompt(held.Id, "two")).Change);
        await _writer.Commit(free.Hears(Some.Prompt(free.Id, "hello")).Change);

        Assert.Equal("55P03", (await Assert.ThrowsAsync<PostgresException>(() => failing)).SqlState);
        await transaction.RollbackAsync();
    }

    [Fact]
    public async Task Refuses_a_turn_that_is_not_the_next()
    {
        var session = Some.Session();
        var first = session.Hears(Some.Prompt(session.Id, "one"));
        await _writer.Commit(first.Change);

        // Another activation that never heard of the first turn must not write over it.
        var stale = session.Hears(Some.Prompt(session.Id, "two"));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => _writer.Commit(stale.Change));

        Assert.Equal("BR001", refused.SqlState);
        Assert.Equal(
            ["1 | one"],
            await postgres.Lines($"select turn_num, user_message from v2.turns where session_id = '{session.Id}'")
        );
    }

    [Fact]
    public async Task Leaves_the_same_rows_together_as_each_change_alone()
    {
        var histories = SomeSessionHistory.Any().Sample(40).Select(history => history.Events).ToArray();
        var (alone, waiting) = (
            histories.Select(_ => Some.Session()).ToArray(),
            histories.Select(_ => Some.Session()).ToArray()
        );

        foreach (var change in histories.SelectMany((events, place) => Changes(alone[place], events)))
        {
            // With all its parts, empty ones too, as older programs wrote them.
            await using var command = postgres.Database.CreateCommand("select v2.record_change($1)");
            command.Parameters.Add(new() { Value = Whole(change), NpgsqlDbType = NpgsqlDbType.Jsonb });
            await command.ExecuteNonQueryAsync();
        }

        // One change of each session after another, as many at once as there are: they go in groups.
        var rounds = histories.Select((events, place) => Changes(waiting[place], events).ToArray()).ToArray();
        await Task.WhenAll(
            Enumerable
                .Range(0, rounds.Max(changes => changes.Length))
                .SelectMany(round =>
                    rounds.Where(changes => changes.Length > round).Select(changes => _writer.Commit(changes[round]))
                )
        );

        for (var place = 0; place < histories.Length; place++)
            Assert.Equal(await Turns(alone[place].Id), await Turns(waiting[place].Id));
    }

    [Fact]
    public async Task Writes_a_turn_that_ends_at_once_as_one_version()
    {
        var session = Some.Session();
        await _writer.Commit(session.Hears(Some.Start(session.Id)).Change);

        await _writer.Commit(
            session.After(Some.Start(session.Id)).Hears(Some.Stop(session.Id, Guid.NewGuid(), "Done at once.")).Change
        );

        Assert.Equal(
            [$"1 | ok | Done at once. | True | stop | 0"],
            await postgres.Lines(
                "select turn_num, status, assistant_response, ended_at = started_at, metadata ->> 'ended_by', "
                    + $"tool_calls_count from v2.turns where session_id = '{session.Id}'"
            )
        );
        Assert.Equal(["1 | 0"], await Versions(session.Id));
    }

    [Fact]
    public async Task Takes_turns_of_one_session_alone_and_in_a_group()
    {
        var session = Some.Session();
        await _writer.Commit(session.Hears(Some.Start(session.Id)).Change);
        string Ended(int num) =>
            $$"""
                {"session_id": "{{session.Id}}", "at": "2026-04-15T09:00:0{{num}}Z", "turns": [
                  {"num": {{num}}, "begins": true, "prompt_id": "{{Guid.NewGuid()}}", "user_message": "{{num}}?"}, {"num": {{num}}, "ended_by": "stop", "assistant_response": "{{num}}"}]}
                """;

        var answers = await postgres.Lines(
            $"select * from v2.record_changes(array['{Ended(1)}', '{Ended(2)}']::jsonb[])"
        );
        answers =
        [
            .. answers,
            .. await postgres.Lines($"select * from v2.record_changes(array['{Ended(3)}']::jsonb[])"),
        ];

        Assert.Equal(["{}", "{}", "{}"], answers);
        Assert.Equal(
            ["1 | 1? | 1", "2 | 2? | 2", "3 | 3? | 3"],
            await postgres.Lines(
                "select turn_num, user_message, assistant_response from v2.turns where session_id = "
                    + $"'{session.Id}' order by 1"
            )
        );
    }

    [Fact]
    public async Task Takes_a_change_of_an_older_version_for_claude_codes()
    {
        var session = Some.Session();
        var prompt = Guid.NewGuid();
        await _writer.Commit(session.Hears(Some.Prompt(session.Id, "one", prompt)).Change);
        await _writer.Commit(
            session
                .After(Some.Prompt(session.Id, "one", prompt))
                .Hears(Some.Tool(session.Id, "PostToolUse", "Read", prompt))
                .Change
        );

        foreach (var table in (string[])["turns", "tool_calls"])
            Assert.Equal(
                ["claude-code"],
                await postgres.Lines($"select source from v2.{table} where session_id = '{session.Id}'")
            );
        Assert.Equal("claude-code", (await _store.Load(session.Id, TestContext.Current.CancellationToken)).Source);
    }

    [Fact]
    public async Task Tells_the_kinds_of_older_tool_calls_by_their_names()
    {
        ToolKind[] asked =
        [
            ToolKind.Read,
            ToolKind.Find,
            ToolKind.Search,
            ToolKind.Write,
            ToolKind.Edit,
            ToolKind.Shell,
            ToolKind.OtherShell,
            ToolKind.Worktree,
            ToolKind.Mcp,
        ];
        string[] names = [.. ClaudeCodeToolKinds.Names, "mcp__x__list", "Nobody's"];
        foreach (var name in names)
        {
            var kind = ClaudeCodeToolKinds.Of(name);
            Assert.Equal(
                [$"{name}: {(asked.Contains(kind) ? kind : ToolKind.Unknown).Word()}"],
                await postgres.Lines($"select $${name}$$ || ': ' || v2.tool_kind(null, $${name}$$)")
            );
        }
    }

    [Fact]
    public async Task Leaves_no_version_when_nothing_is_new()
    {
        var session = Some.Session();
        var prompt = Guid.NewGuid();
        var opened = session.Hears(Some.Prompt(session.Id, "one", prompt));
        await _writer.Commit(opened.Change);
        var stop = opened.Next.Hears(Some.Stop(session.Id, prompt)).Change;
        await _writer.Commit(stop);
        var versions = await Versions(session.Id);

        await _writer.Commit(stop);
        await _writer.Commit(stop with { Session = opened.Change.Session });

        Assert.Equal(versions, await Versions(session.Id));
    }

    [Fact]
    public async Task Never_lowers_a_tool_call()
    {
        var session = Some.Session();
        var prompt = Guid.NewGuid();
        var open = session.After(Some.Prompt(session.Id, "one", prompt));
        await _writer.Commit(session.Hears(Some.Prompt(session.Id, "one", prompt)).Change);

        foreach (var name in (string[])["PostToolUse", "PreToolUse"])
            await _writer.Commit(open.Hears(Some.Tool(session.Id, name, "Read", prompt)).Change);

        Assert.Equal(
            ["Read | ok | True"],
            await postgres.Lines($"select tool_name, status, ok from v2.tool_calls where session_id = '{session.Id}'")
        );
    }

    [Fact]
    public async Task Takes_every_character_that_an_agent_may_send()
    {
        var session = Some.Session();

        await _writer.Commit(
            session.Hears(Some.Tool(session.Id, "PreToolUse", "Re\0ad\ud800\\u0000", null, "call\0")).Change
        );

        Assert.Equal(
            ["Re\ufffdad\ufffd\\u0000"],
            await postgres.Lines($"select tool_name from v2.tool_calls where session_id = '{session.Id}'")
        );
    }

    [Fact]
    public async Task Writes_what_waits_before_it_stops()
    {
        var writer = new SessionBatchWriter(postgres.Database, NullLogger<SessionBatchWriter>.Instance);
        var sessions = Enumerable.Range(0, 300).Select(_ => Some.Session()).ToArray();
        foreach (var session in sessions)
            await writer.CommitLater(session.Hears(Some.Prompt(session.Id, "hello")).Change);

        await writer.DisposeAsync();

        Assert.Equal(
            300L,
            await postgres.Read<long>(
                $"select count(*) from v2.sessions where id in ({string.Join(',', sessions.Select(s => $"'{s.Id}'"))})"
            )
        );
    }

    [Fact]
    public async Task Makes_callers_wait_when_the_queue_is_full()
    {
        await using var blocker = await postgres.Database.OpenConnectionAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("lock table v2.sessions", blocker))
            await command.ExecuteNonQueryAsync();
        var session = Some.Session();
        var change = session.Hears(Some.Prompt(session.Id, "hello")).Change;
        var first = _writer.Commit(change);
        var taken = 0;
        var flood = Task.Run(async () =>
        {
            for (; taken < SessionBatchWriter.WaitingMax + SessionBatchWriter.GroupMax + 10; taken++)
                await _writer.CommitLater(new SessionChange { SessionId = session.Id, At = Some.Time });
        });

        var ended = await Task.WhenAny(flood, Task.Delay(TimeSpan.FromMilliseconds(250)));
        Assert.NotSame(flood, ended);
        await transaction.RollbackAsync();
        await first;
        await flood;
    }

    private static IEnumerable<SessionChange> Changes(Session session, IEnumerable<HookEvent> events)
    {
        foreach (var hookEvent in events)
        {
            var decided = session.Hears(hookEvent with { SessionId = session.Id });
            session = decided.Next;
            if (!decided.Change.Empty)
                yield return decided.Change;
        }
    }

    private static string Whole(SessionChange change)
    {
        var whole = JsonSerializer.SerializeToNode(change, Plain)!.AsObject();
        foreach (var part in new[] { "personas", "drift", "pipelines", "commits", "budgets" })
        {
            var rows = whole[part]!.AsObject();
            whole.Remove(part);
            foreach (var (name, value) in rows.ToArray())
                whole[name] = value?.DeepClone();
        }

        return whole.ToJsonString();
    }

    private Task<string[]> Turns(SessionId id) =>
        postgres.Lines(
            $"""
            select s.turn_count, t.turn_num, t.prompt_id, t.status, t.started_at, t.ended_at, t.user_message, t.assistant_response, t.error_note,
              t.tool_calls_count, t.metadata, t.source
            from v2.sessions s left join v2.turns t on t.session_id = s.id where s.id = '{id}' order by t.turn_num
            """
        );

    private Task<string[]> Versions(SessionId id) =>
        postgres.Lines(
            $"select (select count(*) from v2.sessions_history where id = '{id}'), (select count(*) from "
                + $"v2.turns_history where session_id = '{id}')"
        );
}
