using System.Net.Sockets;
using System.Text;
using Brain.Client.Http;

namespace Brain.Tests.Client;

/// <summary>The head of an answer comes at once and says how long to wait for the rest.</summary>
public sealed class AnAnswerThatTakesAWhile : IDisposable
{
    private const int DeadlineMs = 200;
    private const int GivenUpMs = 5_000;

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Is_waited_for_when_the_brain_asks_for_it()
    {
        var deadline = Environment.TickCount64 + DeadlineMs;
        using var brain = Answers("Brain-Wait: 20000\r\n", () =>
            SpinWait.SpinUntil(() => Environment.TickCount64 > deadline + DeadlineMs, GivenUpMs)
        );

        var answer = Ask(deadline);

        Assert.Equal(
            (200, null, "{\"a\":1}"),
            (answer.Status, answer.Fault, Encoding.UTF8.GetString(answer.Body.Span))
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("Brain-Wait: 0\r\n")]
    [InlineData("Brain-Wait: 660001\r\n")]
    [InlineData("Brain-Wait: 50\r\n")]
    public void Is_given_up_when_nobody_asks_for_more(string header)
    {
        using var over = new ManualResetEventSlim();
        using var brain = Answers(header, () => over.Wait(GivenUpMs));
        var began = Environment.TickCount64;

        var answer = Ask(began + DeadlineMs);

        Assert.Equal("it did not answer in time", answer.Fault);
        Assert.InRange(Environment.TickCount64 - began, 0, GivenUpMs - 1);
        over.Set();
    }

    private HttpAnswer Ask(long deadline) =>
        SocketHttp.Exchange($"{_scratch.Path}/brain.sock", "GET / HTTP/1.1\r\n\r\n"u8, deadline);

    private Socket Answers(string header, Func<bool> beforeTheBody)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint($"{_scratch.Path}/brain.sock"));
        listener.Listen();
        new Thread(() =>
        {
            using var caller = listener.Accept();
            caller.Receive(new byte[1024]);
            caller.Send(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{header}Content-Length: 7\r\n\r\n"));
            beforeTheBody();
            try
            {
                caller.Send("{\"a\":1}"u8);
            }
            catch (SocketException)
            {
                // The caller gave up.
            }
        })
        {
            IsBackground = true,
        }.Start();
        return listener;
    }
}
