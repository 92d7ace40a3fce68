using Brain.Domain.Undo;
using Brain.Messages.Sessions;
using Brain.Postgres.Undo;

namespace Brain.Tests.Import;

/// <summary>What a person took back is not brought back by reading the agent's file.</summary>
public sealed class UndoneTurns(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly string _folder = Directory.CreateTempSubdirectory("import").FullName;
    private readonly UndoStore _undos = new(silo.Postgres.Database);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Stay_undone_when_the_file_is_read_again()
    {
        var transcript = Said(out var call);
        transcript.WriteTo(_folder);
        await silo.Import(_folder);
        var whole = (Turns: await silo.Turns(transcript.Session), Calls: await silo.Calls(transcript.Session));

        var undo = await UndoLast(transcript.Session);
        await ReadAnew(transcript);
        var undone = (Turns: await silo.Turns(transcript.Session), Calls: await silo.Calls(transcript.Session));
        var again = await _undos.PlanAgain(undo, Stop);
        await _undos.UndoAgain((undo, again.Hash), "cli", Stop);
        await ReadAnew(transcript);

        Assert.Equal(whole.Turns[..1], undone.Turns);
        Assert.Empty(undone.Calls);
        Assert.Equal(whole.Turns, await silo.Turns(transcript.Session));
        Assert.Equal(whole.Calls, await silo.Calls(transcript.Session));
        Assert.StartsWith(call, Assert.Single(whole.Calls), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_found_again_once_the_undo_is_taken_back()
    {
        var transcript = Said(out _);
        transcript.WriteTo(_folder);
        await silo.Import(_folder);
        await silo.Postgres.Run("delete from brain.search_queue");

        var undo = await UndoLast(transcript.Session);
        await silo.Postgres.Run("delete from brain.search_queue");
        var again = await _undos.PlanAgain(undo, Stop);
        await _undos.UndoAgain((undo, again.Hash), "cli", Stop);

        Assert.Equal(
            ["tool_call", "turn"],
            await silo.Postgres.Lines(
                $"""
                select distinct q.kind from brain.search_queue q
                left join v2.turns t on t.id = q.row_id left join v2.tool_calls c on c.id = q.row_id
                where coalesce(t.session_id, c.session_id) = '{transcript.Session}' order by 1
                """
            )
        );
    }

    [Fact]
    public async Task Stay_undone_when_hooks_told_of_them_first()
    {
        var transcript = Said(out _);
        var first = transcript.Prompt;
        await silo.HookOf(transcript.Session, "SessionStart", ("source", "startup"));
        foreach (var (prompt, words) in new[] { (Guid.NewGuid(), "Another"), (first, "Second") })
        {
            await silo.HookOf(transcript.Session, "UserPromptSubmit", ("prompt", words), ("prompt_id", prompt));
            await silo.HookOf(transcript.Session, "Stop", ("prompt_id", prompt), ("last_assistant_message", "Done."));
        }

        await UndoLast(transcript.Session);
        transcript.WriteTo(_folder);
        await silo.Import(_folder);
        await ReadAnew(transcript);

        Assert.Equal(
            ["First", "Another"],
            await silo.Postgres.Lines(
                $"select user_message from v2.turns where session_id = '{transcript.Session}' order by turn_num"
            )
        );
        Assert.Empty(await silo.Calls(transcript.Session));
    }

    private static SomeTranscript Said(out string call) =>
        new SomeTranscript(Guid.NewGuid(), Noon)
            .Asks("First")
            .Says("One.")
            .Asks("Second")
            .Calls("Bash", new { command = "make" }, out call)
            .Ends(call)
            .Says("Two.");

    private async Task<Guid> UndoLast(Guid session)
    {
        var plan = await _undos.Plan(new SessionId(session), UndoScope.Last, Stop);
        var done = await _undos.Undo(new SessionId(session), (UndoScope.Last, plan.Hash), "cli", Stop);
        return Assert.NotNull(done.Undo);
    }

    private async Task ReadAnew(SomeTranscript transcript)
    {
        await silo.Postgres.Run($"delete from brain.import_files where path like '{_folder}/%'");
        transcript.WriteTo(_folder);
        await silo.Import(_folder);
    }
}
