using System.Text.RegularExpressions;
using Brain.Postgres.Health;

namespace Brain.Silo.Logs;

/// <summary>
/// Lets the first of faults that are alike through and counts the rest: by category, template and kind of exception.
/// While the database is known to be away, nothing is let through that only says so again. Whoever logs need not know
/// of it.
/// </summary>
/// <param name="clock">The machine's own.</param>
/// <param name="outages">The category of what tells of outages.</param>
internal sealed partial class RepeatedFaults(TimeProvider clock, string outages)
{
    /// <summary>The most of one kind that are written within one interval, when their texts differ.</summary>
    public const int InFullMax = 3;

    /// <summary>The most outages whose begin or end is written within one interval, alike or not.</summary>
    public const int OutagesMax = 20;

    /// <summary>The most kinds that are told apart; past that, all others are one.</summary>
    public const int KindsMax = 200;

    /// <summary>
    /// When the count of those held back is said: after the first, then the second, then ever again after the last.
    /// </summary>
    public static readonly TimeSpan[] Intervals =
    [
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromHours(1),
    ];

    private const string Others = "others";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, FaultCount> _kinds = new(StringComparer.Ordinal);
    private bool _outage;
    private long _untold;

    /// <summary>How long something took, for people.</summary>
    public static string Time(TimeSpan time) =>
        time.TotalMinutes < 1 ? $"{time.TotalSeconds:0.0} s"
        : time.TotalHours < 1 ? $"{(int)time.TotalMinutes} min {time.Seconds} s"
        : $"{(int)time.TotalHours} h {time.Minutes} min";

    /// <summary>Whether a line is to be written.</summary>
    /// <param name="category">Who says it.</param>
    /// <param name="template">What it is, without what differs each time.</param>
    /// <param name="text">What it says.</param>
    /// <param name="fault">What it is about.</param>
    public bool Admits(string category, string template, string text, Exception? fault)
    {
        lock (_lock)
        {
            if (_outage && DatabaseFault.IsOfDatabase(fault))
            {
                _untold++;
                return false;
            }

            var kind = Find($"{category} {Varying().Replace(template, "#")} {fault?.GetType().Name}");
            kind.Last = text;
            var admitted =
                category == outages
                    ? ++kind.Outages <= OutagesMax
                    : kind.Texts.Count < InFullMax && kind.Texts.Add(text);
            if (admitted)
                return true;
            kind.HeldBack++;
            return false;
        }
    }

    /// <summary>The counts that are due, a line each.</summary>
    public IReadOnlyList<string> Due()
    {
        var due = new List<string>();
        lock (_lock)
        {
            foreach (var (name, kind) in _kinds.ToArray())
            {
                if (clock.GetElapsedTime(kind.Since) < Intervals[kind.Interval])
                    continue;
                if (kind.HeldBack == 0)
                {
                    _ = _kinds.Remove(name);
                    continue;
                }

                due.Add($"{kind.HeldBack} more within {Time(clock.GetElapsedTime(kind.Since))}: {kind.Last}");
                kind.HeldBack = kind.Outages = 0;
                kind.Since = clock.GetTimestamp();
                kind.Interval = Math.Min(kind.Interval + 1, Intervals.Length - 1);
            }
        }

        return due;
    }

    /// <summary>From now on the database is known to be away.</summary>
    public void BeginOutage()
    {
        lock (_lock)
            (_outage, _untold) = (true, 0);
    }

    /// <summary>It is back.</summary>
    /// <returns>How many lines were held back since.</returns>
    public long EndOutage()
    {
        lock (_lock)
        {
            _outage = false;
            return _untold;
        }
    }

    private FaultCount Find(string name)
    {
        if (_kinds.TryGetValue(name, out var known))
            return known;
        var kept = _kinds.Count < KindsMax ? name : Others;
        if (!_kinds.TryGetValue(kept, out var kind))
            _kinds[kept] = kind = new() { Since = clock.GetTimestamp() };
        return kind;
    }

    // Some write ids, addresses and times into the template itself.
    [GeneratedRegex(@"[0-9][0-9A-Fa-f.:-]*", RegexOptions.NonBacktracking)]
    private static partial Regex Varying();

    private sealed class FaultCount
    {
        public required long Since { get; set; }

        public int Interval { get; set; }

        public int HeldBack { get; set; }

        public int Outages { get; set; }

        public string Last { get; set; } = "";

        public HashSet<string> Texts { get; } = new(StringComparer.Ordinal);
    }
}
