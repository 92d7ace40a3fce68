using System.Diagnostics;

namespace Brain.Benchmarks;

/// <summary>
/// Turns committed in a second, by as many sessions as there are connections; each turn is one Stop event of 2 KB.
/// </summary>
internal static class DurableTurns
{
    private const int Connections = 64;
    private const int Turns = 30_000;

    // What is promised is how it goes on, and the runtime compiles what runs often for some ten thousand turns.
    private const int WarmTurns = 20_000;

    public static async IAsyncEnumerable<Figure> Measure(Workbench place)
    {
        var rows = await SingleRows.PerSecond(place);
        var doors = Enumerable.Range(0, Connections).Select(_ => new Door(place.Socket)).ToArray();
        await Write(doors, WarmTurns);
        var before = await place.Read<long>("select count(*) from v2.turns");
        var began = Stopwatch.GetTimestamp();
        await Write(doors, Turns);
        var perSecond = Turns / Stopwatch.GetElapsedTime(began).TotalSeconds;
        var written = await place.Read<long>("select count(*) from v2.turns") - before;
        foreach (var door in doors)
            door.Dispose();
        if (written != Turns)
            throw new InvalidOperationException($"{Turns} turns were acknowledged and {written} are there.");
        yield return new(
            "durable_turns",
            perSecond,
            "turns/s",
            Target: ">= 5000 at 64 connections",
            Met: perSecond >= 5_000
        );
        yield return new(
            "durable_turns",
            perSecond,
            "turns/s",
            rows,
            SingleRows.Words,
            ">= 1.5",
            perSecond >= 1.5 * rows
        );
    }

    private static async Task Write(Door[] doors, int turns)
    {
        var left = turns;
        await Task.WhenAll(
            doors.Select(async door =>
            {
                var session = Guid.NewGuid();
                while (Interlocked.Decrement(ref left) >= 0)
                    await door.Post(Payload.Stop(session));
            })
        );
    }
}
