using System.Threading.Channels;

namespace Brain.Silo.Dashboard;

/// <summary>One open dashboard. What changed often before it was told is told once.</summary>
/// <param name="leave">Nobody is told any more.</param>
internal sealed class DashboardFollower(Action<DashboardFollower> leave) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);

    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>Something changed.</summary>
    public void Tell(IEnumerable<string> topics)
    {
        lock (_lock)
            _changed.UnionWith(topics);
        _wakes.Writer.TryWrite(true);
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
