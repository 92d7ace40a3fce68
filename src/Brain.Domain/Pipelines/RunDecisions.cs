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
    public static RunDecision Begin(this Run run, DateTimeOffset now)
    {
        var begun = run.Pipeline.Definition.Links[0].Within is null
            ? run.Unmoved().Reach(1, run.StartedAt)
            : run.Unmoved();
        return begun.Settle(now).Saying(RunText.Began);
    }

    /// <summary>Does what a person or a hook says.</summary>
    public static RunDecision Decide(this Run run, MoveRun message, DateTimeOffset now)
    {
        if (!Enum.IsDefined(message.Move))
            return run.Refuse(RunText.NoMove(message.Move));
        if (message.Move == RunMove.Abandon)
            return run.Abandon(now);
        if (message.Move == RunMove.Heal)
            return run.Heal(message, now);
        if (run.Pipeline.Definition.PlaceOf(message.Link ?? "") is not { } place)
            return run.Refuse(RunText.NoLink(run, message.Link));
        var at = run.Within(message.At, now);
        return message.Move == RunMove.Skip ? run.Skip(place, at, now) : run.Reach(place, at, now);
    }

    /// <summary>
    /// Looks whether the awaited link is late; nothing happens when it is not, or when that was told.
    /// </summary>
    public static RunDecision Check(this Run run, DateTimeOffset now) =>
        run.Unmoved().Settle(now).Saying(RunText.Checked);

    private static RunDecision Reach(this Run run, int place, DateTimeOffset at, DateTimeOffset now)
    {
        if (run.Links[place - 1].ReachedAt is { } before)
            return run.Say(RunText.Again(run, place, before));
        if (run.Status != RunStatus.Open)
            return run.Refuse(RunText.Over(run));
        var early = run.Awaiting is { } awaiting && place > awaiting;
        if (early && run.Pipeline.Definition.Order == LinkOrder.Strict)
            return run.Early(place, at, now);
        var first = early && run.Pipeline.Definition.Order == LinkOrder.Implied ? run.Awaiting!.Value : place;
        var moved = run.Unmoved();
        for (var one = first; one <= place; one++)
        {
            if (one == place || run.Links[one - 1].DoneAt is null)
                moved = moved.Reach(one, at);
        }

        return moved.Settle(now).Saying(after => RunText.Reached(after, place));
    }

    // What comes too early is kept; the awaited link may be late all the same.
    private static RunDecision Early(this Run run, int place, DateTimeOffset at, DateTimeOffset now)
    {
        var moved = run.Unmoved();
        if (run.Links[place - 1].EarlyAt is null)
            moved = moved.With(new RunEvent(RunEventKind.Early, place, at, null));
        return moved.Settle(now).Saying(after => RunText.TooEarly(after, place));
    }

    private static RunDecision Heal(this Run run, MoveRun message, DateTimeOffset now)
    {
        var place = message.Link is null ? run.Awaiting : run.Pipeline.Definition.PlaceOf(message.Link);
        return place switch
        {
            null when message.Link is null => run.Refuse(RunText.Over(run)),
            null => run.Refuse(RunText.NoLink(run, message.Link)),
            { } there when run.Links[there - 1].ReachedAt is { } before => run.Say(RunText.Again(run, there, before)),
            not null when run.Status != RunStatus.Open => run.Refuse(RunText.Over(run)),
            { } late when run.Check(now).Next.Links[late - 1] is { BrokenAt: not null, ReachedAt: null } => run.Reach(
                late,
                run.Within(message.At, now),
                now
            ),
            { } well => run.Refuse(RunText.NotLate(run, well)),
        };
    }

    private static RunDecision Skip(this Run run, int place, DateTimeOffset at, DateTimeOffset now)
    {
        if (run.Links[place - 1] is { DoneAt: { } before } link)
            return run.Say(
                link.SkippedAt is null ? RunText.Again(run, place, before) : RunText.SkippedAgain(run, place)
            );
        if (run.Status != RunStatus.Open)
            return run.Refuse(RunText.Over(run));
        // What was late by then is late: skipping it does not undo that.
        var moved = run.Unmoved().Break(place, at);
        return moved
            .With(new RunEvent(RunEventKind.Skipped, place, at, moved.DueOf(place)))
            .Settle(now)
            .Saying(after => RunText.Skipped(after, place));
    }

    private static RunDecision Abandon(this Run run, DateTimeOffset now) =>
        run.Status switch
        {
            RunStatus.Abandoned => run.Say(RunText.AbandonedAgain(run)),
            RunStatus.Done => run.Refuse(RunText.Over(run)),
            // What was late until now is told, as it would have been a moment ago.
            _ => run.Unmoved()
                .Break(run.Awaiting!.Value, now)
                .Ending(RunStatus.Abandoned, now)
                .Saying(RunText.Abandoned),
        };

    // The break first, when it was late; then that it is there; then that it healed.
    private static RunDecision Reach(this RunDecision moved, int place, DateTimeOffset at)
    {
        if (moved.Next.Links[place - 1].ReachedAt is not null)
            return moved;
        var due = moved.DueOf(place);
        var reached = moved.Break(place, at).With(new RunEvent(RunEventKind.Reached, place, at, due));
        return reached.Next.Links[place - 1].BrokenAt is null
            ? reached
            : reached.With(new RunEvent(RunEventKind.Healed, place, at, due));
    }

    private static RunDecision Break(this RunDecision moved, int place, DateTimeOffset at) =>
        moved.Next.Awaiting == place && moved.Next.DueAt is { } due && due <= at
            ? moved.With(new RunEvent(RunEventKind.Broken, place, due, due))
            : moved;

    // The link that is awaited now may be late already, and when none is, the run is done.
    private static RunDecision Settle(this RunDecision moved, DateTimeOffset now)
    {
        if (moved.Next is { Status: RunStatus.Open, IsComplete: true })
            return moved.Ending(RunStatus.Done, now);
        return moved.Next.DueAt is { } due && due <= now
            ? moved.With(new RunEvent(RunEventKind.Broken, moved.Next.Awaiting!.Value, due, due))
            : moved;
    }

    private static DateTimeOffset? DueOf(this RunDecision moved, int place) =>
        moved.Next.Awaiting == place ? moved.Next.DueOf(place) : null;

    // Nothing of a run happened before it began, even by a clock that jumped back.
    private static DateTimeOffset Within(this Run run, DateTimeOffset? at, DateTimeOffset now)
    {
        var moment = at < now ? at.Value : now;
        return moment < run.StartedAt ? run.StartedAt : moment;
    }

    private static RunDecision Say(this Run run, string message) => run.Unmoved().Saying(_ => message);

    private static RunDecision Refuse(this Run run, Refusal refusal) =>
        run.Unmoved() with
        {
            Answer = new(refusal.Message, refusal),
        };
}
