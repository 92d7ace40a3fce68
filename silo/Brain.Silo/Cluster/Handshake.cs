using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Orleans.Connections.Security;

namespace Brain.Silo.Cluster;

/// <summary>One try to authenticate one connection, and why it failed.</summary>
/// <param name="certificates">Who is accepted.</param>
/// <param name="whenDone">Called once both sides are known to each other; Orleans speaks behind it.</param>
internal sealed class Handshake(ClusterCertificates certificates, ConnectionDelegate whenDone)
    : IServiceProvider,
        ILoggerFactory,
        ILogger
{
    /// <summary>How long one may take, from the first byte.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private string? _refusal;
    private Exception? _fault;

    /// <summary>Whether the connection got through.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Why it did not.</summary>
    public string Why =>
        _refusal
        ?? _fault switch
        {
            OperationCanceledException => "it did not finish the handshake in time",
            AuthenticationException => "it presented no certificate, or broke off the handshake",
            _ => "it broke off the handshake",
        };

    /// <summary>Says that it can't begin.</summary>
    public void Refuse(string why) => _refusal = why;

    /// <summary>Runs it, and what comes behind it, to the connection's end.</summary>
    /// <param name="context">The connection.</param>
    /// <param name="presented">What this silo shows.</param>
    /// <param name="use">Which side of TLS this is.</param>
    public Task Run(
        ConnectionContext context,
        PresentedCertificate presented,
        Action<IConnectionBuilder, TlsOptions> use
    )
    {
        var options = new TlsOptions
        {
            LocalCertificate = presented.Certificate,
            RemoteCertificateMode = RemoteCertificateMode.RequireCertificate,
            ClientCertificateMode = RemoteCertificateMode.RequireCertificate,
            RemoteCertificateValidation = (certificate, _, _) => Accepts(certificate),
            SslProtocols = SslProtocols.Tls13,
            HandshakeTimeout = Timeout,
            OnAuthenticateAsServer = (_, tls) => TlsRules.Apply(tls, presented),
            OnAuthenticateAsClient = (_, tls) => TlsRules.Apply(tls, presented),
        };
        var pipeline = new ConnectionBuilder(this);
        use(pipeline, options);
        pipeline.Run(Through);
        return pipeline.Build()(context);
    }

    private bool Accepts(X509Certificate2 certificate)
    {
        _refusal = certificates.Refuses(certificate);
        return _refusal is null;
    }

    private Task Through(ConnectionContext context)
    {
        // Asked again: what this rests on is only that TLS proved the key of this very certificate.
        if (
            context.Features.Get<ITlsConnectionFeature>()?.RemoteCertificate is not { } certificate
            || !Accepts(certificate)
        )
            return Task.CompletedTask;
        IsDone = true;
        return whenDone(context);
    }

    // What the TLS middleware asks for is a place to log; what it logs is kept as the reason, and Refusals says it.
    object? IServiceProvider.GetService(Type serviceType) => serviceType == typeof(ILoggerFactory) ? this : null;

    ILogger ILoggerFactory.CreateLogger(string categoryName) => this;

    void ILoggerFactory.AddProvider(ILoggerProvider provider) { }

    void IDisposable.Dispose() { }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => _fault ??= exception;
}
