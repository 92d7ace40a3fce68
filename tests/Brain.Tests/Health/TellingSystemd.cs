using System.Net.Sockets;
using System.Text;
using Brain.Silo.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Brain.Tests.Health;

/// <summary>What a unit of a silo's own hears, on the socket that systemd would listen on.</summary>
public sealed class TellingSystemd(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Says_that_it_is_ready_and_then_that_it_answers()
    {
        using var manager = new Manager();
        using var notifier = Notifier(manager, silo.Settings.Home);
        await notifier.StartAsync(CancellationToken.None);

        Assert.Equal(["READY=1", "WATCHDOG=1", "WATCHDOG=1"], await manager.Hear(3));

        await notifier.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Says_no_more_while_its_door_does_not_answer()
    {
        using var manager = new Manager();
        var home = Directory.CreateTempSubdirectory("hung");
        using var hung = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        hung.Bind(new UnixDomainSocketEndPoint(Path.Combine(home.FullName, "brain.sock")));
        hung.Listen(16);
        using var notifier = Notifier(manager, home.FullName);
        await notifier.StartAsync(CancellationToken.None);
        Assert.Equal(["READY=1"], await manager.Hear(1));

        // It gave up asking once, and asks again: in between it has said nothing.
        using var first = await hung.AcceptAsync();
        using var second = await hung.AcceptAsync();
        Assert.Equal(0, manager.Waiting);

        await notifier.StopAsync(CancellationToken.None);
        home.Delete(recursive: true);
    }

    private SystemdNotifier Notifier(Manager manager, string home) =>
        new(
            silo.Settings with
            {
                Home = home,
                NotifySocket = manager.Path,
                Watchdog = TimeSpan.FromMilliseconds(300),
            },
            silo.Services.GetRequiredService<Readiness>(),
            NullLogger<SystemdNotifier>.Instance
        );

    private sealed class Manager : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("notify");
        private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

        public Manager() => _socket.Bind(new UnixDomainSocketEndPoint(Path));

        public string Path => System.IO.Path.Combine(_folder.FullName, "s");

        public int Waiting => _socket.Available;

        public async Task<string[]> Hear(int count)
        {
            using var limit = new CancellationTokenSource(Patience);
            var heard = new List<string>();
            var bytes = new byte[64];
            while (heard.Count < count)
                heard.Add(Encoding.ASCII.GetString(bytes, 0, await _socket.ReceiveAsync(bytes, limit.Token)));
            return [.. heard];
        }

        public void Dispose()
        {
            _socket.Dispose();
            _folder.Delete(recursive: true);
        }
    }
}
