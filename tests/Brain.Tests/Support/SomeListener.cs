using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Brain.Tests.Cluster;

/// <summary>Somebody who listens where a silo is looked for, and what he is told.</summary>
internal static class SomeListener
{
    /// <summary>Takes a call.</summary>
    /// <param name="called">The connection.</param>
    /// <param name="certificate">What he shows; without one he says nothing and only hears.</param>
    /// <returns>Every byte that was said, but for the first record of TLS.</returns>
    public static async Task<byte[]> Hears(TcpClient called, X509Certificate2? certificate)
    {
        if (certificate is null)
            return Behind(await SomeStranger.ToEnd(called.GetStream()));
        await using var tls = new SslStream(called.GetStream(), false, (_, shown, _, _) => shown is not null);
        try
        {
            await tls.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true),
                    ClientCertificateRequired = true,
                    EnabledSslProtocols = SslProtocols.Tls13,
                }
            );
        }
        catch (Exception fault) when (fault is IOException or AuthenticationException)
        {
            return [];
        }

        return await SomeStranger.ToEnd(tls);
    }

    // A record (RFC 8446, 5.1): type 22, version, length, and so much. Orleans would begin with a length instead.
    private static byte[] Behind(byte[] bytes) =>
        bytes is [0x16, 0x03, _, var high, var low, ..] ? bytes[(5 + (high << 8) + low)..] : bytes;
}
