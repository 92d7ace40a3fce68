using System.Threading.Channels;
using Brain.Postgres.Mcp;

namespace Brain.Silo.Mcp;

/// <summary>
/// One who follows some resources. What changed often before it was told is told once; what is gone is told, and not
/// followed any more.
/// </summary>
/// <param name="followed">By address: what it is, and how it was last.</param>
/// <param name="leave">Nobody is told any more.</param>
internal sealed class McpFollower(
    Dictionary<string, (Followed Thing, string? Version)> followed,
    Action<McpFollower> leave
) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);

    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>What is followed still.</summary>
    public string[] Uris
    {
        get
        {
            lock (_lock)
                return [.. followed.Keys];
        }
    }

    /// <summary>The same, as rows.</summary>
    public Followed[] Things
    {
        get
        {
            lock (_lock)
                return [.. followed.Values.Select(one => one.Thing)];
        }
    }

    /// <summary>Takes note of how things are now.</summary>
    public void Compare(IReadOnlyDictionary<Followed, string?> now)
    {
        lock (_lock)
        {
            foreach (var (uri, (thing, version)) in followed.ToArray())
            {
                if (!now.TryGetValue(thing, out var found) || found == version)
                    continue;
                if (found is null)
                    followed.Remove(uri);
                else
                    followed[uri] = (thing, found);
                _changed.Add(uri);
                _wakes.Writer.TryWrite(true);
            }
        }
    }

    /// <summary>Waits until something changed, and takes it.</summary>
    public async Task<string[]> Next(CancellationToken stop)
    {
        await _wakes.Reader.ReadAsync(stop);
        lock (_lock)
        {
            string[] changed = [.. _changed];
            _changed.Clear();
            return changed;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => leave(this);
}
