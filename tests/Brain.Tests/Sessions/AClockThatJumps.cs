using Brain.Domain.Sessions;
using Brain.Postgres.Sessions;
using Brain.Silo.Hooks.ClaudeCode;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Brain.Tests.Sessions;

/// <summary>An hour back and a day ahead between the events of one session.</summary>
public sealed class AClockThatJumps(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private readonly SessionBatchWriter _writer = new(postgres.Database, NullLogger<SessionBatchWriter>.Instance);
    private readonly FakeTimeProvider _clock = new(Some.Time) { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    [Theory]
    [InlineData(-1)]
    [InlineData(24)]
    public async Task Leaves_no_turn_that_ended_before_it_began(int hours)
    {
        var session = Some.Session();
        var (one, two) = (Guid.NewGuid(), Guid.NewGuid());

        session = await Hear(session, Some.Start(session.Id));
        session = await Hear(session, Some.Prompt(session.Id, "one", one));
        session = await Hear(session, Some.Tool(session.Id, "PreToolUse", "Write", one));
        Jump(hours);
        session = await Hear(session, Some.Tool(session.Id, "PostToolUse", "Write", one) with { DurationMs = 40 });
        session = await Hear(session, Some.Stop(session.Id, one));
        session = await Hear(session, Some.Prompt(session.Id, "two", two));
        Jump(hours);
        session = await Hear(session, Some.Prompt(session.Id, "three"));
        Jump(hours);
        await Hear(
            session,
            new()
            {
                SessionId = session.Id,
                Name = "SessionEnd",
                Kind = ClaudeCodeEventKinds.Of("SessionEnd"),
                Reason = "other",
            }
        );

        Assert.Equal(
            ["1 | one | ok | True", "2 | two | errored | True", "3 | three | errored | True"],
            await postgres.Lines(
                "select turn_num, user_message, status, ended_at >= started_at from v2.turns where session_id = "
                    + $"'{session.Id}' order by 1"
            )
        );
        Assert.Equal(
            ["ended | True"],
            await postgres.Lines($"select status, ended_at >= started_at from v2.sessions where id = '{session.Id}'")
        );
        Assert.Equal(
            ["ok | True"],
            await postgres.Lines(
                $"select status, duration_ms >= 0 from v2.tool_calls where session_id = '{session.Id}'"
            )
        );
    }

    [Fact]
    public void Makes_no_repeat_of_what_was_said_an_hour_ago()
    {
        var session = Some.Session();
        var start = Some.Start(session.Id);
        session = session.Decide(start, SessionContext.Default, _clock.GetUtcNow()).Next;

        Jump(-1);

        Assert.True(session.Decide(start, SessionContext.Default, _clock.GetUtcNow()).Change.Orient);
    }

    private async Task<Session> Hear(Session session, Brain.Messages.Sessions.HookEvent hookEvent)
    {
        var decided = session.Decide(hookEvent, SessionContext.Default, _clock.GetUtcNow());
        await _writer.Commit(decided.Change);
        return decided.Next;
    }

    private void Jump(int hours) => _clock.AdjustTime(_clock.GetUtcNow().AddHours(hours));
}
