using Brain.Domain.Knowledge.Search;

namespace Brain.Silo.Knowledge;

/// <summary>
/// Token states of texts that were candidates lately, so that the next search need not fetch them. A unit never changes:
/// a text that is rewritten becomes another one. Shape: two generations; when the young one is half of
/// <see cref="BytesMax"/>, it becomes the old one, and what was old and not asked for again is dropped.
/// </summary>
internal sealed class TokenCache
{
    /// <summary>The most memory it takes, roughly.</summary>
    public const long BytesMax = 192L * 1024 * 1024;

    private readonly Lock _lock = new();
    private Dictionary<(string Model, long Unit), TokenStates?> _young = [];
    private Dictionary<(string Model, long Unit), TokenStates?> _old = [];
    private long _bytes;

    /// <summary>What is known of a text; a text without states is known as null.</summary>
    public bool TryGet(string model, long unit, out TokenStates? tokens)
    {
        lock (_lock)
        {
            if (_young.TryGetValue((model, unit), out tokens))
                return true;
            if (!_old.TryGetValue((model, unit), out tokens))
                return false;
            Add((model, unit), tokens);
            return true;
        }
    }

    /// <summary>Keeps what was read of a text.</summary>
    public void Keep(string model, long unit, TokenStates? tokens)
    {
        lock (_lock)
            Add((model, unit), tokens);
    }

    private void Add((string, long) key, TokenStates? tokens)
    {
        if (!_young.TryAdd(key, tokens))
            return;
        _bytes += 64 + (tokens?.Bytes ?? 0);
        if (_bytes <= BytesMax / 2)
            return;
        (_old, _young, _bytes) = (_young, [], 0);
    }
}
