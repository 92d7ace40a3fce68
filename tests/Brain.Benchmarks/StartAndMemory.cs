namespace Brain.Benchmarks;

/// <summary>
/// From the process's start to ready on an existing cluster, and what memory the silo takes, idle and with 10,000
/// sessions.
/// </summary>
internal static class StartAndMemory
{
    private const int Starts = 3;
    private const int Sessions = 10_000;

    public static async IAsyncEnumerable<Figure> Measure(Workbench place)
    {
        var starts = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            await place.Stop();
            await place.Start();
            starts.Add(place.StartTime.TotalSeconds);
        }

        var start = starts.Order().ElementAt(Starts / 2);
        yield return new("start_to_ready", start, "s", Target: "<= 1.5 s", Met: start <= 1.5);
        var idle = await place.Resident();
        yield return new("idle_memory", idle / 1024.0 / 1024.0, "MiB");

        using var http = place.Http(32);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Sessions),
            new ParallelOptions { MaxDegreeOfParallelism = 32 },
            async (_, _) => await Load.Post(http, Payload.Stop(Guid.NewGuid()))
        );
        await Task.Delay(TimeSpan.FromSeconds(2));
        var full = await place.Resident();
        yield return new(
            "memory_per_idle_session",
            (full - idle) / (double)Sessions,
            "bytes",
            Against: $"growth of the whole process over {Sessions} sessions of one turn"
        );
    }
}
