using Brain.Domain.Decisions;
using Brain.Domain.Pipelines;
using Brain.Messages.Pipelines;
using Brain.Messages.Sessions;
using static Brain.Tests.Pipelines.SomeRun;

namespace Brain.Tests.Pipelines;

public sealed class ARunInAnyHistory
{
    private const int Histories = 10_000;
    private static readonly BreakRecipients Telling = new(null, new("brain", 3, [], null));

    [Fact]
    public void Tells_each_break_once_misses_none_and_heals_what_came()
    {
        int[] failed =
        [
            .. Enumerable.Range(0, Histories).AsParallel().Where(seed => FaultOf(SomeHistory.Of(seed)) is not null),
        ];

        Assert.True(
            failed.Length == 0,
            failed.Length == 0 ? null : $"{failed.Length} of {Histories} histories; {Shrunk(failed.Min())}"
        );
    }

    [Fact]
    public void Meets_all_that_can_happen()
    {
        var seen = new HashSet<string>();
        for (var seed = 0; seed < 1_000; seed++)
            FaultOf(SomeHistory.Of(seed), seen);

        Assert.Empty(
            new[]
            {
                "reached",
                "broken",
                "healed",
                "skipped",
                "early",
                "open",
                "done",
                "abandoned",
                "run.over",
                "link.not-late",
                "came in time after it was told",
            }.Except(seen)
        );
    }

    // The shortest history that still goes wrong, for whoever has to find out why.
    private static string Shrunk(int seed)
    {
        var history = SomeHistory.Of(seed);
        for (var at = history.Steps.Length - 1; at >= 0; at--)
        {
            var shorter = history with { Steps = [.. history.Steps.Where((_, place) => place != at)] };
            if (FaultOf(shorter) is not null)
                history = shorter;
        }

        return $"seed {seed}: {FaultOf(history)}\n{history}";
    }

    private static string? FaultOf(SomeHistory history, HashSet<string>? seen = null)
    {
        var definition = new Definition([
            .. history.Within.Select((within, place) => new Link($"l{place}") { WithinS = within }),
        ])
        {
            Order = history.Order,
        };
        var (now, rows) = (history.BegunLater, new TheTables());
        var simple = new SimpleRun(history.Within, history.Order, 0, now);
        var moved = SomeRun.Of(definition).Begin(Time(now));
        if (Differs(simple, moved, refused: false, rows, now, isSettled: true) is { } begun)
            return $"as it begins: {begun}";
        foreach (var (step, happens) in history.Steps.Index())
        {
            now += happens.Wait;
            if (happens.UntilDue && simple.Due is { } due)
                now = due + Math.Max(0, happens.Wait);
            for (var time = 0; time < happens.Times; time++)
            {
                var run = moved.Next;
                moved = Do(run, happens, now);
                var refused = Do(simple, happens, now);
                // A reminder or a move that did something leaves nothing that is late untold.
                var isSettled = happens.What is null || !moved.Change.Empty;
                if (Differs(simple, moved, refused, rows, now, isSettled) is { } fault)
                    return $"step {step}, {now}s after its start: {fault}";
                if (
                    happens is { What: not RunMove.Heal } or { Link: not null }
                    && Do(moved.Next, happens, now) is { Change.Empty: false } again
                )
                    return $"step {step}, {now}s after its start: said again it did {string.Join(", ", again.Told())}";
                See(moved, seen);
            }
        }

        return null;
    }

    private static Decision<Run, Receipt, RunEvents> Do(Run run, Happening happens, int now) =>
        happens.What is { } move
            ? run.Decide(
                new(move, happens.Link is { } link ? $"l{link}" : null)
                {
                    At = happens.Ago is { } ago ? Time(now - ago) : null,
                },
                Time(now)
            )
            : run.Check(Time(now));

    private static bool Do(SimpleRun run, Happening happens, int now)
    {
        switch (happens.What)
        {
            case RunMove.Reach:
                return run.Reach(happens.Link!.Value, now - happens.Ago, now);
            case RunMove.Skip:
                return run.Skip(happens.Link!.Value, now - happens.Ago, now);
            case RunMove.Heal:
                return run.Heal(happens.Link, now - happens.Ago, now);
            case RunMove.Abandon:
                return run.Abandon(now);
            default:
                run.Look(now);
                return false;
        }
    }

