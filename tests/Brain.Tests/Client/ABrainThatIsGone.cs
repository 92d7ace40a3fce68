using System.Net.Sockets;
using System.Text;
using Brain.Client.Hooks;
using Brain.Client.Http;

namespace Brain.Tests.Client;

/// <summary>What tells a brain that ended from one that is slow: only the first is started again by a hook.</summary>
public sealed class ABrainThatIsGone : IDisposable
{
    private const int PatienceMs = 120_000;

    private readonly ScratchFolder _scratch = new();

    private string Path => $"{_scratch.Path}/brain.sock";

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Has_no_socket() => Assert.True(SocketHttp.IsGone(Ask(PatienceMs)));

    [Fact]
    public void Has_a_socket_that_nobody_listens_on()
    {
        // What is killed does not take its socket away; what is closed in order does, so it is put aside meanwhile.
        using (Listener())
            File.Move(Path, Path + ".kept");
        File.Move(Path + ".kept", Path);

        Assert.True(SocketHttp.IsGone(Ask(PatienceMs)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{")]
    public async Task Closes_the_connection_before_its_answer_is_whole(string text)
    {
        using var listener = Listener();
        var answered = Task.Run(async () =>
        {
            using var caller = await listener.AcceptAsync();
            await caller.ReceiveAsync(new byte[1_024]);
            await caller.SendAsync(Encoding.ASCII.GetBytes(text));
        });

        Assert.True(SocketHttp.IsGone(Ask(PatienceMs)));
        await answered;
    }

    [Fact]
    public void Is_not_one_that_is_slow()
    {
        using var listener = Listener();

        Assert.False(SocketHttp.IsGone(Ask(patienceMs: 50)));
    }

    [Fact]
    public void Is_called_slow_while_it_lives()
    {
        using var listener = Listener();

        Assert.Contains("The brain is slow (it did not answer in time)", Said(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("503 {\"error\":\"no database\"}", "it answered with HTTP status 503: no database)")]
    [InlineData("500 oh", "it answered with HTTP status 500")]
    [InlineData("200 oh", "its answer was not a decision")]
    public void Is_not_one_that_answers(string answer, string why)
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => answer);

        var words = Said(PatienceMs);

        Assert.Contains($"The brain could not decide ({why}", words, StringComparison.Ordinal);
        Assert.Contains("ask: brain doctor", words, StringComparison.Ordinal);
        Assert.DoesNotContain("brain up", words, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_called_slow_when_it_comes_to_an_event_too_late()
    {
        using var brain = new FakeBrainSocket(
            _scratch.Path,
            _ => "503 {\"error\":\"Stop came too late: its caller has given up, and nothing was written.\"}"
        );

        Assert.Contains("The brain is slow (it answered", Said(PatienceMs), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_not_started_for_a_refusal_of_one_that_answers()
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "503 {\"error\":\"no database\"}");

        var refused = new HookCarrier(new(_scratch.Path), hard: true) { HardMs = PatienceMs }.Carry(
            HookPayload.Of("""{"session_id":"one","hook_event_name":"PreToolUse"}"""u8)
        );

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("ask `brain doctor`", refused.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain("brain up", refused.Stderr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 50, "in time")]
    [InlineData("503 {\"error\":\"PreToolUse came too late: its caller has given up.\"}", PatienceMs, "came too late")]
    public void Is_not_one_whose_refusal_is_slow(string? answer, int patienceMs, string why)
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => answer);

        var refused = new HookCarrier(new(_scratch.Path), hard: true) { HardMs = patienceMs }.Carry(
            HookPayload.Of("""{"session_id":"one","hook_event_name":"PreToolUse"}"""u8)
        );

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("the brain is slow (", refused.Stderr, StringComparison.Ordinal);
        Assert.Contains(why, refused.Stderr, StringComparison.Ordinal);
        Assert.Contains("if it stays slow, ask `brain doctor`", refused.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain("brain up", refused.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_called_down_when_it_is() =>
        Assert.Contains("The brain is down (its socket is not there)", Said(), StringComparison.Ordinal);

    private string Said(int patienceMs = 50) =>
        Encoding.UTF8.GetString(
            new HookCarrier(new(_scratch.Path), hard: false) { SoftMs = patienceMs }
                .Carry(HookPayload.Of("""{"session_id":"one","hook_event_name":"Stop"}"""u8))
                .Stdout.Span
        );

    private string Ask(int patienceMs) =>
        SocketHttp
            .Exchange(Path, "GET /healthz HTTP/1.1\r\nHost: brain\r\n\r\n"u8, Environment.TickCount64 + patienceMs)
            .Fault!;

    private Socket Listener()
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(Path));
        listener.Listen();
        return listener;
    }
}
