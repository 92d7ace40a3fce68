using System.Diagnostics.Metrics;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks;

/// <summary>
/// How long this silo took to answer hooks, by event, since it started: a count for each eighth of a doubling, so that
/// a percentile is right to within a tenth and nothing is allocated for an event. The same goes out as a metric.
/// </summary>
internal sealed class HookLatency : IDisposable
{
    private const int StepsADoubling = 8;
    private const int Buckets = 20 * StepsADoubling;
    private const double MsMin = 0.05;

    private static readonly EventKind[] Kinds = Enum.GetValues<EventKind>();

    private readonly long[][] _counts = [.. Kinds.Select(_ => new long[Buckets])];
    private readonly long[] _maxTicks = new long[Kinds.Length];
    private readonly Meter _meter = new("Brain.Silo");
    private readonly Histogram<double> _histogram;
    private readonly KeyValuePair<string, object?>[] _tags =
    [
        .. Kinds.Select(kind => new KeyValuePair<string, object?>("brain.event", kind.ToString())),
    ];

    public HookLatency() =>
        _histogram = _meter.CreateHistogram<double>("brain.hook.duration", "s", "How long a hook took to be answered.");

    /// <summary>One was answered.</summary>
    public void Note(EventKind kind, TimeSpan took)
    {
        var ms = took.TotalMilliseconds;
        Interlocked.Increment(ref _counts[(int)kind][Bucket(ms)]);
        for (var max = Volatile.Read(ref _maxTicks[(int)kind]); took.Ticks > max;)
        {
            var seen = Interlocked.CompareExchange(ref _maxTicks[(int)kind], took.Ticks, max);
            if (seen == max)
                break;
            max = seen;
        }

        if (_histogram.Enabled)
            _histogram.Record(took.TotalSeconds, _tags[(int)kind]);
    }

    /// <summary>By event, those that came most often first.</summary>
    public IEnumerable<HookTimes> Times() =>
        Kinds
            .Select(kind => Of(kind))
            .Where(one => one.Count > 0)
            .OrderByDescending(one => one.Count);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private HookTimes Of(EventKind kind)
    {
        var counts = _counts[(int)kind];
        var all = counts.Sum();
        var max = TimeSpan.FromTicks(Volatile.Read(ref _maxTicks[(int)kind])).TotalMilliseconds;
        return new(kind, all, Ms(counts, all, 0.5, max), Ms(counts, all, 0.95, max), Ms(counts, all, 0.99, max), max);
    }

    private static double Ms(long[] counts, long all, double share, double max)
    {
        var (wanted, sum) = ((long)Math.Ceiling(all * share), 0L);
        for (var place = 0; place < counts.Length; place++)
        {
            sum += counts[place];
            if (sum >= wanted)
                return Math.Min(max, MsMin * Math.Pow(2, (place + 1) / (double)StepsADoubling));
        }

        return max;
    }

    private static int Bucket(double ms) =>
        ms <= MsMin ? 0 : Math.Min(Buckets - 1, (int)(Math.Log2(ms / MsMin) * StepsADoubling));
}

/// <summary>How long one event's hooks took, in milliseconds.</summary>
internal sealed record HookTimes(EventKind Kind, long Count, double P50, double P95, double P99, double Max);
