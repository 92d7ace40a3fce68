using System.Collections.Concurrent;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Orleans.Connections.Security;

namespace Brain.Silo.Cluster;

/// <summary>
/// What every connection between silos passes before Orleans says a word: TLS 1.3, in which both sides prove a
/// certificate of the cluster. Whoever can't is closed, and told nothing.
/// </summary>
internal sealed class SiloLink(
    ClusterCertificates certificates,
    PendingHandshakes pending,
    Refusals refusals,
    TimeProvider clock
)
{
    private const byte TlsHandshake = 0x16; // RFC 8446, 5.1: the content type, and then the version's first byte
    private const byte TlsVersion = 0x03;

    private readonly ConcurrentDictionary<ConnectionContext, ITlsConnectionFeature> _linked = new();

    /// <summary>Connections that others open.</summary>
    public void Inbound(IConnectionBuilder builder) => builder.Use(next => context => Accept(context, next));

    /// <summary>Connections that this silo opens.</summary>
    public void Outbound(IConnectionBuilder builder) => builder.Use(next => context => Call(context, next));

    /// <summary>
    /// Closes the connections of silos whose certificate is not accepted any more because it was revoked.
    /// </summary>
    public void CloseRevoked()
    {
        foreach (var (context, tls) in _linked)
        {
            if (tls.RemoteCertificate is { } remote && certificates.Now.IsRevoked(SiloCertificate.Thumbprint(remote)))
                context.Abort(new ConnectionAbortedException("The certificate of the other silo was revoked."));
        }
    }

    private async Task Accept(ConnectionContext context, ConnectionDelegate next)
    {
        var peer = SiloPeer.Of(context);
        using var place = pending.TryEnter(peer);
        if (place is null)
        {
            refusals.From(peer, "too many of its connections wait to be authenticated");
            return;
        }

        if (await Hear(context) is { } why)
        {
            refusals.From(peer, why);
            return;
        }

        var handshake = new Handshake(certificates, authenticated => Go(authenticated, next, place));
        await Run(context, handshake, (pipeline, options) => pipeline.UseServerTls(options));
        if (!handshake.IsDone)
            refusals.From(peer, handshake.Why);
    }

    private async Task Call(ConnectionContext context, ConnectionDelegate next)
    {
        var peer = SiloPeer.Of(context);
        var handshake = new Handshake(certificates, authenticated => Go(authenticated, next, place: null));
        await Run(context, handshake, (pipeline, options) => pipeline.UseClientTls(options));
        if (!handshake.IsDone)
            refusals.To(peer, handshake.Why);
    }

    private async Task Run(ConnectionContext context, Handshake handshake, Action<IConnectionBuilder, TlsOptions> use)
    {
        try
        {
            await certificates.Refresh(clock.GetTimestamp(), context.ConnectionClosed);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        if (certificates.Now.Presented is { } presented)
            await handshake.Run(context, presented, use);
        else
            handshake.Refuse("this silo has no certificate to show");
    }

    private async Task Go(ConnectionContext context, ConnectionDelegate next, IDisposable? place)
    {
        place?.Dispose();
        _linked[context] = context.Features.Get<ITlsConnectionFeature>()!;
        try
        {
            await next(context);
        }
        finally
        {
            _linked.TryRemove(context, out _);
        }
    }

    // Looks at the first two bytes, so that who does not even speak TLS is told nothing at all, and who says nothing
    // waits at no cost but its place.
    private async Task<string?> Hear(ConnectionContext context)
    {
        var input = context.Transport.Input;
        using var patience = new CancellationTokenSource(Handshake.Timeout, clock);
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(patience.Token);
                if (read.Buffer.Length >= 2 || read.IsCompleted || read.IsCanceled)
                    return Judge(input, read);
                input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (OperationCanceledException)
        {
            return "it said nothing";
        }
        catch (Exception fault) when (fault is IOException or ConnectionAbortedException)
        {
            return "it closed before it said anything";
        }
    }

    private static string? Judge(PipeReader input, ReadResult read)
    {
        var first = read.Buffer.Length >= 2 ? new System.Buffers.SequenceReader<byte>(read.Buffer) : default;
        var isTls =
            first.TryRead(out var type)
            && first.TryRead(out var version)
            && type == TlsHandshake
            && version == TlsVersion;
        var isOver = read.Buffer.Length < 2;
        input.AdvanceTo(read.Buffer.Start);
        return isOver ? "it closed before it said anything"
            : isTls ? null
            : "it does not speak TLS";
    }
}
