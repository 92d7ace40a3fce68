using Brain.Postgres.Knowledge;

namespace Brain.Silo.Knowledge;

/// <summary>
/// Fills the cache of token states beside the first search, newest texts first, until it is nearly full; and empties it
/// when nobody searched for <see cref="IdleMax"/>.
/// </summary>
internal sealed partial class TokenCacheFill(
    TokenCache cache,
    SearchStore store,
    TimeProvider clock,
    ILogger<TokenCacheFill> logger
)
{
    /// <summary>How long it stays filled without a search.</summary>
    public static readonly TimeSpan IdleMax = TimeSpan.FromMinutes(5);

    private const int TextsMax = 1_000;
    private const double FullShare = 0.9;

    private readonly Lock _lock = new();
    private string? _model;
    private long _lastUsed;

    /// <summary>The filling that was begun last; it does not fail.</summary>
    public Task Filling { get; private set; } = Task.CompletedTask;

    /// <summary>A search with a model is under way.</summary>
    public void Begin(string model)
    {
        lock (_lock)
        {
            _lastUsed = clock.GetTimestamp();
            if (_model == model)
                return;
            _model = model;
            Filling = Task.Run(() => Fill(model));
        }
    }

    /// <summary>Empties the cache when it is idle.</summary>
    /// <returns>Whether it was emptied now.</returns>
    public bool GiveBack()
    {
        lock (_lock)
        {
            if (_model is null || !Filling.IsCompleted || clock.GetElapsedTime(_lastUsed) < IdleMax)
                return false;
            _model = null;
            cache.Clear();
            return true;
        }
    }

    private async Task Fill(string model)
    {
        try
        {
            long? below = null;
            while (cache.Bytes < FullShare * cache.BytesMax)
            {
                var units = await store.Newest(model, below, TextsMax, CancellationToken.None);
                if (units.Length == 0)
                    return;
                below = units[^1];
                var made = await store.States(model, units, CancellationToken.None);
                cache.Keep(model, made);
            }
        }
        catch (Exception fault) when (fault is Npgsql.NpgsqlException or ObjectDisposedException)
        {
            LogNotFilled(logger, fault);
        }
    }
}