    private static string? Differs(
        SimpleRun simple,
        Decision<Run, Receipt, RunEvents> moved,
        bool refused,
        TheTables rows,
        int now,
        bool isSettled
    )
    {
        var run = moved.Next;
        var broken = Moments(run, link => link.BrokenAt);
        return rows.Refuse(RunChange.Of(moved, new(RunMove.Reach), Telling))
            ?? Unlike("reached", simple.Reached, Moments(run, link => link.ReachedAt))
            ?? Unlike("skipped", simple.Skipped, Moments(run, link => link.SkippedAt))
            ?? Unlike("broken", simple.Broken, broken)
            ?? Unlike("healed", simple.Healed, Moments(run, link => link.HealedAt))
            ?? Unlike("early", simple.Early, Moments(run, link => link.EarlyAt))
            ?? Unlike("the next link", [simple.Next], [run.Awaiting - 1])
            ?? Unlike("its due", [simple.Due], [Second(run.DueAt)])
            ?? Unlike(
                "how often breaks were told",
                Count(simple, run),
                Enumerable.Range(1, run.Links.Length).Select(place => (int?)rows.Count("broken", place))
            )
            ?? (
                Enum.Parse<RunStatus>(simple.Status, ignoreCase: true) == run.Status
                    ? null
                    : $"it should be {simple.Status} and is {run.Status}"
            )
            ?? (
                refused == moved.Answer.Refusal is not null
                    ? null
                    : $"it should {(refused ? "" : "not ")}be refused and says: {moved.Answer.Message}"
            )
            ?? (refused && !moved.Change.Empty ? "it was refused and changed something" : null)
            ?? (string.IsNullOrWhiteSpace(moved.Answer.Message) ? "it says nothing" : null)
            ?? (
                isSettled && run.DueAt is { } due && due <= Time(now)
                    ? $"link {run.Awaiting} is late since {Second(due)} and nobody was told"
                    : null
            )
            ?? run.Links.Select(
                    (link, at) =>
                        link.HealedAt is not null == (link is { BrokenAt: not null, ReachedAt: not null })
                            ? null
                            : $"link {at} heals, but not when it broke and was reached"
                )
                .FirstOrDefault(fault => fault is not null);
    }

    private static IEnumerable<int?> Count(SimpleRun simple, Run run) =>
        Enumerable.Range(0, run.Links.Length).Select(link => (int?)simple.Told.GetValueOrDefault(link));

    private static IEnumerable<int?> Moments(Run run, Func<LinkState, DateTimeOffset?> moment) =>
        run.Links.Select(link => Second(moment(link)));

    private static string? Unlike(string what, IEnumerable<int?> expected, IEnumerable<int?> found)
    {
        int?[] wanted = [.. expected],
            got = [.. found];
        return wanted.SequenceEqual(got)
            ? null
            : $"{what} should be [{string.Join(", ", wanted.Select(one => one?.ToString() ?? "-"))}] and is "
                + $"[{string.Join(", ", got.Select(one => one?.ToString() ?? "-"))}]";
    }

    private static DateTimeOffset Time(int second) => Start.AddSeconds(second);

    private static int? Second(DateTimeOffset? at) => at is { } time ? (int)(time - Start).TotalSeconds : null;

    private static void See(Decision<Run, Receipt, RunEvents> moved, HashSet<string>? seen)
    {
        if (seen is null)
            return;
        seen.UnionWith(moved.Change.Events.Select(one => one.Kind.ToString().ToLowerInvariant()));
        seen.Add(moved.Next.Status.ToString().ToLowerInvariant());
        seen.Add(moved.Answer.Refusal?.Code ?? "taken");
        if (moved.Next.Links.Any(link => link.HealedAt < link.BrokenAt))
            seen.Add("came in time after it was told");
    }

    /// <summary>What sql/migrations/0025_pipelines.sql refuses, told a second time.</summary>
    private sealed class TheTables
    {
        private readonly HashSet<(string Kind, int Place)> _events = [];
        private bool _isOver;

        public int Count(string kind, int place) => _events.Contains((kind, place)) ? 1 : 0;

        public string? Refuse(RunChange change)
        {
            if (change is { Events.IsEmpty: true, EndedAt: null })
                return null;
            if (_isOver)
                return "pipeline_runs: something happened after the end";
            if (change.Known != _events.Count)
                return $"pipeline_runs: {_events.Count} events are known and it was decided from {change.Known}";
            _isOver = change.Status != "open";
            return change.Events.Select(Refuse).FirstOrDefault(fault => fault is not null) ?? RefuseRun(change);
        }

        private static string? RefuseRun(RunChange change) =>
            change switch
            {
                _ when (change.Status == "open") != (change.EndedAt is null)
                        || (change.Status == "open") != (change.Awaiting is not null) => "pipeline_runs_over_check",
                { Status: not "open" } and ({ DueAt: not null } or { BrokenAt: not null }) => "pipeline_runs_due_check",
                { DueAt: not null, BrokenAt: not null } => "pipeline_runs_broken_check",
                { EndedAt: { } end } when end < Start => "pipeline_runs_ended_check",
                _ => null,
            };

        private string? Refuse(RunEventRow row) =>
            row switch
            {
                _ when !_events.Add((row.Kind, row.Place)) =>
                    $"invariant_events: link {row.Place} is {row.Kind} a second time",
                { Kind: "healed" }
                    when !_events.Contains(("broken", row.Place)) || !_events.Contains(("reached", row.Place)) =>
                    $"invariant_events: link {row.Place} can't heal",
                { Kind: "broken" }
                    when _events.Contains(("reached", row.Place)) || _events.Contains(("skipped", row.Place)) =>
                    $"invariant_events: link {row.Place} can't break",
                _ => (row.Tell is not null) == (row.Kind == "broken")
                    ? null
                    : $"link {row.Place} is {row.Kind} and is told wrongly",
            };
    }
}
