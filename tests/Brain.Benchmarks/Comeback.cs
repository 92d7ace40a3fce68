using System.Diagnostics;
using Brain.Postgres;
using Npgsql;

namespace Brain.Benchmarks;

/// <summary>
/// From the kill of the silo, of Postgres and of both to the first hook that is answered again, while 50 sessions go on
/// hooking (each a process at a time, one every two seconds, as agents at work do). Everything that they said must be
/// there once in the end.
/// </summary>
internal static class Comeback
{
    private const int Sessions = 50;
    private const int PauseMs = 2_000;
    private const int Kills = 3;
    private const int WaitSecondsMax = 120;

    public static async IAsyncEnumerable<Figure> Measure(Workbench place)
    {
        using var home = KeptHome.Make();
        using var over = new CancellationTokenSource();
        var said = 0;
        var load = Enumerable
            .Range(0, Sessions)
            .Select(_ => Guid.NewGuid())
            .Select(session =>
                Task.Run(async () =>
                {
                    while (!over.IsCancellationRequested)
                    {
                        home.Hook(Payload.Stop(session));
                        Interlocked.Increment(ref said);
                        await Task.Delay(PauseMs);
                    }
                })
            )
            .ToArray();

        foreach (
            var (name, ids) in new (string, Func<int[]>)[]
            {
                ("killed_silo_to_answer", () => [home.Silo]),
                ("killed_postgres_to_answer", () => [home.Postmaster]),
                ("killed_both_to_answer", () => [home.Silo, home.Postmaster]),
            }
        )
        {
            var times = new List<double>();
            for (var kill = 0; kill < Kills; kill++)
                times.Add(await Kill(home, ids()));
            var middle = times.Order().ElementAt(Kills / 2);
            yield return new(
                name,
                middle,
                "s",
                place.StartTime.TotalSeconds,
                $"start to ready of a silo, before the load; {Sessions} sessions hooking, longest of {Kills}: "
                    + $"{times.Max():0.0} s",
                "<= 5 s",
                times.Max() <= 5
            );
        }

        await over.CancelAsync();
        await Task.WhenAll(load);
        home.Flush();
        var there = await Count(home);
        if (there != said)
            throw new InvalidOperationException($"{said} turns were said and {there} are there.");
        yield return new("killed_lost_turns", 0, "turns", Against: $"of {said}", Target: "0", Met: true);
    }

    private static async Task<double> Kill(KeptHome home, int[] ids)
    {
        var began = Stopwatch.GetTimestamp();
        foreach (var id in ids)
            Process.GetProcessById(id).Kill();
        using var http = new Probe(home.Path + "/brain.sock");
        // Processes of a killed Postgres may still answer for a moment; what counts is the next one.
        while (
            ids.Contains(home.Silo)
            || ids.Contains(home.Postmaster)
            || home.Silo == 0
            || home.Postmaster == 0
            || !await http.Answers()
        )
        {
            if (Stopwatch.GetElapsedTime(began).TotalSeconds > WaitSecondsMax)
                throw new InvalidOperationException($"Nothing answered within {WaitSecondsMax} s.");
            await Task.Delay(20);
        }

        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        // The next kill is of a brain that does well again.
        await Task.Delay(TimeSpan.FromSeconds(3));
        return took;
    }

    private static async Task<long> Count(KeptHome home)
    {
        await using var connection = new NpgsqlConnection(BrainDatabase.Parse(home.Database).Npgsql);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select count(*) from v2.turns", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>An event of a session of its own that must be committed to be answered.</summary>
    private sealed class Probe(string socket) : IDisposable
    {
        private readonly HttpClient _http = new(
            new SocketsHttpHandler
            {
                PooledConnectionLifetime = TimeSpan.Zero,
                ConnectCallback = async (_, stop) =>
                {
                    var made = new System.Net.Sockets.Socket(
                        System.Net.Sockets.AddressFamily.Unix,
                        System.Net.Sockets.SocketType.Stream,
                        System.Net.Sockets.ProtocolType.Unspecified
                    );
                    await made.ConnectAsync(new System.Net.Sockets.UnixDomainSocketEndPoint(socket), stop);
                    return new System.Net.Sockets.NetworkStream(made, ownsSocket: true);
                },
            }
        )
        {
            BaseAddress = new("http://localhost"),
            Timeout = TimeSpan.FromSeconds(5),
        };

        public async Task<bool> Answers()
        {
            try
            {
                // A session's start commits a row, and no turn that would be counted with the load's.
                using var body = new StringContent(
                    $$"""{"session_id":"{{Guid.NewGuid()}}","hook_event_name":"SessionStart","source":"startup","cwd":"/bench"}""",
                    System.Text.Encoding.UTF8,
                    "application/json"
                );
                using var answer = await _http.PostAsync("/hooks/claude-code", body);
                return answer.IsSuccessStatusCode;
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
            {
                return false;
            }
        }

        public void Dispose() => _http.Dispose();
    }
}
