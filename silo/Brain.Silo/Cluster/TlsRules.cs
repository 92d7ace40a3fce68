using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;

namespace Brain.Silo.Cluster;

/// <summary>
/// How silos use TLS: nothing is resumed or renegotiated, no authority is trusted, and nothing is fetched to check a
/// certificate.
/// </summary>
internal static class TlsRules
{
    public static void Apply(TlsServerAuthenticationOptions tls, PresentedCertificate presented)
    {
        var options = (SslServerAuthenticationOptions)tls.SslServerAuthenticationOptions;
        options.ServerCertificateSelectionCallback = null;
        options.ServerCertificateContext = presented.Context;
        options.ClientCertificateRequired = true;
        options.AllowTlsResume = false;
        options.AllowRenegotiation = false;
        options.CertificateChainPolicy = Alone();
    }

    public static void Apply(TlsClientAuthenticationOptions tls, PresentedCertificate presented)
    {
        var options = (SslClientAuthenticationOptions)tls.SslClientAuthenticationOptions;
        options.TargetHost = LinkSetup.Name;
        options.ClientCertificates = null;
        options.ClientCertificateContext = presented.Context;
        options.AllowTlsResume = false;
        options.AllowRenegotiation = false;
        options.CertificateChainPolicy = Alone();
    }

    // The chain decides nothing; it only must not be looked for in the machine's store or on the network.
    private static X509ChainPolicy Alone() =>
        new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
}
