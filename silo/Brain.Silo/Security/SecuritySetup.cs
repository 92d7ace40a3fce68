using System.Net;
using System.Net.Sockets;
using Brain.Silo.Configuration;

namespace Brain.Silo.Security;

/// <summary>The two ways in: the Unix socket for the owner, the loopback port for whoever has a token.</summary>
internal static class SecuritySetup
{
    private const int BodyBytesMax = 32 * 1024 * 1024;

    // Callers that wait to be let in; the kernel holds it down to net.core.somaxconn. Past it a client tries again
    // until its deadline.
    private const int CallersWaitingMax = 4_096;

    public static void AddDoors(this WebApplicationBuilder builder, BrainSettings settings)
    {
        // Whatever this process makes (socket, tokens, notes) is its owner's alone.
        Umask.OwnerOnly();
        builder.Services.AddSingleton<Callers>();
        builder
            .Services.AddSingleton<Tokens>()
            .AddSingleton<BrowserLogins>()
            .AddSingleton<LoginLinks>()
            .AddSingleton<LoginLimit>();
        Directory.CreateDirectory(settings.Home);
        Free(settings.Socket);
        builder.WebHost.UseSockets(sockets => sockets.Backlog = CallersWaitingMax);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyBytesMax;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.ListenUnixSocket(settings.Socket);
            kestrel.Listen(IPAddress.Loopback, settings.Port);
        });
    }

    public static void UseDoors(this WebApplication app)
    {
        app.UseMiddleware<RequestGuard>();
        app.MapLogin();
    }

    // A socket that nobody listens on is what a killed silo leaves; one that somebody listens on is not ours to take.
    private static void Free(string path)
    {
        if (!File.Exists(path))
            return;
        try
        {
            using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException)
        {
            File.Delete(path);
            return;
        }

        throw new IOException(
            $"Another silo listens on {path}. This one did not start; stop that one with: brain down"
        );
    }
}
