using System.Collections.Immutable;
using Brain.Messages.Pipelines;
using Brain.Messages.Sessions;

namespace Brain.Domain.Pipelines;

/// <summary>
/// The one place that decides what becomes of a run. Pure: the same run, move and time give the same decision; said
/// again it changes nothing.
/// </summary>
public static class RunDecisions
{
    /// <summary>Begins a run. A first link that has no allowance is what begins it, and so it is reached.</summary>
    public static Moved Begin(this Run run, DateTimeOffset now)
    {
        var begun = run.Pipeline.Definition.Links[0].Within is null
            ? Moved.Of(run).Reach(1, run.StartedAt)
            : Moved.Of(run);
        return begun.Settle(now).Saying(RunWords.Began);
    }

    /// <summary>Does what a person or a hook says.</summary>
    public static Moved Decide(this Run run, MoveRun message, DateTimeOffset now)
    {
        if (!Enum.IsDefined(message.Move))
            return run.Refuse(RunWords.NoMove(message.Move));
        if (message.Move == RunMove.Abandon)
            return run.Abandon(now);
        if (message.Move == RunMove.Heal)
            return run.Heal(message, now);
        if (run.Pipeline.Definition.PlaceOf(message.Link ?? "") is not { } place)
            return run.Refuse(RunWords.NoLink(run, message.Link));
        var at = run.Within(message.At, now);
        return message.Move == RunMove.Skip ? run.Skip(place, at, now) : run.Reach(place, at, now);
    }

    /// <summary>
    /// Looks whether the awaited link is late; nothing happens when it is not, or when that was told.
    /// </summary>
    public static Moved Check(this Run run, DateTimeOffset now) => Moved.Of(run).Settle(now).Saying(RunWords.Checked);

    private static Moved Reach(this Run run, int place, DateTimeOffset at, DateTimeOffset now)
    {
        if (run.Links[place - 1].ReachedAt is { } before)
            return run.Say(RunWords.Again(run, place, before));
        if (run.Status != RunStatus.Open)
            return run.Refuse(RunWords.Over(run));
        var early = run.Awaiting is { } awaiting && place > awaiting;
        if (early && run.Pipeline.Definition.Order == LinkOrder.Strict)
            return run.Early(place, at, now);
        var first = early && run.Pipeline.Definition.Order == LinkOrder.Implied ? run.Awaiting!.Value : place;
        var moved = Moved.Of(run);
        for (var one = first; one <= place; one++)
        {
            if (one == place || run.Links[one - 1].DoneAt is null)
                moved = moved.Reach(one, at);
        }

        return moved.Settle(now).Saying(after => RunWords.Reached(after, place));
    }

    // What comes too early is kept; the awaited link may be late all the same.
    private static Moved Early(this Run run, int place, DateTimeOffset at, DateTimeOffset now)
    {
        var moved = Moved.Of(run);
        if (run.Links[place - 1].EarlyAt is null)
            moved = moved.With(new RunEvent(RunEventKind.Early, place, at, null));
        return moved.Settle(now).Saying(after => RunWords.TooEarly(after, place));
    }

    private static Moved Heal(this Run run, MoveRun message, DateTimeOffset now)
    {
        var place = message.Link is null ? run.Awaiting : run.Pipeline.Definition.PlaceOf(message.Link);
        return place switch
        {
            null when message.Link is null => run.Refuse(RunWords.Over(run)),
            null => run.Refuse(RunWords.NoLink(run, message.Link)),
            { } there when run.Links[there - 1].ReachedAt is { } before => run.Say(RunWords.Again(run, there, before)),
            not null when run.Status != RunStatus.Open => run.Refuse(RunWords.Over(run)),
            { } late when run.Check(now).Next.Links[late - 1] is { BrokenAt: not null, ReachedAt: null } => run.Reach(
                late,
                run.Within(message.At, now),
                now
            ),
            { } well => run.Refuse(RunWords.NotLate(run, well)),
        };
    }

