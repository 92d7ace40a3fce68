using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Brain.Benchmarks;

/// <summary>How long a broadcast to 100 and to 1,000 personas takes beside a single question, with a model that answers at once.</summary>
internal static class Broadcasts
{
    private const int Asks = 60;
    private const int Rounds = 12;

    public static async IAsyncEnumerable<Figure> Measure(Place place)
    {
        using var model = new InstantModel();
        await File.WriteAllTextAsync(
            Path.Combine(place.Home, "brain.json"),
            $$$"""{"chat":{"provider":"ollama","model":"instant","endpoint":"http://127.0.0.1:{{{model.Port}}}"}}""");
        using var http = place.Http(1);
        foreach (var (many, target) in new[] { (100, (string?)"<= 2"), (1_000, null) })
        {
            await place.Run($"""
                insert into v2.personas (name, emoji, job)
                select 'Voice' || n, '🔧', 'part ' || n from generate_series(
                  (select count(*) + 1 from v2.personas where name like 'Voice%'),
                  {many} - (select count(*) from v2.personas where name not like 'Voice%' and status = 'active')) n
                """);
            await Task.Delay(TimeSpan.FromSeconds(3));
            var ask = await Time(http, Asks, "ask", "Voice1 which endpoint pages?");
            var all = await Time(http, Rounds, "broadcast", "which endpoint pages?");
            yield return new($"broadcast_to_{many}_p50", all, "ms", ask, "a single ask", target, target is null ? null : all <= 2 * ask);
        }

        File.Delete(Path.Combine(place.Home, "brain.json"));
    }

    private static async Task<double> Time(HttpClient http, int times, string kind, string args)
    {
        var took = new List<double>();
        for (var i = 0; i < times + 3; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await WatchedStops.Errand(http, kind, args);
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return new Times(took.Skip(3)).P50;
    }

    /// <summary>Speaks Ollama's chat format and answers at once, so that the time is the brain's own.</summary>
    private sealed class InstantModel : IDisposable
    {
        private static readonly byte[] Answer = Encoding.ASCII.GetBytes(Whole(
            """{"model":"instant","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"None of them."},"done":false}""" + "\n"
            + """{"model":"instant","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","total_duration":1,"load_duration":1,"prompt_eval_count":10,"prompt_eval_duration":1,"eval_count":3,"eval_duration":1}""" + "\n"));

        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public InstantModel()
        {
            _listener.Start();
            _ = Accept();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public void Dispose() => _listener.Dispose();

        private static string Whole(string body) =>
            $"HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nContent-Length: {body.Length}\r\n\r\n{body}";

        private async Task Accept()
        {
            try
            {
                while (true)
                    _ = Serve(await _listener.AcceptSocketAsync());
            }
            catch (Exception over) when (over is SocketException or ObjectDisposedException)
            {
                // The benchmark is over.
            }
        }

        private static async Task Serve(Socket caller)
        {
            using var stream = new NetworkStream(caller, ownsSocket: true);
            var buffer = new byte[256 * 1024];
            var length = 0;
            try
            {
                while (await stream.ReadAsync(buffer.AsMemory(length)) is > 0 and var got)
                {
                    length += got;
                    if (!IsWhole(buffer.AsSpan(0, length)))
                        continue;
                    length = 0;
                    await stream.WriteAsync(Answer);
                }
            }
            catch (IOException)
            {
                // It hung up.
            }
        }

        private static bool IsWhole(ReadOnlySpan<byte> request)
        {
            var head = request.IndexOf("\r\n\r\n"u8);
            if (head < 0)
                return false;
            var text = Encoding.ASCII.GetString(request[..head]);
            var at = text.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
            return at >= 0
                ? request.Length - head - 4 >= int.Parse(text[(at + 16)..].Split('\r')[0])
                : request.EndsWith("0\r\n\r\n"u8);
        }
    }
}
