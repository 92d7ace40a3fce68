using System.Collections.Immutable;
using Brain.Messages.Sessions;

namespace Brain.Domain.Review;

/// <summary>
/// What each turn was, by rules alone: no model, no clock, the same turn is always the same class. The rules stand in
/// the order in which they are tried.
/// </summary>
public static class TurnClassifier
{
    /// <summary>Turns of one session in order; each is told what the one before it is.</summary>
    public static ImmutableArray<Classified> Of(IReadOnlyList<TurnToClassify> turns)
    {
        var classes = ImmutableArray.CreateBuilder<Classified>(turns.Count);
        for (var i = 0; i < turns.Count; i++)
        {
            var follows = i > 0 && turns[i - 1].Num == turns[i].Num - 1;
            classes.Add(Of(follows ? turns[i] with { Previous = classes[i - 1].Class } : turns[i]));
        }

        return classes.MoveToImmutable();
    }

    /// <summary>What one turn was.</summary>
    public static Classified Of(TurnToClassify turn) =>
        Mistaken(turn)
        ?? CutOff(turn)
        ?? Changed(turn)
        ?? Decided(turn)
        ?? Ran(turn)
        ?? Asked(turn)
        ?? new(TurnClass.Other, 0.5, "nothing was asked, settled, run or changed");

    private static Classified? Mistaken(TurnToClassify turn)
    {
        // Nobody corrects thanks: there must be something that can be wrong.
        if (TurnCues.Chats(turn.Asked) && turn.Tools.IsEmpty)
            return null;
        var didSomething =
            turn.Tools.Any(TurnCues.Changes) || turn.Tools.Any(TurnCues.Runs) || TurnCues.Asks(turn.Asked);
        if (TurnCues.Corrects(turn.Next) && (didSomething || turn.Answered is not null))
            return new(TurnClass.Mistake, 0.9, "the person corrected it or took it back in the next turn");
        if (TurnCues.MayCorrect(turn.Next) && didSomething)
            return new(TurnClass.Mistake, 0.7, "the person said no to it, or that it does not work, in the next turn");
        // After a correction the assistant admits what the turn before did.
        if (TurnCues.Admits(turn.Answered) && !TurnCues.Corrects(turn.Asked) && turn.Previous != TurnClass.Mistake)
            return new(TurnClass.Mistake, 0.75, "the assistant says that it made a mistake");
        return StayedFailed(turn) && TurnCues.GivesUp(turn.Answered)
            ? new(TurnClass.Mistake, 0.65, "a call failed, no later one of its tool worked, and the answer says so")
            : null;
    }

    private static Classified? CutOff(TurnToClassify turn) =>
        turn.Status == "errored" && !turn.Tools.Any(TurnCues.Changes)
            ? new(TurnClass.Other, 0.8, "it was cut off or failed before anything came of it")
            : null;

    private static Classified? Changed(TurnToClassify turn)
    {
        var changes = turn.Tools.Where(TurnCues.Changes).ToArray();
        if (changes.Length == 0 || (Array.TrueForAll(changes, TurnCues.OnlyNotes) && TurnCues.Decides(turn.Asked)))
            return null;
        return Array.Exists(changes, tool => tool.Kind != ToolKind.Shell)
            ? new(TurnClass.Change, 0.95, "files were written")
            : new(TurnClass.Change, 0.8, "a shell command changed files");
    }

    private static Classified? Decided(TurnToClassify turn)
    {
        if (TurnCues.Asks(turn.Asked) || turn.Tools.Any(TurnCues.Runs))
            return null;
        if (TurnCues.Decides(turn.Asked))
            return new(TurnClass.Decision, 0.8, "the person settled something");
        var settled = TurnCues.Settles(turn.Answered);
        if (TurnCues.Chooses(turn.Asked) && (turn.Previous == TurnClass.Question || settled))
            return new(TurnClass.Decision, 0.7, "the person took one of what was offered");
        return settled && turn.Tools.IsEmpty && turn.Asked is not null && !TurnCues.Chats(turn.Asked)
            ? new(TurnClass.Decision, 0.6, "the assistant took what the person said as settled")
            : null;
    }

    private static Classified? Ran(TurnToClassify turn) =>
        turn.Tools.Any(TurnCues.Runs) ? new(TurnClass.Chore, 0.75, "something was run, and no file was written") : null;

    private static Classified? Asked(TurnToClassify turn)
    {
        if (turn.Asked is null || TurnCues.Chats(turn.Asked))
            return null;
        if (TurnCues.Asks(turn.Asked))
            return new(TurnClass.Question, 0.85, "the person asked, and nothing but reading was done");
        return turn.Tools.IsEmpty ? null : new(TurnClass.Question, 0.6, "nothing but reading was done");
    }

    private static bool StayedFailed(TurnToClassify turn) =>
        turn
            .Tools.Where(tool => tool.Status is "ok" or "errored")
            .GroupBy(tool => tool.Name, StringComparer.Ordinal)
            .Any(calls => calls.Last().Status == "errored");
}
