namespace Brain.Benchmarks;

/// <summary>
/// What a hook costs a soft session while nobody listens: the whole process, with its event on disk and synced when it
/// ends.
/// </summary>
internal static class SoftDown
{
    private const int Runs = 300;
    private const int Warm = 20;

    public static async IAsyncEnumerable<Figure> Measure(Workbench place)
    {
        await place.Stop();
        var session = Guid.NewGuid();
        var times = Enumerable
            .Range(0, Runs)
            .Select(_ => HookProcess.Run(place, [place.Client, "hook", "claude-code"], Payload.Stop(session)))
            .ToArray();
        var spool = Path.Combine(place.Home, "spool", $"{session}.jsonl");
        var kept = (await File.ReadAllLinesAsync(spool)).Length;
        if (kept != Runs)
            throw new InvalidOperationException($"{Runs} events were spooled and {kept} are in {spool}.");
        File.Delete(spool);
        await place.Start();

        var down = new Times(times.Skip(Warm));
        yield return new("soft_down_p50", down.P50, "ms", Against: "the whole process, its event spooled and synced");
        yield return new("soft_down_p99", down.P99, "ms", Target: "<= 50 ms", Met: down.P99 <= 50);
    }
}