    private static Moved Skip(this Run run, int place, DateTimeOffset at, DateTimeOffset now)
    {
        if (run.Links[place - 1] is { DoneAt: { } before } link)
            return run.Say(
                link.SkippedAt is null ? RunWords.Again(run, place, before) : RunWords.SkippedAgain(run, place)
            );
        if (run.Status != RunStatus.Open)
            return run.Refuse(RunWords.Over(run));
        // What was late by then is late: skipping it does not undo that.
        var moved = Moved.Of(run).Break(place, at);
        return moved
            .With(new RunEvent(RunEventKind.Skipped, place, at, moved.DueOf(place)))
            .Settle(now)
            .Saying(after => RunWords.Skipped(after, place));
    }

    private static Moved Abandon(this Run run, DateTimeOffset now) =>
        run.Status switch
        {
            RunStatus.Abandoned => run.Say(RunWords.AbandonedAgain(run)),
            RunStatus.Done => run.Refuse(RunWords.Over(run)),
            // What was late until now is told, as it would have been a moment ago.
            _ => Moved
                .Of(run)
                .Break(run.Awaiting!.Value, now)
                .Ending(RunStatus.Abandoned, now)
                .Saying(RunWords.Abandoned),
        };

    // The break first, when it was late; then that it is there; then that it healed.
    private static Moved Reach(this Moved moved, int place, DateTimeOffset at)
    {
        if (moved.Next.Links[place - 1].ReachedAt is not null)
            return moved;
        var due = moved.DueOf(place);
        var reached = moved.Break(place, at).With(new RunEvent(RunEventKind.Reached, place, at, due));
        return reached.Next.Links[place - 1].BrokenAt is null
            ? reached
            : reached.With(new RunEvent(RunEventKind.Healed, place, at, due));
    }

    private static Moved Break(this Moved moved, int place, DateTimeOffset at) =>
        moved.Next.Awaiting == place && moved.Next.DueAt is { } due && due <= at
            ? moved.With(new RunEvent(RunEventKind.Broken, place, due, due))
            : moved;

    // The link that is awaited now may be late already, and when none is, the run is done.
    private static Moved Settle(this Moved moved, DateTimeOffset now)
    {
        if (moved.Next is { Status: RunStatus.Open, IsComplete: true })
            return moved.Ending(RunStatus.Done, now);
        return moved.Next.DueAt is { } due && due <= now
            ? moved.With(new RunEvent(RunEventKind.Broken, moved.Next.Awaiting!.Value, due, due))
            : moved;
    }

    private static DateTimeOffset? DueOf(this Moved moved, int place) =>
        moved.Next.Awaiting == place ? moved.Next.DueOf(place) : null;

    // Nothing of a run happened before it began, even by a clock that jumped back.
    private static DateTimeOffset Within(this Run run, DateTimeOffset? at, DateTimeOffset now)
    {
        var said = at < now ? at.Value : now;
        return said < run.StartedAt ? run.StartedAt : said;
    }

    private static Moved Say(this Run run, string message) => Moved.Of(run).Saying(_ => message);

    private static Moved Refuse(this Run run, Refusal refusal) =>
        Moved.Of(run) with
        {
            Receipt = new(refusal.Message, refusal),
        };
}

/// <summary>What a run makes of a move: to be believed only once it is committed.</summary>
/// <param name="Before">The run as it was.</param>
/// <param name="Next">The run afterwards.</param>
/// <param name="Events">What happened, in order; each is new.</param>
/// <param name="Receipt">What the person is told.</param>
public sealed record Moved(Run Before, Run Next, ImmutableArray<RunEvent> Events, Receipt Receipt)
{
    /// <summary>When the run ended; null when it did not end now.</summary>
    public DateTimeOffset? EndedAt => Before.EndedAt is null ? Next.EndedAt : null;

    /// <summary>There is nothing to write.</summary>
    public bool Empty => Events.IsEmpty && Before.Status == Next.Status;

    internal static Moved Of(Run run) => new(run, run, [], new(""));

    internal Moved With(RunEvent happened) => this with { Next = Next.After(happened), Events = Events.Add(happened) };

    // A clock that jumped back does not end a run before it began.
    internal Moved Ending(RunStatus status, DateTimeOffset at) =>
        this with
        {
            Next = Next with { Status = status, EndedAt = at < Next.StartedAt ? Next.StartedAt : at },
        };

    internal Moved Saying(Func<Run, string> words) => this with { Receipt = new(words(Next)) };
}
