global using RunDecision = Brain.Domain.Decisions.Decision<
    Brain.Domain.Pipelines.Run,
    Brain.Messages.Sessions.Receipt,
    Brain.Domain.Pipelines.RunEvents
>;
using System.Collections.Immutable;

namespace Brain.Domain.Pipelines;

/// <summary>What one decision brought to a run.</summary>
/// <param name="Known">The events that it was decided from.</param>
/// <param name="Events">What happened, in order; each is new.</param>
public sealed record RunEvents(int Known, ImmutableArray<RunEvent> Events)
{
    /// <summary>When the run ended; null when it did not end now.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>There is nothing to write.</summary>
    public bool Empty => Events.IsEmpty && EndedAt is null;
}

/// <summary>A decision about a run in the making.</summary>
internal static class RunDecisionSteps
{
    /// <summary>Nothing happened yet.</summary>
    public static RunDecision Unmoved(this Run run) => new(run, new(""), new(run.Events, []));

    public static RunDecision With(this RunDecision moved, RunEvent happened) =>
        moved with
        {
            Next = moved.Next.After(happened),
            Change = moved.Change with { Events = moved.Change.Events.Add(happened) },
        };

    // A clock that jumped back does not end a run before it began.
    public static RunDecision Ending(this RunDecision moved, RunStatus status, DateTimeOffset at)
    {
        var ended = at < moved.Next.StartedAt ? moved.Next.StartedAt : at;
        return moved with
        {
            Next = moved.Next with { Status = status, EndedAt = ended },
            Change = moved.Change with { EndedAt = ended },
        };
    }

    public static RunDecision Saying(this RunDecision moved, Func<Run, string> words) =>
        moved with
        {
            Answer = new(words(moved.Next)),
        };
}
