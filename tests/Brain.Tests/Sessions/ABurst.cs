using System.Net;
using System.Text;
using Brain.Client;
using Brain.Client.Hooks;
using Brain.Grains.Abstractions.Sessions;
using Brain.Messages.Sessions;
using Brain.Postgres;
using Brain.Silo.Hooks.ClaudeCode;

namespace Brain.Tests.Sessions;

/// <summary>
/// Many sessions whose hooks come at the same moment, on a real silo. Nothing here depends on how fast the machine is.
/// </summary>
public sealed class ABurst(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private const int Carriers = 64;

    [Fact]
    public async Task Of_five_hundred_first_hooks_is_answered_on_few_connections()
    {
        var sessions = Sessions(500);

        var (answers, most) = await CountingConnections(
            Task.WhenAll(sessions.Select(session => silo.Hook(Prompt(session))))
        );

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(500L, await TurnsOf(sessions));
        // The stores' pool, the engine's pool and this test's own.
        Assert.InRange(most, 1, (3 * BrainDatabase.PoolMax) + 1);
    }

    [Fact]
    public async Task Of_two_thousand_is_answered_or_spooled_and_counts_once()
    {
        var sessions = Sessions(2_000);
        var home = new BrainHome(silo.Settings.Home);

        var outcomes = await Task.WhenAll(
            Partitioned(sessions, session => new HookCarrier(home, hard: false).Carry(Payload(session)))
        );

        Assert.All(outcomes.SelectMany(some => some), outcome => Assert.Equal(0, outcome.ExitCode));
        // What its carrier gave up waiting for waits in the spool; what was told all the same is told again, and is one
        // turn.
        await Task.WhenAll(Partitioned(sessions, session => Deliver(home, session)));
        Assert.Equal(2_000L, await TurnsOf(sessions));
        Assert.Equal(
            2_000L,
            await silo.Postgres.Read<long>(
                "select count(distinct session_id) from v2.turns where session_id = any "
                    + $"('{{{string.Join(',', sessions)}}}')"
            )
        );
    }

    [Fact]
    public async Task Of_two_thousand_hard_ones_is_answered_or_refused()
    {
        var sessions = Sessions(2_000);
        // A command that a busy machine gave up was not done, and is said again.
        for (var open = sessions; open.Length > 0; open = await WithoutPurpose(sessions))
            foreach (var some in open.Chunk(500))
                await Task.WhenAll(
                    some.Select(session =>
                        silo.Hook(
                            $$"""{"session_id":"{{session}}","hook_event_name":"UserPromptExpansion","command_name":"purpose","command_args":"work"}"""
                        )
                    )
                );
        var home = new BrainHome(silo.Settings.Home);

        var outcomes = await Task.WhenAll(
            Partitioned(sessions, session => new HookCarrier(home, hard: true).Carry(Payload(session)))
        );

        foreach (var outcome in outcomes.SelectMany(some => some).Where(outcome => outcome.ExitCode != 0))
        {
            Assert.Equal(2, outcome.ExitCode);
            Assert.Contains("To go on", outcome.Stderr, StringComparison.Ordinal);
        }

        // What was answered was written before it was.
        var answered = outcomes.SelectMany(some => some).Count(outcome => outcome.ExitCode == 0);
        Assert.InRange(await TurnsOf(sessions), answered, 2_000);
        Assert.DoesNotContain(sessions, session => new Spool(home, session.ToString()).Waits);
    }

    [Fact]
    public async Task After_a_restart_finds_every_live_session_as_it_was()
    {
        var sessions = Sessions(500);
        await Task.WhenAll(sessions.Select(session => silo.Hook(Prompt(session))));
        await silo.Sleep();
        await silo.Wake();

        var answers = await Task.WhenAll(sessions.Select(session => silo.Hook(Prompt(session))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(1_000L, await TurnsOf(sessions));
        Assert.Equal(
            500L,
            await silo.Postgres.Read<long>(
                "select count(*) from v2.sessions where turn_count = 2 and purpose = 'hello' and id = any "
                    + $"('{{{string.Join(',', sessions)}}}')"
            )
        );
    }

    [Fact]
    public async Task Leaves_out_events_whose_callers_have_given_up()
    {
        var session = Guid.NewGuid();

        var late = await silo.Hook(Prompt(session), with: request => request.Headers.Add("Brain-Until", "1"));
        var (status, _) = await silo.Hook(Prompt(Guid.NewGuid()));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, late.Status);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(0L, await TurnsOf([session]));
    }

    [Fact]
    public async Task Leaves_out_events_that_waited_for_their_session_too_long()
    {
        var late = new HookEvent
        {
            SessionId = new(Guid.NewGuid()),
            Name = "UserPromptSubmit",
            Kind = ClaudeCodeEventKinds.Of("UserPromptSubmit"),
            Prompt = "hello",
        };

        await Assert.ThrowsAnyAsync<Exception>(() =>
            silo
                .Grains.GetGrain<ISessionGrain>(late.SessionId.Value)
                .Hear(late, new() { Until = DateTimeOffset.UtcNow.AddSeconds(-1) })
        );

        Assert.Equal(0L, await TurnsOf([late.SessionId.Value]));
    }

    private static Guid[] Sessions(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid())];

    private static string Prompt(Guid session) =>
        $$"""{"session_id":"{{session}}","hook_event_name":"UserPromptSubmit","prompt":"hello","prompt_id":"{{Guid.NewGuid()}}","cwd":"/home/me/site"}""";

    private static HookPayload Payload(Guid session) => HookPayload.Of(Encoding.UTF8.GetBytes(Prompt(session)));

    // Each with a thread of its own, for a carrier is a process that waits.
    private static IEnumerable<Task<T[]>> Partitioned<T>(Guid[] sessions, Func<Guid, T> work) =>
        sessions
            .Chunk(sessions.Length / Carriers)
            .Select(some =>
                Task.Factory.StartNew(
                    () => some.Select(work).ToArray(),
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default
                )
            );

    private static bool Deliver(BrainHome home, Guid session)
    {
        const int minuteMs = 60_000;
        while (new Spool(home, session.ToString()).Waits)
            Assert.Null(new Replay(home, session.ToString()).Run(Environment.TickCount64 + minuteMs, minuteMs).Fault);
        return true;
    }

    private async Task<Guid[]> WithoutPurpose(Guid[] sessions)
    {
        var with = await silo.Postgres.Lines(
            $"select id from v2.sessions where purpose is not null and id = any ('{{{string.Join(',', sessions)}}}')"
        );
        return [.. sessions.Except(with.Select(Guid.Parse))];
    }

    private Task<long> TurnsOf(Guid[] sessions) =>
        silo.Postgres.Read<long>(
            $"select count(*) from v2.turns where session_id = any ('{{{string.Join(',', sessions)}}}')"
        );

    private async Task<(T Result, long Most)> CountingConnections<T>(Task<T> work)
    {
        var most = 0L;
        do
        {
            most = Math.Max(
                most,
                await silo.Postgres.Read<long>(
                    "select count(*) from pg_stat_activity where datname = current_database()"
                )
            );
        } while (!work.IsCompleted);
        return (await work, most);
    }
}
