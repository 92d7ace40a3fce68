using Brain.Postgres;
using Brain.Silo.Hosting;

namespace Brain.Silo.Caches;

/// <summary>
/// Rows kept in memory, so that no hook reads them: read before anybody asks, and again when the database says that
/// they changed, also by another silo. What was read stays known while it can't be read.
/// </summary>
/// <typeparam name="T">What is known at one time; never changed, only replaced.</typeparam>
/// <param name="unread">What is known before the first reading.</param>
/// <param name="listener">Says that rows changed.</param>
/// <param name="options">How it follows them.</param>
/// <param name="clock">By which it looks without having heard.</param>
/// <param name="logger">Hears of its faults.</param>
internal abstract class NotifiedCache<T>(
    T unread,
    PgListener listener,
    LoopOptions options,
    TimeProvider clock,
    ILogger logger
) : BackgroundLoop(options, clock, logger)
    where T : class
{
    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile T _known = unread;
    private long _asked;
    private long _read;

    /// <summary>What is known now.</summary>
    protected T Known => _known;

    /// <summary>What tells that the rows changed.</summary>
    protected abstract PgChannel Channel { get; }

    /// <summary>Reads the rows again; done when everybody in this silo sees the new ones.</summary>
    public async Task Refresh()
    {
        var mine = Interlocked.Increment(ref _asked);
        await _reading.WaitAsync();
        try
        {
            // A reading that began after it was asked for saw what its caller wrote: one serves all who waited.
            if (_read >= mine)
                return;
            var served = Interlocked.Read(ref _asked);
            _known = await Read();
            _read = served;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Reads once before anybody asks, then follows.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Refresh();
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _reading.Dispose();
        base.Dispose();
    }

    /// <summary>Reads the rows.</summary>
    protected abstract Task<T> Read();

    /// <summary>Makes something else of the rows that are known.</summary>
    protected async Task Replace(Func<T, T> how)
    {
        await _reading.WaitAsync();
        try
        {
            _known = how(_known);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <inheritdoc/>
    protected override Task Begin(CancellationToken stop)
    {
        listener.Subscribe(Channel, Wake);
        return Task.CompletedTask;
    }
}
