using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Brain.Benchmarks;

/// <summary>
/// First hooks of many sessions at the same moment, each on a connection of its own, as their processes have. The
/// baseline is as many first hooks one after the other, in the same run.
/// </summary>
internal static class Bursts
{
    private const int Warm = 100;
    private const int Live = 500;

    public static async IAsyncEnumerable<Figure> Measure(Workbench place)
    {
        await Burst(place, Warm, until: false);
        foreach (var count in (int[])[500, 2_000])
        {
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < count; i++)
                await First(place, until: false);
            var alone = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            began = Stopwatch.GetTimestamp();
            var times = new Times((await Burst(place, count, until: false)).Select(one => one.Ms));
            var all = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            yield return new(
                $"burst_{count}_all",
                all,
                "ms",
                alone,
                "as many first hooks one after the other",
                "<= 1",
                all <= alone
            );
            yield return new($"burst_{count}_p50", times.P50, "ms", alone / count, "one first hook alone");
            yield return new($"burst_{count}_p99", times.P99, "ms", alone / count, "one first hook alone");
            var patient = await Burst(place, count, until: true);
            yield return new(
                $"burst_{count}_within_soft",
                patient.Count(one => one.Answered),
                "hooks",
                count,
                "hooks; those that are not are spooled"
            );
        }

        await foreach (var figure in AfterRestart(place))
            yield return figure;
    }

    // All of them are awake when the silo is killed, and go on in the same moment when it is back.
    private static async IAsyncEnumerable<Figure> AfterRestart(Workbench place)
    {
        var live = Enumerable.Range(0, Live).Select(_ => (Id: Guid.NewGuid(), Prompt: Guid.NewGuid())).ToArray();
        foreach (var (id, prompt) in live)
            await Send(place, Payload.Prompt(id, prompt), until: false);
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < Live; i++)
            await Send(place, Payload.PreToolUse(live[i].Id, live[i].Prompt, i), until: false);
        var alone = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        foreach (var until in (bool[])[false, true])
        {
            place.KillHard();
            await place.Start();
            began = Stopwatch.GetTimestamp();
            var answers = await Task.WhenAll(
                live.Select(one =>
                    Task.Run(() => Send(place, Payload.PreToolUse(one.Id, one.Prompt, until ? 1 : 2), until))
                )
            );
            var all = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            if (until)
            {
                yield return new(
                    $"restart_{Live}_within_soft",
                    answers.Count(one => one.Answered),
                    "hooks",
                    Live,
                    "hooks; those that are not are spooled"
                );
                continue;
            }

            var times = new Times(answers.Select(one => one.Ms));
            yield return new($"restart_{Live}_all", all, "ms", alone, "one after the other, all awake");
            yield return new($"restart_{Live}_p99", times.P99, "ms", alone / Live, "one alone");
        }
    }

    private static Task<(double Ms, bool Answered)[]> Burst(Workbench place, int count, bool until) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(() => First(place, until))));

    private static Task<(double Ms, bool Answered)> First(Workbench place, bool until) =>
        Send(place, Payload.Prompt(Guid.NewGuid(), Guid.NewGuid()), until);

    private static async Task<(double Ms, bool Answered)> Send(Workbench place, byte[] body, bool until)
    {
        var began = Stopwatch.GetTimestamp();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(place.Socket));
        var deadline = until ? $"Brain-Until: {DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + 250}\r\n" : "";
        var head =
            "POST /hooks/claude-code HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
            + $"application/json\r\n{deadline}Connection: close\r\nContent-Length: {body.Length}\r\n\r\n";
        await socket.SendAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body]);
        var answer = new byte[16 * 1024];
        var length = 0;
        while (await socket.ReceiveAsync(answer.AsMemory(length)) is > 0 and var got)
            length += got;
        var answered = answer.AsSpan(0, length).StartsWith("HTTP/1.1 200"u8);
        if (!until && !answered)
            throw new InvalidOperationException(Encoding.UTF8.GetString(answer, 0, length));
        return (Stopwatch.GetElapsedTime(began).TotalMilliseconds, answered);
    }
}
