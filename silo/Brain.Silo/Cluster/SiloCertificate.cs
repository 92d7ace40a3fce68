using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Brain.Postgres.Cluster;

namespace Brain.Silo.Cluster;

/// <summary>
/// A certificate by which silos of one cluster know each other: its own issuer, good for both sides of TLS.
/// </summary>
internal static class SiloCertificate
{
    /// <summary>How long one is good for.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    // The set in the database decides; a certificate's own dates only must not contradict it on a machine whose clock
    // is wrong.
    private static readonly TimeSpan Skew = TimeSpan.FromDays(2);

    private static readonly OidCollection BothSides =
    [
        new("1.3.6.1.5.5.7.3.1"), // server authentication (RFC 5280, 4.2.1.12)
        new("1.3.6.1.5.5.7.3.2"), // client authentication
    ];

    /// <summary>Makes one, ECDSA P-256.</summary>
    /// <param name="now">The time by the database.</param>
    public static NewCertificate Make(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={LinkSetup.Name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true)
        );
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(BothSides, critical: false));
        // A certificate counts in whole seconds.
        var end = DateTimeOffset.FromUnixTimeSeconds((now + Lifetime).ToUnixTimeSeconds());
        using var certificate = request.CreateSelfSigned(now - Skew, end);
        return new(Thumbprint(certificate), certificate.RawData, key.ExportPkcs8PrivateKey(), end);
    }

    /// <summary>What a certificate is known by.</summary>
    public static string Thumbprint(X509Certificate certificate) =>
        certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();

    /// <summary>Puts a certificate and its key together again.</summary>
    public static X509Certificate2 Load(byte[] certificate, byte[] privateKey)
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(privateKey, out _);
        using var bare = X509CertificateLoader.LoadCertificate(certificate);
        return bare.CopyWithPrivateKey(key);
    }
}
