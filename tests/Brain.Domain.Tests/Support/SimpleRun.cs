using Brain.Domain.Pipelines;

namespace Brain.Tests.Pipelines;

/// <summary>
/// A run told a second time, as plainly as it can be: seconds, arrays that are written to, and a list of what was said.
/// It knows nothing of how the brain decides, so that the two can be held against each other.
/// </summary>
internal sealed class SimpleRun
{
    private readonly int?[] _within;
    private readonly LinkOrder _order;
    private readonly int _start;

    public SimpleRun(int?[] within, LinkOrder order, int start, int now)
    {
        (_within, _order, _start) = (within, order, start);
        Reached = new int?[within.Length];
        Skipped = new int?[within.Length];
        Broken = new int?[within.Length];
        Healed = new int?[within.Length];
        Early = new int?[within.Length];
        if (within[0] is null)
            Reached[0] = start;
        Look(now);
    }

    public int?[] Reached { get; }

    public int?[] Skipped { get; }

    public int?[] Broken { get; }

    public int?[] Healed { get; }

    public int?[] Early { get; }

    /// <summary>How often each link's break was told.</summary>
    public Dictionary<int, int> Told { get; } = [];

    public string Status { get; private set; } = "open";

    /// <summary>The link that is next, from 0; null when the run is over.</summary>
    public int? Next
    {
        get
        {
            if (Status != "open")
                return null;
            for (var link = 0; link < _within.Length; link++)
            {
                if (Reached[link] is null && Skipped[link] is null)
                    return link;
            }

            return null;
        }
    }

    /// <summary>When the next link is late, whether or not that was told.</summary>
    public int? Limit
    {
        get
        {
            if (Next is not { } next || _within[next] is not { } within)
                return null;
            var last = _start;
            for (var link = 0; link < next; link++)
                last = Math.Max(last, Math.Min(Reached[link] ?? int.MaxValue, Skipped[link] ?? int.MaxValue));
            return last + within;
        }
    }

    /// <summary>The same, until it is told.</summary>
    public int? Due => Next is { } next && Broken[next] is null ? Limit : null;

    /// <summary>Somebody looks: what is late is told, and what is complete is done.</summary>
    public void Look(int now)
    {
        LateBy(now);
        if (Status == "open" && Next is null)
            Status = "done";
    }

    /// <summary>An outcome is reported. The answer: whether that was refused.</summary>
    public bool Reach(int link, int? said, int now)
    {
        if (Reached[link] is not null)
            return false;
        if (Status != "open")
            return true;
        var at = When(said, now);
        var isEarly = Next < link;
        if (isEarly && _order == LinkOrder.Strict)
        {
            Early[link] ??= at;
        }
        else
        {
            if (isEarly && _order == LinkOrder.Implied)
            {
                for (var before = 0; before < link; before++)
                {
                    if (Reached[before] is null && Skipped[before] is null)
                        Arrive(before, at);
                }
            }

            Arrive(link, at);
        }

        Look(now);
        return false;
    }

    public bool Skip(int link, int? said, int now)
    {
        if (Reached[link] is not null || Skipped[link] is not null)
            return false;
        if (Status != "open")
            return true;
        var at = When(said, now);
        if (Next == link)
            LateBy(at);
        Skipped[link] = at;
        Look(now);
        return false;
    }

    public bool Abandon(int now)
    {
        if (Status != "open")
            return Status == "done";
        LateBy(now);
        Status = "abandoned";
        return false;
    }

    public bool Heal(int? named, int? said, int now)
    {
        if ((named ?? Next) is not { } link)
            return true;
        if (Reached[link] is not null)
            return false;
        if (Status != "open")
            return true;
        var isLate = Broken[link] is not null || (Next == link && Limit <= now);
        return !isLate || Reach(link, said, now);
    }

    private void Arrive(int link, int at)
    {
        if (Next == link)
            LateBy(at);
        Reached[link] = at;
        if (Broken[link] is not null)
            Healed[link] = at;
    }

    private void LateBy(int time)
    {
        if (Next is not { } next || Due is not { } due || due > time)
            return;
        Broken[next] = due;
        Told[next] = Told.GetValueOrDefault(next) + 1;
    }

    private int When(int? said, int now) => Math.Max(_start, Math.Min(said ?? now, now));
}
