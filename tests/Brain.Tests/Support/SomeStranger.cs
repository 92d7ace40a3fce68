using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Brain.Tests.Cluster;

/// <summary>Somebody who connects to a silo's port, and what it tells him before it closes.</summary>
internal static class SomeStranger
{
    /// <summary>More than any handshake may take, on a busy machine.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>What the beginning of Orleans' own talk looks like: a length, and then anything.</summary>
    public static readonly byte[] Preamble = [0x40, 0, 0, 0, .. Enumerable.Repeat((byte)0x2a, 64)];

    /// <summary>Connects, says something, and hears until the silo closes.</summary>
    /// <returns>Every byte that the silo said.</returns>
    public static async Task<byte[]> Hears(int port, byte[] words)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        var stream = client.GetStream();
        if (words.Length > 0)
            await stream.WriteAsync(words);
        return await ToEnd(stream);
    }

    /// <summary>Connects by TLS and hears until the silo closes or has said something: Orleans speaks first.</summary>
    /// <param name="port">The silo's port.</param>
    /// <param name="certificate">What he shows; nothing when null.</param>
    /// <returns>Every byte that the silo said inside TLS.</returns>
    public static async Task<byte[]> HearsInside(int port, X509Certificate2? certificate)
    {
        await using var tls = await Enters(port, certificate);
        return tls is null ? [] : await ToEnd(tls, atMost: 4);
    }

    /// <summary>Connects by TLS.</summary>
    /// <returns>The connection, which its owner closes; null when the silo closed it at once.</returns>
    public static async Task<SslStream?> Enters(int port, X509Certificate2? certificate)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsClientAsync(
                    new SslClientAuthenticationOptions
                    {
                        TargetHost = "brain",
                        EnabledSslProtocols = SslProtocols.Tls13,
                        RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
                        ClientCertificateContext = certificate is null
                            ? null
                            : SslStreamCertificateContext.Create(certificate, null, offline: true),
                    }
                )
                .WaitAsync(Limit);
        }
        catch (Exception fault) when (fault is IOException or AuthenticationException)
        {
            await tls.DisposeAsync();
            return null;
        }

        return tls;
    }

    /// <summary>Reads until the other side closes.</summary>
    public static async Task<byte[]> ToEnd(Stream stream, int atMost = int.MaxValue)
    {
        var heard = new List<byte>();
        var buffer = new byte[4096];
        try
        {
            while (heard.Count < atMost && await stream.ReadAsync(buffer).AsTask().WaitAsync(Limit) is var read and > 0)
                heard.AddRange(buffer.AsSpan(0, read));
        }
        catch (IOException)
        {
            // It closed in its own way.
        }

        return [.. heard];
    }
}
