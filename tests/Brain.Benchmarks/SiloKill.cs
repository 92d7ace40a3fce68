using System.Collections.Concurrent;
using System.Diagnostics;

namespace Brain.Benchmarks;

/// <summary>
/// The longest that a hook waits when the silo that its session lives in is killed: three silos on one Postgres, every
/// session begun on the one that dies and heard through the two others. A hook that fails ends the benchmark.
/// </summary>
internal static class SiloKill
{
    private const int Sessions = 24;
    private const int TurnsEach = 200;

    public static async IAsyncEnumerable<Figure> Measure(Workbench place)
    {
        await using var second = await place.Neighbour();
        await using var dying = await place.Neighbour();
        var sessions = Enumerable.Range(0, Sessions).Select(_ => Guid.NewGuid()).ToArray();
        await Task.WhenAll(
            sessions.Select(async session =>
            {
                using var door = new Door(dying.Socket);
                await door.Post(Payload.Stop(session));
            })
        );

        var waits = new ConcurrentBag<double>();
        var half = new TaskCompletionSource();
        var load = sessions
            .Select(
                (session, number) =>
                    Task.Run(async () =>
                    {
                        using var door = new Door(number % 2 == 0 ? place.Socket : second.Socket);
                        for (var turn = 0; turn < TurnsEach; turn++)
                        {
                            var began = Stopwatch.GetTimestamp();
                            await door.Post(Payload.Stop(session));
                            waits.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                            if (waits.Count >= Sessions * TurnsEach / 2)
                                half.TrySetResult();
                        }
                    })
            )
            .ToArray();
        await await Task.WhenAny(half.Task, Task.WhenAll(load));
        dying.KillHard();
        await Task.WhenAll(load);

        var written = await place.Read<long>(
            $"select count(*) from v2.turns where session_id in ({string.Join(',', sessions.Select(id => $"'{id}'"))})"
        );
        if (written != Sessions * (TurnsEach + 1))
            throw new InvalidOperationException(
                $"{Sessions * (TurnsEach + 1)} turns were acknowledged and {written} are there."
            );
        yield return new(
            "silo_kill_failed_hooks",
            0,
            "hooks",
            Against: $"of {waits.Count}; three silos, the sessions' own killed",
            Target: "0",
            Met: true
        );
        yield return new(
            "silo_kill_longest_wait",
            waits.Max() / 1_000,
            "s",
            new Times(waits).P50 / 1_000,
            "the median of the same hooks",
            "<= 2 s",
            waits.Max() <= 2_000
        );
    }
}
