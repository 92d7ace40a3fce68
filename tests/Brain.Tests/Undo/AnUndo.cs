using Brain.Domain.Undo;
using Brain.Postgres.Sessions;
using Brain.Postgres.Undo;
using Brain.Silo.Hooks.ClaudeCode;
using Brain.Tests.Personas;
using Brain.Tests.Sessions;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Brain.Tests.Undo;

public sealed class AnUndo(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private readonly SessionBatchWriter _writer = new(postgres.Database, NullLogger<SessionBatchWriter>.Instance);
    private readonly UndoStore _undos = new(postgres.Database);

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_the_first_turn_takes_its_provisional_purpose_too()
    {
        var story = Story();
        await story.Hears(Some.Start(story.Id));
        await story.Turn("build the shop");
        await story.Comments(1);
        await story.Learns("shops need doors");

        var plan = await _undos.Plan(story.Id, UndoScope.Last, Stop);
        var done = await _undos.Undo(story.Id, (UndoScope.Last, plan.Hash), "cli", Stop);

        Assert.Equal(
            ["put back sessions", "remove learnings", "remove persona_comments", "remove tool_calls", "remove turns"],
            Acts(plan)
        );
        Assert.NotNull(done.Undo);
        Assert.Equal(Acts(plan), Acts(done.Plan));
        Assert.Equal(
            [" | 0"],
            await postgres.Lines($"select purpose, turn_count from v2.sessions where id = '{story.Id}'")
        );
        Assert.Equal(0, (await story.Load()).TurnCount);
    }

    [Fact]
    public async Task Leaves_numbers_for_the_turns_to_come()
    {
        var story = await Told(turns: 2);
        await Do(story, UndoScope.Last);

        await story.Turn("another second");

        Assert.Equal(
            ["1 | go on", "2 | another second"],
            await postgres.Lines(
                $"select turn_num, user_message from v2.turns where session_id = '{story.Id}' order by 1"
            )
        );
    }

    [Fact]
    public async Task Of_a_middle_turn_is_refused_with_what_depends_on_it()
    {
        var story = await Told(turns: 3);
        await story.Learns("late");
        await story.Rates(1, "useful");

        var plan = await _undos.Plan(story.Id, new(2), Stop);
        var done = await _undos.Undo(story.Id, (new(2), plan.Hash), "cli", Stop);

        Assert.True(plan.Refused);
        Assert.Contains(plan.Lines, line =>
            line is { Tab: "turns", Act: "refuse", What: "belongs to turn 3, which is later: turn 3: go on" }
        );
        Assert.Contains(plan.Lines, line =>
            line is { Tab: "learnings", Act: "refuse", What: "belongs to turn 3, which is later: late" }
        );
        Assert.Null(done.Undo);
        Assert.Equal(3, (await story.Load()).TurnCount);
    }

    [Fact]
    public async Task Takes_later_turns_when_told_to()
    {
        var story = await Told(turns: 3);

        await Do(story, new(2, WithLater: true));

        Assert.Equal(["1"], await postgres.Lines($"select turn_num from v2.turns where session_id = '{story.Id}'"));
        Assert.Equal(1, (await story.Load()).TurnCount);
    }

    [Fact]
    public async Task Leaves_what_was_said_later_of_earlier_turns()
    {
        var story = await Told(turns: 2);
        await story.Rates(1, "wrong");
        await story.Comments(1, "Archivist");
        await story.Learns("of the first", ofTurn: 1);

        await Do(story, UndoScope.Last);

        Assert.Equal(
            ["1 | wrong", "1 | "],
            await postgres.Lines(
                $"select turn_num, rating from v2.persona_comments where session_id = '{story.Id}' order by "
                    + "rating nulls last"
            )
        );
        Assert.Equal(
            ["of the first"],
            await postgres.Lines($"select text from v2.learnings where session_id = '{story.Id}'")
        );
    }

    [Fact]
    public async Task Is_refused_while_a_turn_is_under_way()
    {
        var story = await Told(turns: 1);
        await story.BeginTurn("wait");

        foreach (var scope in new[] { UndoScope.Last, UndoScope.Session, new UndoScope(1, WithLater: true) })
        {
            var line = Assert.Single((await _undos.Plan(story.Id, scope, Stop)).Lines);
            Assert.Equal(
                ("refuse", "A turn is under way: turn 2 has not ended yet. Undo when it has."),
                (line.Act, line.What)
            );
        }
    }

    [Fact]
    public async Task Is_refused_when_something_happened_since_it_was_shown()
    {
        var story = await Told(turns: 2);
        var shown = await _undos.Plan(story.Id, UndoScope.Last, Stop);
        await story.Comments(2, "Archivist");

        var outcome = await _undos.Undo(story.Id, (UndoScope.Last, shown.Hash), "cli", Stop);

        Assert.Null(outcome.Undo);
        Assert.Equal(shown.Lines.Length + 1, outcome.Plan.Lines.Length);
        Assert.Equal(2, (await story.Load()).TurnCount);
    }

    [Fact]
    public async Task Goes_on_when_only_usage_came_meanwhile()
    {
        var story = await Told(turns: 2);
        var shown = await _undos.Plan(story.Id, UndoScope.Last, Stop);
        await story.Used("late", 5);

        Assert.NotNull((await _undos.Undo(story.Id, (UndoScope.Last, shown.Hash), "cli", Stop)).Undo);
    }

    [Fact]
    public async Task Leaves_what_was_used_counted()
    {
        var story = await Told(turns: 1);
        await story.Used("first", 10);
        await story.Turn();
        await story.Used("second", 20);

        var undone = await Do(story, UndoScope.Last);
        await story.Used("straggler", 30);

        // Its turn is gone: it is written down to the one before.
        Assert.Equal(63, (await story.Load()).TokensTotal);
        Assert.Equal(["1 | 42"], await Tokens(story));
        await Again(undone);
        Assert.Equal(["1 | 42", "2 | 21"], await Tokens(story));
        Assert.Equal(63, (await story.Load()).TokensTotal);
        Assert.Empty(
            await postgres.Lines(
                $"select request_key from v2.cost_ledger where session_id = '{story.Id}' and (turn_id is null or "
                    + $"metadata <> '{{}}')"
            )
        );
        await postgres.AreThoseOfTheRows();
    }

    [Fact]
    public async Task Done_twice_finds_nothing_left()
    {
        var story = await Told(turns: 2);
        await Do(story, UndoScope.Session);

        Assert.True((await _undos.Plan(story.Id, UndoScope.Session, Stop)).Empty);
        Assert.Equal(
            "There is nothing left to undo: the session has no turn.",
            Assert.Single((await _undos.Plan(story.Id, UndoScope.Last, Stop)).Lines).What
        );
        Assert.Null((await _undos.Undo(story.Id, (UndoScope.Session, ""), "cli", Stop)).Undo);
    }

    [Fact]
    public async Task Asked_for_twice_at_once_is_done_once()
    {
        var story = await Told(turns: 2);
        var plan = await _undos.Plan(story.Id, UndoScope.Last, Stop);

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => _undos.Undo(story.Id, (UndoScope.Last, plan.Hash), "cli", Stop))
        );

        Assert.Single(outcomes, outcome => outcome.Undo is not null);
        Assert.Equal(1, (await story.Load()).TurnCount);
    }

    [Fact]
    public async Task Is_refused_while_somebody_else_changes_its_rows()
    {
        var story = await Told(turns: 1);
        var plan = await _undos.Plan(story.Id, UndoScope.Last, Stop);
        await using var other = await postgres.Database.OpenConnectionAsync(Stop);
        await using var held = await other.BeginTransactionAsync(Stop);
        await using var change = new NpgsqlCommand(
            $"update v2.tool_calls set error = 'x' where session_id = '{story.Id}'",
            other
        );
        await change.ExecuteNonQueryAsync(Stop);

        var outcome = await _undos.Undo(story.Id, (UndoScope.Last, plan.Hash), "cli", Stop);

        Assert.Null(outcome.Undo);
        Assert.Equal(
            "A row of the plan was being changed at the same moment. Try again.",
            Assert.Single(outcome.Plan.Lines).What
        );
        Assert.Equal(1, (await story.Load()).TurnCount);
    }

    [Fact]
    public async Task Is_refused_when_a_row_changes_under_it()
    {
        var story = await Told(turns: 1);
        var plan = await _undos.Plan(story.Id, UndoScope.Last, Stop);
        await using var patient = NpgsqlDataSource.Create(postgres.Where.Npgsql);
        await using var other = await postgres.Database.OpenConnectionAsync(Stop);
        await using var held = await other.BeginTransactionAsync(Stop);
        await using var change = new NpgsqlCommand(
            $"update v2.tool_calls set error = 'x' where session_id = '{story.Id}'",
            other
        );
        await change.ExecuteNonQueryAsync(Stop);
        var undoing = new UndoStore(patient).Undo(story.Id, (UndoScope.Last, plan.Hash), "cli", Stop);
        while (
            !await postgres.Read<bool>(
                "select exists (select from pg_stat_activity where datname = current_database() and "
                    + "wait_event_type = 'Lock')"
            )
        )
            Assert.False(undoing.IsCompleted);

        await held.CommitAsync(Stop);

        Assert.Equal(
            "A row of the plan was being changed at the same moment. Try again.",
            Assert.Single((await undoing).Plan.Lines).What
        );
        Assert.Equal(1, (await story.Load()).TurnCount);
    }

    [Fact]
    public async Task Is_not_taken_back_when_a_rows_place_was_taken()
    {
        var story = await Told(turns: 1);
        var undone = await Do(story, UndoScope.Last);
        await postgres.Run(
            $"insert into v2.tool_calls (session_id, tool_use_id, tool_name, started_at) values ('{story.Id}', "
                + "'toolu_1', 'Edit', now())"
        );

        var plan = await _undos.PlanAgain(undone.Undo!.Value, Stop);
        var outcome = await _undos.UndoAgain((undone.Undo.Value, plan.Hash), "cli", Stop);

        Assert.Null(outcome.Undo);
        Assert.Equal(
            "An old row no longer fits among those of now (tool_calls_session_id_tool_use_id_key).",
            Assert.Single(outcome.Plan.Lines).What
        );
        Assert.Equal(0, (await story.Load()).TurnCount);
    }

    [Fact]
    public async Task Of_a_session_leaves_its_row_and_its_facts()
    {
        var story = await Told(turns: 2);
        await story.Used("m", 5);
        await story.Hears(
            new()
            {
                SessionId = story.Id,
                Name = "SessionEnd",
                Kind = ClaudeCodeEventKinds.Of("SessionEnd"),
                Reason = "other",
            }
        );
        var facts = await postgres.Lines($"select count(*) from v2.audit_log where session_id = '{story.Id}'");

        await Do(story, UndoScope.Session);

        Assert.Equal(
            ["ended | 0 | 6 | "],
            await postgres.Lines(
                $"select status, turn_count, tokens_total, purpose from v2.sessions where id = '{story.Id}'"
            )
        );
        Assert.Equal(facts, await postgres.Lines($"select count(*) from v2.audit_log where session_id = '{story.Id}'"));
        Assert.Equal(
            ["0 | 0"],
            await postgres.Lines(
                $"select (select count(*) from v2.turns where session_id = '{story.Id}'), (select count(*) from "
                    + $"v2.persona_comments where session_id = '{story.Id}')"
            )
        );
    }

    [Fact]
    public async Task Is_refused_when_another_sessions_row_would_point_to_nothing()
    {
        var (story, other) = (await Told(turns: 1), await Told(turns: 1));
        await postgres.Run(
            $"update v2.tool_calls set turn_id = (select id from v2.turns where session_id = '{story.Id}') where "
                + $"session_id = '{other.Id}'"
        );

        var plan = await _undos.Plan(story.Id, new(1, WithLater: true), Stop);

        Assert.Contains(plan.Lines, line =>
            line is { Tab: "tool_calls", Act: "refuse", What: "points to a row of v2.turns that would be removed" }
        );
    }

    [Fact]
    public async Task Is_refused_when_a_word_came_after_the_session_ended()
    {
        var story = await Told(turns: 1);
        await story.Hears(
            new()
            {
                SessionId = story.Id,
                Name = "SessionEnd",
                Kind = ClaudeCodeEventKinds.Of("SessionEnd"),
                Reason = "other",
            }
        );
        await postgres.LetTheClockBeSet();
        await postgres.Run(
            $"""
            set brain.fake_now = '2100-01-01T00:00:00Z';
            update v2.persona_comments set rating = 'useful', rated_at = now() where session_id = '{story.Id}';
            reset brain.fake_now
            """
        );

        var plan = await _undos.Plan(story.Id, UndoScope.Last, Stop);

        var line = Assert.Single(plan.Lines, line => line.Refuses);
        Assert.Equal("persona_comments", line.Tab);
        Assert.StartsWith("was changed after its time: ", line.What, StringComparison.Ordinal);
        Assert.Null((await _undos.Undo(story.Id, (UndoScope.Last, plan.Hash), "cli", Stop)).Undo);
        Assert.NotNull((await Do(story, UndoScope.Last with { WithLater = true })).Undo);
    }

    [Fact]
    public async Task Is_taken_back_before_turns_that_came_since()
    {
        var story = await Told(turns: 2);
        var undone = await Do(story, UndoScope.Last);
        await story.Turn("another second");

        var plan = await _undos.PlanAgain(undone.Undo!.Value, Stop);
        var outcome = await _undos.UndoAgain((undone.Undo.Value, plan.Hash), "cli", Stop);

        Assert.DoesNotContain(plan.Lines, line => line.Act == "refuse" || line.What is null or "");
        Assert.NotNull(outcome.Undo);
        Assert.Equal(
            ["3 | another second"],
            await postgres.Lines(
                $"select turn_num, user_message from v2.turns where session_id = '{story.Id}' order by 1 desc limit 1"
            )
        );
        Assert.Equal(3, (await story.Load()).TurnCount);
    }

    [Fact]
    public async Task Is_taken_back_newest_first()
    {
        var story = await Told(turns: 3);
        await Do(story, UndoScope.Last);
        await Do(story, UndoScope.Last);

        Assert.NotNull((await Again((await _undos.Latest(story.Id, Stop))!.Value)).Undo);
        Assert.Equal(2, (await story.Load()).TurnCount);
        Assert.NotNull((await Again((await _undos.Latest(story.Id, Stop))!.Value)).Undo);
        Assert.Equal(3, (await story.Load()).TurnCount);
        Assert.Null(await _undos.Latest(story.Id, Stop));
    }

    [Fact]
    public async Task Is_taken_back_once()
    {
        var story = await Told(turns: 1);
        var undone = await Do(story, UndoScope.Last);
        await Again(undone.Undo!.Value);

        Assert.Equal(
            "It was taken back before.",
            Assert.Single((await _undos.PlanAgain(undone.Undo.Value, Stop)).Lines).What
        );
        Assert.Null((await _undos.UndoAgain((undone.Undo.Value, ""), "cli", Stop)).Undo);
    }

    [Fact]
    public async Task Is_kept_as_a_row_that_says_who()
    {
        var story = await Told(turns: 2);

        var undone = await Do(story, new(1, WithLater: true));

        Assert.Equal(
            [$"{story.Id} | turn | 1 | True | undo | done | cli"],
            await postgres.Lines(
                "select session_id, scope, turn_num, with_later, direction, status, undone_by from v2.undos "
                    + $"where id = '{undone.Undo}'"
            )
        );
    }

    [Theory]
    [InlineData("{\"turn_num\": \"1; drop table v2.turns\"}", "'); drop table v2.learnings; -- %s %I")]
    [InlineData("{\"turn_id\": {\"a\": [null]}, \"turn_num\": 99999999999999999999}", "$sql$ {0} \\")]
    [InlineData("{\"undone_turn_id\": \"no uuid\", \"turn_num\": null}", "🙂\u202e\u0007 line\nline")]
    public async Task Brings_back_hostile_rows_to_the_letter(string metadata, string text)
    {
        var story = await Told(turns: 1);
        await using var insert = postgres.Database.CreateCommand(
            "insert into v2.learnings (session_id, text, metadata, embedding, confidence) values ($1, $2, "
                + "$3::jsonb, '[0.1,-2e-7,3]', 0.1)"
        );
        insert.Parameters.Add(new() { Value = story.Id.Value });
        insert.Parameters.Add(new() { Value = text });
        insert.Parameters.Add(new() { Value = metadata });
        await insert.ExecuteNonQueryAsync(Stop);
        await postgres.Run(
            $"update v2.turns set classified_at = now(), classification = 'null' where session_id = '{story.Id}'"
        );
        var before = await StoredRows.Live(postgres);

        await Again((await Do(story, UndoScope.Last)).Undo!.Value);

        Assert.Equal(before, await StoredRows.Live(postgres));
        Assert.Equal(
            ["1"],
            await postgres.Lines(
                $"select count(*) from v2.turns where session_id = '{story.Id}' and classification = 'null'"
            )
        );
    }

    [Fact]
    public async Task Of_what_is_not_there_says_so()
    {
        var nobody = Some.Id();
        var story = await Told(turns: 2);

        Assert.Equal(
            $"There is no session {nobody}.",
            Assert.Single((await _undos.Plan(nobody, UndoScope.Last, Stop)).Lines).What
        );
        Assert.Equal(
            "The session has no turn 7: its last is turn 2.",
            Assert.Single((await _undos.Plan(story.Id, new(7), Stop)).Lines).What
        );
        Assert.Equal(
            $"There is no undo {story.Id}.",
            Assert.Single((await _undos.PlanAgain(story.Id.Value, Stop)).Lines).What
        );
        Assert.Null((await _undos.Undo(nobody, (UndoScope.Session, ""), "cli", Stop)).Undo);
        Assert.Null((await _undos.UndoAgain((nobody.Value, ""), "cli", Stop)).Undo);
    }

    private SessionScript Story() => new(postgres, _writer);

    private async Task<SessionScript> Told(int turns)
    {
        var story = Story();
        await story.Hears(Some.Start(story.Id));
        for (var turn = 1; turn <= turns; turn++)
        {
            await story.Turn();
            await story.Comments(turn);
        }

        return story;
    }

    private async Task<UndoOutcome> Do(SessionScript story, UndoScope scope)
    {
        var plan = await _undos.Plan(story.Id, scope, Stop);
        Assert.False(plan.Refused, string.Join('\n', plan.Lines));
        return await _undos.Undo(story.Id, (scope, plan.Hash), "cli", Stop);
    }

    private Task<UndoOutcome> Again(UndoOutcome done) => Again(done.Undo!.Value);

    private async Task<UndoOutcome> Again(Guid undo)
    {
        var plan = await _undos.PlanAgain(undo, Stop);
        Assert.False(plan.Refused, string.Join('\n', plan.Lines));
        return await _undos.UndoAgain((undo, plan.Hash), "cli", Stop);
    }

    private Task<string[]> Tokens(SessionScript story) =>
        postgres.Lines(
            $"select turn_num, tokens_in + tokens_out from v2.turns where session_id = '{story.Id}' order by 1"
        );

    private static string[] Acts(UndoPlan plan) =>
        [.. plan.Lines.Select(line => $"{line.Act} {line.Tab}").Order(StringComparer.Ordinal)];
}
