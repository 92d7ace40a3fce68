using System.Security.Cryptography.X509Certificates;
using Brain.Postgres.Cluster;
using Npgsql;

namespace Brain.Silo.Cluster;

/// <summary>
/// The cluster's certificates in memory. They are read anew before every handshake, so that a certificate made or
/// revoked a moment ago counts at once; many handshakes share one reading, and readings are spaced, so that a flood
/// costs the database little. Without the database the last reading stands.
/// </summary>
internal sealed partial class ClusterCertificates(
    CertificateStore store,
    TimeProvider clock,
    ILogger<ClusterCertificates> logger
) : IDisposable
{
    /// <summary>The shortest time between two readings.</summary>
    public static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(200);

    /// <summary>How long before its end a certificate gets a successor.</summary>
    public static readonly TimeSpan Renewed = TimeSpan.FromDays(30);

    /// <summary>How long after it was made a successor is presented: by then every silo has read it.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromHours(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Reading _last = new(CertificateSet.Empty, null);
    private long? _tried;
    private bool _isBroken;

    /// <summary>What was read last.</summary>
    public CertificateSet Now => _last.Set;

    /// <summary>Why a peer's certificate is refused; null when it is accepted.</summary>
    public string? Refuses(X509Certificate certificate)
    {
        var (set, at) = _last;
        return at is null
            ? "this silo has not read the cluster's certificates yet"
            : set.Refuses(SiloCertificate.Thumbprint(certificate), clock.GetElapsedTime(at.Value));
    }

    /// <summary>Reads the set unless that was begun after a moment.</summary>
    /// <param name="since">The moment, a timestamp of the clock.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task Refresh(long since, CancellationToken stop)
    {
        await _reading.WaitAsync(stop);
        try
        {
            if (_tried > since)
                return;
            if (_tried is { } tried && Spacing - clock.GetElapsedTime(tried) is var rest && rest > TimeSpan.Zero)
                await Task.Delay(rest, clock, stop);
            _tried = clock.GetTimestamp();
            await TryRead(_tried.Value, stop);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Reads the set, and first adds a certificate to it when the newest ends soon or there is none.</summary>
    /// <exception cref="NpgsqlException">The database can't be asked.</exception>
    public async Task Keep(CancellationToken stop)
    {
        await ReadNow(stop);
        if (Now.LongestLeft > Renewed)
            return;
        var made = SiloCertificate.Make(await store.Now(stop));
        if (await store.Add(made, Renewed, Delay, stop))
            LogMade(logger, made.Thumbprint, made.Expiry);
        await ReadNow(stop);
    }

    /// <summary>Revokes every certificate and puts a new one in their place.</summary>
    /// <returns>How many were revoked.</returns>
    public async Task<int> Rotate(CancellationToken stop)
    {
        var made = SiloCertificate.Make(await store.Now(stop));
        var revoked = await store.Rotate(made, stop);
        LogRotated(logger, revoked, made.Thumbprint);
        await ReadNow(stop);
        return revoked;
    }

    public void Dispose() => _reading.Dispose();

    private async Task ReadNow(CancellationToken stop)
    {
        await _reading.WaitAsync(stop);
        try
        {
            await Read(clock.GetTimestamp(), stop);
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task TryRead(long at, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            await Read(at, patience.Token);
            _isBroken = false;
        }
        catch (Exception fault)
            when (fault is NpgsqlException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            if (!_isBroken)
                LogNotRead(logger, fault.Message);
            _isBroken = true;
        }
    }

    private async Task Read(long at, CancellationToken stop) =>
        _last = new(CertificateSet.Of(await store.List(stop), Now), at);

    private sealed record Reading(CertificateSet Set, long? At);
}
