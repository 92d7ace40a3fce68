using System.Diagnostics;

namespace Brain.Benchmarks;

/// <summary>
/// What one hook costs as a whole process: a Stop event of 2 KB, its row committed before the answer.
/// </summary>
internal static class HookProcess
{
    private const int Runs = 200;

    public static async IAsyncEnumerable<Figure> Measure(Workbench place)
    {
        var session = Guid.NewGuid();
        await place.Run("create table if not exists public.plain (id bigserial primary key, body text)");
        var contenders = new (string Name, string[] Command)[]
        {
            ("brain", [place.Client, "hook", "claude-code"]),
            (
                "curl",
                [
                    "curl",
                    "-s",
                    "-o",
                    "/dev/null",
                    "--unix-socket",
                    place.Socket,
                    "-H",
                    "Content-Type: application/json",
                    "--data-binary",
                    "@-",
                    "http://localhost/hooks/claude-code",
                ]
            ),
            (
                "psql",
                [
                    "bash",
                    "-c",
                    $"body=$(cat); psql -q \"{place.Database.Libpq}\" -v body=\"$body\" <<<\"insert into "
                        + "public.plain (body) values (:'body')\"",
                ]
            ),
        };
        var times = contenders.ToDictionary(one => one.Name, _ => new List<double>());
        for (var run = 0; run < Runs; run++)
        {
            foreach (var (name, command) in contenders)
            {
                // The slowest needs fewer runs to be known well enough.
                if (name == "psql" && run >= Runs / 4)
                    continue;
                times[name].Add(Run(place, command, Payload.Stop(session)));
            }
        }

        var (brain, curl, psql) = (
            new Times(times["brain"].Skip(5)),
            new Times(times["curl"].Skip(5)),
            new Times(times["psql"].Skip(5))
        );
        yield return new(
            "hook_process_p50",
            brain.P50,
            "ms",
            curl.P50,
            "curl --unix-socket, same event",
            "<= 0.6",
            brain.P50 <= 0.6 * curl.P50
        );
        yield return new(
            "hook_process_p50",
            brain.P50,
            "ms",
            psql.P50,
            "bash + psql insert",
            "<= 0.15",
            brain.P50 <= 0.15 * psql.P50
        );
        yield return new("hook_process_p99", brain.P99, "ms", curl.P99, "curl --unix-socket, same event");
    }

    /// <summary>The time of one whole process that is given an event, in milliseconds.</summary>
    public static double Run(Workbench place, string[] command, byte[] payload)
    {
        var began = Stopwatch.GetTimestamp();
        var exitCode = NativeProcess.Run(command, payload, [$"BRAIN_HOME={place.Home}"]);
        return exitCode == 0
            ? Stopwatch.GetElapsedTime(began).TotalMilliseconds
            : throw new InvalidOperationException($"{command[0]} ended with {exitCode}.");
    }
}
