namespace Brain.Postgres.Cluster;

/// <summary>A certificate that was just made.</summary>
/// <param name="Thumbprint">The SHA-256 of <paramref name="Certificate"/>, 64 lower-case hexadecimal digits.</param>
/// <param name="Certificate">X.509, DER.</param>
/// <param name="PrivateKey">PKCS #8, DER.</param>
/// <param name="Expiry">The certificate's own end.</param>
public sealed record NewCertificate(string Thumbprint, byte[] Certificate, byte[] PrivateKey, DateTimeOffset Expiry);

/// <summary>A certificate of the cluster, as it was when it was read. Source: table brain.silo_certificates.</summary>
/// <param name="Certificate">X.509, DER.</param>
/// <param name="PrivateKey">PKCS #8, DER; null when it is revoked.</param>
/// <param name="PresentedIn">How long until silos present it; zero or less when they do.</param>
/// <param name="ExpiresIn">How long silos accept it; zero or less when they don't any more.</param>
/// <param name="IsRevoked">No silo accepts it.</param>
public sealed record StoredCertificate(
    byte[] Certificate,
    byte[]? PrivateKey,
    TimeSpan PresentedIn,
    TimeSpan ExpiresIn,
    bool IsRevoked
);
