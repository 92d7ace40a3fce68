using System.Net.Sockets;
using System.Text;
using Brain.Silo.Configuration;
using Brain.Silo.Hosting;

namespace Brain.Silo.Health;

/// <summary>
/// Tells systemd, where it runs this silo as a unit of its own (<c>Type=notify</c>), that hooks are taken, and from
/// then on that the silo still answers: it asks itself at its own door. One that hangs says nothing any more, and
/// systemd starts it anew after <c>WatchdogSec</c>.
/// </summary>
internal sealed class SystemdNotifier(BrainSettings settings, Readiness readiness, ILogger<SystemdNotifier> logger)
    : BackgroundLoop(Options, TimeProvider.System, logger)
{
    private static ReadOnlySpan<byte> Question =>
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8;

    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(5);

    private static readonly LoopOptions Options = new(
        "Telling systemd that the silo answers",
        "systemd starts it anew when it does not hear of it."
    );

    private bool _isTold;

    /// <inheritdoc/>
    protected override Task Begin(CancellationToken stop) => readiness.Ready.WaitAsync(stop);

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        // A socket that is gone stops no silo: it is told again, as every round is.
        if (!_isTold)
            Tell("READY=1");
        _isTold = true;
        if (settings.Watchdog is not { } within)
            return null;
        await Answer(stop).WaitAsync(AnswerMax, stop);
        Tell("WATCHDOG=1");
        return within / 3;
    }

    private async Task Answer(CancellationToken stop)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(settings.Socket), stop);
        await socket.SendAsync(Question.ToArray(), stop);
        if (await socket.ReceiveAsync(new byte[256], stop) == 0)
            throw new IOException("The silo closed its own connection without an answer.");
    }

    private void Tell(string word)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        // A name that begins with @ is of the abstract namespace, whose own mark is a zero.
        var path = settings.NotifySocket is ['@', ..] name ? $"\0{name[1..]}" : settings.NotifySocket!;
        socket.SendTo(Encoding.ASCII.GetBytes(word), new UnixDomainSocketEndPoint(path));
    }
}
