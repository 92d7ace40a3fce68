using System.Collections.Concurrent;
using Brain.Domain.Knowledge.Recall;
using Brain.Postgres.Knowledge;
using Brain.Silo.Hosting;

namespace Brain.Silo.Caches;

/// <summary>
/// Keeps in memory by which keys failed calls are found, of all projects, so that a hook asks the database only where
/// there may be something to tell. A key that is not there any more costs a question, and tells nothing.
/// </summary>
internal sealed class FailedKeyCache(RecallStore store, TimeProvider clock, ILogger<FailedKeyCache> logger)
    : BackgroundLoop(Options, clock, logger)
{
    /// <summary>How often it looks for new ones; the Librarian makes them as often.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    /// <summary>
    /// The most keys that are kept, about 30 bytes each; with more of them, every call is asked about.
    /// </summary>
    public const int KeysMax = 500_000;

    private static readonly LoopOptions Options = new("Following failed calls", "What was known of them stays known.");

    private readonly ConcurrentDictionary<long, byte> _keys = new();
    private readonly SemaphoreSlim _reading = new(1, 1);
    private string? _cursor;
    private volatile bool _isWhole;

    /// <summary>Whether a call may be found by a key.</summary>
    public bool MayHave(CallKey key) =>
        key.Kind is not (CallKey.Error or CallKey.Misuse) || !_isWhole || _keys.ContainsKey(key.Digest);

    /// <summary>Reads what is new.</summary>
    public async Task Refresh(CancellationToken stop)
    {
        await _reading.WaitAsync(stop);
        try
        {
            var (cursor, keys) = await store.FailedKeys(_cursor, KeysMax, stop);
            foreach (var key in keys)
                _keys.TryAdd(key, 0);
            // Of more than one reading takes, older ones may be missing for good.
            var isWhole = keys.Length < KeysMax && _keys.Count < KeysMax && (_cursor is null || _isWhole);
            (_cursor, _isWhole) = (cursor, isWhole);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _reading.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        await Refresh(stop);
        return Every;
    }
}
