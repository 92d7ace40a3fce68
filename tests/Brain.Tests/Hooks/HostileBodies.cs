using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Brain.Tests.Hooks;

/// <summary>
/// What arrives at the hook endpoint need not be what Claude Code sends. Whatever it is, the brain stays up and its
/// rows stay whole.
/// </summary>
public sealed class HostileBodies(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private const int Bodies = 10_000;
    private const int Seed = 20261122;

    [Fact]
    public async Task Get_an_answer_and_break_no_rule()
    {
        var recorded = Recorded().ToArray();
        var random = new Random(Seed);
        var odd = new System.Collections.Concurrent.ConcurrentBag<string>();
        var bodies = Enumerable
            .Range(0, Bodies)
            .Select(_ => HostileText.Of(recorded[random.Next(recorded.Length)], random))
            .ToArray();

        await Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (body, stop) =>
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new("application/json");
            using var answer = await silo.Socket.PostAsync("/hooks/claude-code", content, stop);
            if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.BadRequest))
                odd.Add(
                    $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(stop)} for "
                        + $"{Encoding.UTF8.GetString(body)}"
                );
        });

        Assert.Empty(odd);
        Assert.Empty(
            await silo.Postgres.Lines(
                "select s.id from v2.sessions s left join v2.turns t on t.session_id = s.id group by s.id "
                    + "having s.turn_count <> count(t.id) or coalesce(max(t.turn_num), 0) <> count(t.id)"
            )
        );
    }

    [Fact]
    public async Task Of_too_many_bytes_are_refused_and_harm_nobody()
    {
        var session = Guid.NewGuid();
        using var content = new ByteArrayContent(new byte[33 * 1024 * 1024]);
        content.Headers.ContentType = new("application/json");

        try
        {
            using var answer = await silo.Socket.PostAsync("/hooks/claude-code", content);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        }
        catch (HttpRequestException)
        {
            // It hung up while the rest was still being sent, which says the same.
        }

        Assert.Equal(
            HttpStatusCode.OK,
            (await silo.Hook($$"""{"session_id":"{{session}}","hook_event_name":"SessionStart"}""")).Status
        );
    }

    [Fact]
    public async Task That_come_a_byte_at_a_time_hold_nobody_up()
    {
        var slow = new List<Socket>();
        for (var i = 0; i < 200; i++)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(silo.Settings.Socket));
            await socket.SendAsync(
                Encoding.ASCII.GetBytes(
                    i % 2 == 0
                        ? "POST /hooks/claude-code HT"
                        : "POST /hooks/claude-code HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                            + "application/json\r\nContent-Length: 9999\r\n\r\n{"
                )
            );
            slow.Add(socket);
        }

        var (status, _) = await silo.Hook($$"""{"session_id":"{{Guid.NewGuid()}}","hook_event_name":"SessionStart"}""")
            .WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(HttpStatusCode.OK, status);
        slow.ForEach(socket => socket.Dispose());
    }

    private static IEnumerable<string> Recorded([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Directory
            .EnumerateFiles(
                Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "Brain.Acceptance", "fixtures"),
                "*.jsonl"
            )
            .SelectMany(File.ReadLines)
            .Where(line => line.Length > 0);
}
