using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Brain.Postgres.Cluster;

namespace Brain.Silo.Cluster;

/// <summary>
/// The cluster's certificates as they were read at one moment. Nothing else is trusted: no authority, no name.
/// </summary>
/// <param name="Presented">What this silo presents; null when there is none, and then it speaks to nobody.</param>
/// <param name="Known">Every certificate that was read, by its thumbprint.</param>
internal sealed record CertificateSet(
    PresentedCertificate? Presented,
    IReadOnlyDictionary<string, KnownCertificate> Known
)
{
    /// <summary>Before the first reading: nobody is accepted.</summary>
    public static readonly CertificateSet Empty = new(null, new Dictionary<string, KnownCertificate>());

    /// <summary>Why a peer's certificate is refused; null when it is accepted.</summary>
    /// <param name="thumbprint">The certificate.</param>
    /// <param name="age">How long ago the set was read.</param>
    public string? Refuses(string thumbprint, TimeSpan age) =>
        Known.GetValueOrDefault(thumbprint) switch
        {
            null => "its certificate is not one of this cluster",
            { IsRevoked: true } => "its certificate was revoked",
            { ExpiresIn: var left } when left <= age => "its certificate has expired",
            _ => null,
        };

    /// <summary>Whether a certificate was revoked.</summary>
    public bool IsRevoked(string thumbprint) => Known.GetValueOrDefault(thumbprint) is { IsRevoked: true };

    /// <summary>Builds it from rows.</summary>
    /// <param name="rows">The one to present first.</param>
    /// <param name="before">The set of before, whose loaded key is used again.</param>
    public static CertificateSet Of(StoredCertificate[] rows, CertificateSet before)
    {
        var known = rows.ToDictionary(
            row => Convert.ToHexStringLower(SHA256.HashData(row.Certificate)),
            row => new KnownCertificate(row.ExpiresIn, row.IsRevoked)
        );
        var chosen = Array.Find(rows, row =>
            row is { PrivateKey: not null } && row.PresentedIn <= TimeSpan.Zero && row.ExpiresIn > TimeSpan.Zero
        );
        if (chosen is null)
            return new(null, known);
        var thumbprint = Convert.ToHexStringLower(SHA256.HashData(chosen.Certificate));
        return new(
            before.Presented?.Thumbprint == thumbprint ? before.Presented : PresentedCertificate.Of(thumbprint, chosen),
            known
        );
    }

    /// <summary>How long the newest that is accepted still is; null when none is.</summary>
    public TimeSpan? LongestLeft =>
        Known.Values.Where(one => !one.IsRevoked && one.ExpiresIn > TimeSpan.Zero).Max(one => (TimeSpan?)one.ExpiresIn);
}

/// <summary>A certificate that a peer may present, or might have.</summary>
/// <param name="ExpiresIn">How long after the reading it expires.</param>
/// <param name="IsRevoked">It is not accepted.</param>
internal sealed record KnownCertificate(TimeSpan ExpiresIn, bool IsRevoked);

/// <summary>What this silo shows to others, with its key.</summary>
/// <param name="Thumbprint">What it is known by.</param>
/// <param name="Certificate">With its private key.</param>
/// <param name="Context">The same, prepared once for every handshake; nothing is looked up on the network for
/// it.</param>
internal sealed record PresentedCertificate(
    string Thumbprint,
    X509Certificate2 Certificate,
    SslStreamCertificateContext Context
)
{
    public static PresentedCertificate Of(string thumbprint, StoredCertificate stored)
    {
        var certificate = SiloCertificate.Load(stored.Certificate, stored.PrivateKey!);
        return new(
            thumbprint,
            certificate,
            SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true)
        );
    }
}
