using System.Diagnostics;
using Npgsql;

namespace Brain.Benchmarks;

/// <summary>
/// How soon an idle silo says that its tables are locked, the slowest of all to find out but for a server that hangs,
/// and that they are free.
/// </summary>
internal static class Outages
{
    private const int Rounds = 5;
    private const double SecondsMax = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public static async IAsyncEnumerable<Figure> Measure(Workbench place)
    {
        var (told, over) = (0.0, 0.0);
        using var http = place.Http(1);
        for (var round = 0; round < Rounds; round++)
        {
            await using var holder = new NpgsqlConnection(place.Database.Npgsql);
            await holder.OpenAsync();
            await using (var command = new NpgsqlCommand("begin; lock table v2.turns in access exclusive mode", holder))
                await command.ExecuteNonQueryAsync();
            told = Math.Max(told, await Until(http, ready: false));
            await using (var command = new NpgsqlCommand("rollback", holder))
                await command.ExecuteNonQueryAsync();
            over = Math.Max(over, await Until(http, ready: true));
        }

        yield return new(
            "outage_told_max",
            told,
            "s",
            Against: "tables locked, nothing asked of the silo",
            Target: "<= 5 s",
            Met: told <= SecondsMax
        );
        yield return new("outage_over_max", over, "s", Target: "<= 5 s", Met: over <= SecondsMax);
    }

    private static async Task<double> Until(HttpClient http, bool ready)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            using var answer = await http.GetAsync("/readyz");
            if (answer.IsSuccessStatusCode == ready)
                return Stopwatch.GetElapsedTime(began).TotalSeconds;
            await Task.Delay(Pause);
        }
    }
}
