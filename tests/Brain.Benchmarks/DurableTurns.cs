using System.Diagnostics;

namespace Brain.Benchmarks;

/// <summary>Turns committed in a second, by as many sessions as there are connections; each turn is one Stop event of 2 KB.</summary>
internal static class DurableTurns
{
    private const int Connections = 64;
    private const int Turns = 30_000;
    private const int BaselineClients = 32;
    private const int BaselineSeconds = 6;

    public static async IAsyncEnumerable<Figure> Measure(Place place)
    {
        var rows = PgBench(place);
        using var http = place.Http(Connections);
        await Write(http, Turns / 10);
        var before = await place.Read<long>("select count(*) from v2.turns");
        var began = Stopwatch.GetTimestamp();
        await Write(http, Turns);
        var perSecond = Turns / Stopwatch.GetElapsedTime(began).TotalSeconds;
        var written = await place.Read<long>("select count(*) from v2.turns") - before;
        if (written != Turns)
            throw new InvalidOperationException($"{Turns} turns were acknowledged and {written} are there.");
        yield return new("durable_turns", perSecond, "turns/s", Target: ">= 5000 at 64 connections", Met: perSecond >= 5_000);
        yield return new("durable_turns", perSecond, "turns/s", rows, $"pgbench, single-row inserts of the same row, {BaselineClients} clients", ">= 1.5", perSecond >= 1.5 * rows);
    }

    private static async Task Write(HttpClient http, int turns)
    {
        var left = turns;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            var session = Guid.NewGuid();
            while (Interlocked.Decrement(ref left) >= 0)
                await Load.Post(http, Payload.Stop(session));
        }));
    }

    private static double PgBench(Place place)
    {
        var script = Path.Combine(place.Home, "insert.sql");
        var words = string.Concat(Enumerable.Repeat("The quick brown fox jumps over the lazy dog and reads the file once more. ", 22));
        place.Run("create table if not exists public.single (id uuid primary key default gen_random_uuid(), session_id uuid, turn_num int, said text, at timestamptz default now())").Wait();
        File.WriteAllText(script, $"insert into public.single (session_id, turn_num, said) values ('{Guid.NewGuid()}', 1, '{words}');");
        var start = new ProcessStartInfo("pgbench", ["-n", "-f", script, "-c", $"{BaselineClients}", "-j", "2", "-T", $"{BaselineSeconds}", "-M", "prepared", place.Database.Libpq])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["PATH"] = $"{Environment.GetEnvironmentVariable("BRAIN_TEST_POSTGRES_BIN")}:{Environment.GetEnvironmentVariable("PATH")}";
        using var bench = Process.Start(start)!;
        var said = bench.StandardOutput.ReadToEnd();
        bench.WaitForExit();
        var line = said.Split('\n').First(text => text.StartsWith("tps = ", StringComparison.Ordinal));
        return double.Parse(line.Split(' ')[2]);
    }
}
