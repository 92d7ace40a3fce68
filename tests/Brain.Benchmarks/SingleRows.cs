using System.Diagnostics;

namespace Brain.Benchmarks;

/// <summary>
/// What Postgres alone does with the same rows: pgbench inserts them into <c>v2.turns</c> itself, with its constraints,
/// indexes, triggers and foreign key, one row a transaction. Each client is a session that exists and numbers its turns
/// itself. No session's count and no history is written, which a durable turn does as well.
/// </summary>
internal static class SingleRows
{
    private const int Clients = 32;
    private const int Seconds = 6;

    /// <summary>What the comparison is.</summary>
    public static readonly string Words =
        $"pgbench, single-row inserts of the same row into v2.turns, {Clients} clients";

    /// <summary>Rows in a second.</summary>
    public static async Task<double> PerSecond(Workbench place)
    {
        await place.Run(
            "insert into v2.sessions (id, started_at, source) select lpad(n::text, 32, '0')::uuid, now(), "
                + $"'claude-code' from generate_series(1, {Clients}) n"
        );
        var script = Path.Combine(place.Home, "insert.sql");
        await File.WriteAllTextAsync(
            script,
            """
            \set num :num + 1
            insert into v2.turns (session_id, turn_num, prompt_id, started_at, ended_at, assistant_response, source, metadata) values (lpad((:client_id + 1)::text, 32, '0')::uuid, :num, gen_random_uuid(), now(), now(), :said, 'claude-code', '{"ended_by": "stop"}');
            """
        );
        var start = new ProcessStartInfo(
            "pgbench",
            [
                "-n",
                "-f",
                script,
                "-D",
                "num=0",
                "-D",
                $"said={Payload.Said}",
                "-c",
                $"{Clients}",
                "-j",
                "2",
                "-T",
                $"{Seconds}",
                "-M",
                "prepared",
                place.Database.Libpq,
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["PATH"] =
            Environment.GetEnvironmentVariable("BRAIN_TEST_POSTGRES_BIN")
            + ":"
            + Environment.GetEnvironmentVariable("PATH");
        using var bench = Process.Start(start)!;
        var faults = bench.StandardError.ReadToEndAsync();
        var words = await bench.StandardOutput.ReadToEndAsync();
        await bench.WaitForExitAsync();
        var line = words.Split('\n').FirstOrDefault(text => text.StartsWith("tps = ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"pgbench did not say how fast it was: {await faults}");
        return double.Parse(line.Split(' ')[2]);
    }
}
