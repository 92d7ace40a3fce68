using System.Collections.Concurrent;
using System.Text.Json;

namespace Brain.Acceptance;

/// <summary>
/// The silo killed, Postgres crashed, both at once, in the middle of load from 50 sessions: what was acknowledged is
/// there, once.
/// </summary>
public sealed class AnUnluckyDay
{
    private const int Sessions = 50;
    private const int TurnsEach = 20;
    private static readonly TimeSpan LoadLimit = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Loses_and_doubles_no_acknowledged_turn(bool siloDies, bool postgresDies)
    {
        BrainFixture.Require();
        PrivatePostgres.Require();
        await using var postgres = await PrivatePostgres.Make();
        await using var brain = new BrainFixture { Server = postgres.Libpq };
        await brain.InitializeAsync();
        var acknowledged = new ConcurrentBag<Guid>();
        var underWay = new TaskCompletionSource();
        using var limit = new CancellationTokenSource(LoadLimit);
        var load = Enumerable
            .Range(0, Sessions)
            .Select(_ =>
                Task.Run(async () =>
                {
                    var id = Guid.NewGuid();
                    for (var turn = 0; turn < TurnsEach; turn++)
                    {
                        var prompt = Guid.NewGuid();
                        await Insist(brain, Event(id, "UserPromptSubmit", prompt), limit.Token);
                        await Insist(brain, Event(id, "Stop", prompt), limit.Token);
                        acknowledged.Add(prompt);
                        if (acknowledged.Count > Sessions * TurnsEach / 3)
                            underWay.TrySetResult();
                    }
                })
            )
            .ToArray();

        await underWay.Task;
        await Task.WhenAll(
            siloDies ? brain.KillHard() : Task.CompletedTask,
            postgresDies ? postgres.StopAtOnce() : Task.CompletedTask
        );
        if (postgresDies)
            await postgres.Start();
        if (siloDies)
            await brain.Start();
        await Task.WhenAll(load);

        Assert.Equal(Sessions * TurnsEach, acknowledged.Count);
        var kept = await brain.Database.Query<Guid>("select prompt_id from v2.turns where status = 'ok'");
        Assert.Equal(acknowledged.Order(), kept.Order());
        Assert.Equal(
            [$"{Sessions}"],
            await brain.Database.Query<string>(
                "select count(*)::text from (select session_id from v2.turns group by 1 having max(turn_num) = "
                    + $"{TurnsEach} and count(*) = {TurnsEach}) whole"
            )
        );
    }

    // What the spool does for a session: an event that was not acknowledged is sent again, in its order.
    private static async Task Insist(BrainFixture brain, string json, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await brain.Hook(json);
                return;
            }
            catch (HttpRequestException) when (!stop.IsCancellationRequested)
            {
                await Task.Delay(50, stop);
            }
        }
    }

    private static string Event(Guid session, string name, Guid prompt) =>
        JsonSerializer.Serialize(
            new
            {
                session_id = session,
                hook_event_name = name,
                prompt_id = prompt,
                prompt = "go on",
                cwd = "/home/user/project",
                last_assistant_message = "done",
            }
        );
}
