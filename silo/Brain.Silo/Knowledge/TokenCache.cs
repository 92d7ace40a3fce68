using Brain.Domain.Knowledge.Search;

namespace Brain.Silo.Knowledge;

/// <summary>
/// What a model made of texts that were candidates lately, so that the next search need not fetch it. A unit never
/// changes: a text that is rewritten becomes another one. Shape: a clock; whatever was not asked for since the hand
/// came by last makes room.
/// </summary>
/// <param name="megabytesMax">The most memory it takes, roughly.</param>
internal sealed class TokenCache(Func<int> megabytesMax)
{
    private const long Megabyte = 1024 * 1024;
    private const int EntryBytes = 120;

    private readonly Lock _lock = new();
    private Dictionary<(string Model, long Unit), Entry> _entries = [];
    private Queue<(string Model, long Unit)> _hand = [];
    private long _bytes;

    /// <summary>How many bytes it takes now, roughly.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return _bytes;
        }
    }

    /// <summary>The most bytes it takes, roughly.</summary>
    public long BytesMax => megabytesMax() * Megabyte;

    /// <summary>Forgets all of it, so that its memory can be given back.</summary>
    public void Clear()
    {
        lock (_lock)
            (_entries, _hand, _bytes) = ([], [], 0);
    }

    /// <summary>What is known of texts, in their order; the places of those of which nothing is known.</summary>
    public (TextStates?[] Known, List<int> Missing) Find(string model, IReadOnlyList<long> units)
    {
        var (known, missing) = (new TextStates?[units.Count], new List<int>());
        lock (_lock)
        {
            for (var at = 0; at < known.Length; at++)
            {
                if (_entries.TryGetValue((model, units[at]), out var entry))
                    (known[at], entry.IsUsed) = (entry.Made, true);
                else
                    missing.Add(at);
            }
        }

        return (known, missing);
    }

    /// <summary>
    /// Keeps what was read of texts. Of a text that has nothing yet nothing is kept: the Librarian comes to it later.
    /// </summary>
    public void Keep(string model, IEnumerable<(long Unit, TextStates Made)> texts)
    {
        var most = BytesMax;
        lock (_lock)
        {
            foreach (var (unit, made) in texts)
            {
                if (!_entries.TryAdd((model, unit), new(made)))
                    continue;
                _hand.Enqueue((model, unit));
                _bytes += SizeOf(made);
            }

            while (_bytes > most && _hand.TryDequeue(out var key))
            {
                var entry = _entries[key];
                if (entry.IsUsed)
                {
                    entry.IsUsed = false;
                    _hand.Enqueue(key);
                    continue;
                }

                _entries.Remove(key);
                _bytes -= SizeOf(entry.Made);
            }
        }
    }

    private static long SizeOf(TextStates made) => EntryBytes + made.Bytes;

    private sealed class Entry(TextStates made)
    {
        public TextStates Made => made;

        public bool IsUsed { get; set; }
    }
}
