using System.Collections.Immutable;
using Brain.Messages.Sessions;

namespace Brain.Domain.Review;

/// <summary>
/// What each turn was, by rules alone: no model, no clock, the same turn is always the same class. The rules stand in
/// the order in which they are tried.
/// </summary>
public static class TurnClassifier
{
    /// <summary>
    /// Turns of one session in order; each is told what the one before it is. An error counts once: in the turn that
    /// made it, when the next one corrects it and speaks of the same, else in the turn that shows it.
    /// </summary>
    public static ImmutableArray<Classified> Of(IReadOnlyList<TurnToClassify> turns)
    {
        var classes = ImmutableArray.CreateBuilder<Classified>(turns.Count);
        var counted = turns.Count > 0 && turns[0].Previous == TurnClass.Mistake;
        for (var i = 0; i < turns.Count; i++)
        {
            var follows = i > 0 && turns[i - 1].Num == turns[i].Num - 1;
            var next = i + 1 < turns.Count && turns[i + 1].Num == turns[i].Num + 1 ? turns[i + 1] : null;
            var turn = follows ? turns[i] with { Previous = classes[i - 1].Class } : turns[i];
            var blamed = next is null || turn.IsFollowedUpBy(next) ? BlamedByTheNext(turn) : null;
            classes.Add(blamed ?? ByItself(turn, counted && (follows || i == 0)));
            counted = blamed is not null;
        }

        return classes.MoveToImmutable();
    }

    /// <summary>What one turn was.</summary>
    public static Classified Of(TurnToClassify turn) => Of([turn])[0];

    /// <summary>
    /// Whether the person's next words correct a turn in which something was done: they take it back, or say no to it
    /// and speak of the same.
    /// </summary>
    public static bool IsCorrected(TurnToClassify turn) =>
        CorrectionCues.Corrects(turn.Next)
        || (
            CorrectionCues.MayCorrect(turn.Next)
            && turn.IsFollowedUpBy(
                new()
                {
                    Num = turn.Num + 1,
                    Status = "ok",
                    Asked = turn.Next,
                }
            )
        );

    private static Classified ByItself(TurnToClassify turn, bool counted) =>
        ByMeaning(turn, ByRules(turn, counted), counted);

    // Rules and meaning are wrong about different turns. A mistake that a rule names is one; one that only the meaning
    // tells must be likely; for the others what the rules say counts twelvefold.
    private static Classified ByMeaning(TurnToClassify turn, Classified byRules, bool counted)
    {
        if (turn.Likely.IsDefaultOrEmpty || turn.Asked is null || byRules.Class == TurnClass.Mistake)
            return byRules;
        if (TurnCues.IsCommand(turn.Asked) || turn.Status == "errored")
            return byRules;
        var mistake = turn.Likely[(int)TurnClass.Mistake];
        if (!counted && mistake >= MistakeMin)
            return new(TurnClass.Mistake, mistake, "what was said is like turns in which an error is put right");
        var best = Enum.GetValues<TurnClass>()
            .Where(one => one != TurnClass.Mistake)
            .MaxBy(one => Math.Log(turn.Likely[(int)one] + Never) + (one == byRules.Class ? RulesWeight : 0));
        return best == byRules.Class
            ? byRules
            : new(best, Math.Min(0.9, turn.Likely[(int)best]), "what was said is like such turns");
    }

    private const double MistakeMin = 0.6;
    private const double RulesWeight = 2.5;
    private const double Never = 1e-6;

    private static Classified ByRules(TurnToClassify turn, bool counted) =>
        Mistaken(turn, counted)
        ?? CutOff(turn)
        ?? Decided(turn)
        ?? Changed(turn)
        ?? Ran(turn)
        ?? Asked(turn)
        ?? new(TurnClass.Other, 0.5, "nothing was asked, settled, run or changed");

    private static Classified? BlamedByTheNext(TurnToClassify turn)
    {
        // Nobody corrects thanks: there must be something that can be wrong.
        if (QuestionCues.Chats(turn.Asked) && turn.Tools.IsEmpty)
            return null;
        var didSomething =
            turn.Tools.Any(TurnCues.Changes) || turn.Tools.Any(TurnCues.Runs) || QuestionCues.Asks(turn.Asked);
        if (CorrectionCues.Corrects(turn.Next) && (didSomething || turn.Answered is not null))
            return new(TurnClass.Mistake, 0.9, "the person corrected it or took it back in the next turn");
        return CorrectionCues.MayCorrect(turn.Next) && didSomething
            ? new(TurnClass.Mistake, 0.7, "the person said no to it, or that it does not work, in the next turn")
            : null;
    }

    private static Classified? Mistaken(TurnToClassify turn, bool counted)
    {
        // After a correction that was counted the assistant admits what the turn before did.
        if (!counted && MistakeCues.Weigh(turn) is >= 1 and var weight)
            return new(
                TurnClass.Mistake,
                weight >= 1.5 ? 0.85 : 0.75,
                "its own words correct or own up to an error of the assistant"
            );
        return StayedFailed(turn) && TurnCues.GivesUp(turn.Answered)
            ? new(TurnClass.Mistake, 0.65, "a call failed, no later one of its tool worked, and the answer says so")
            : null;
    }

    private static Classified? CutOff(TurnToClassify turn) =>
        TurnCues.IsCommand(turn.Asked) && turn.Tools.IsEmpty ? new(TurnClass.Other, 0.8, "a command to the client")
        : turn.Status == "errored" && !turn.Tools.Any(TurnCues.Changes)
            ? new(TurnClass.Other, 0.8, "it was cut off or failed before anything came of it")
        : null;

    private static Classified? Changed(TurnToClassify turn)
    {
        var changes = turn.Tools.Where(TurnCues.Changes).ToArray();
        if (changes.Length == 0)
            return null;
        if (Array.TrueForAll(changes, TurnCues.OnlyVersion) && turn.Tools.Any(TurnCues.Releases))
            return new(TurnClass.Chore, 0.7, "a version was given out, and nothing else was written");
        if (Array.TrueForAll(changes, TurnCues.IsInstall) && TurnCues.Installs(turn.Asked))
            return new(TurnClass.Chore, 0.7, "something was installed, as asked");
        var byShell = Array.TrueForAll(changes, tool => tool.Kind == ToolKind.Shell);
        if (TurnCues.WantsChore(turn.Asked) && (byShell || turn.Tools.Any(TurnCues.Merges)))
            return new(TurnClass.Chore, 0.65, "housekeeping was asked for, and a command did it");
        return !byShell
            ? new(TurnClass.Change, 0.95, "files were written")
            : new(TurnClass.Change, 0.8, "a shell command changed files");
    }

    private static Classified? Decided(TurnToClassify turn)
    {
        var changes = turn.Tools.Where(TurnCues.Changes).ToArray();
        var plainly = DecisionCues.DecidesPlainly(turn.Asked) || DecisionCues.SettlesPlainly(turn.Answered);
        var wroteDown =
            Array.TrueForAll(changes, TurnCues.OnlyNotes) || (plainly && Array.TrueForAll(changes, TurnCues.OnlyProse));
        if (
            (changes.Length > 0 && !(wroteDown && DecisionCues.Decides(turn.Asked)))
            || turn.Tools.Any(tool => TurnCues.Runs(tool) && !TurnCues.NotesDown(tool))
            || QuestionCues.IsAboutTheAssistant(turn.Asked)
            || (turn.Tools.IsEmpty && QuestionCues.IsChattedWith(turn.Answered))
        )
            return null;
        var asks = QuestionCues.Asks(turn.Asked);
        if (DecisionCues.Decides(turn.Asked) && (!asks || (DecisionCues.DecidesPlainly(turn.Asked) && plainly)))
            return new(TurnClass.Decision, 0.8, "the person settled something");
        if (asks && !(DecisionCues.DecidesPlainly(turn.Asked) && DecisionCues.SettlesPlainly(turn.Answered)))
            return null;
        var settled = DecisionCues.Settles(turn.Answered) || DecisionCues.SettlesPlainly(turn.Answered);
        if (DecisionCues.Chooses(turn.Asked) && (turn.Previous == TurnClass.Question || settled))
            return new(TurnClass.Decision, 0.7, "the person took one of what was offered");
        return settled && turn.Tools.IsEmpty && turn.Asked is not null && !QuestionCues.Chats(turn.Asked)
            ? new(TurnClass.Decision, 0.6, "the assistant took what the person said as settled")
            : null;
    }

    private static Classified? Ran(TurnToClassify turn)
    {
        if (!turn.Tools.Any(TurnCues.Runs) && !(TurnCues.WantsStatus(turn.Asked) && turn.Tools.Any(IsShell)))
            return null;
        if (TurnCues.WantsStatus(turn.Asked))
            return new(TurnClass.Chore, 0.75, "how things stand was asked, and a command told it");
        return QuestionCues.WantsToKnow(turn.Asked) && turn.Tools.All(TurnCues.FindsOut)
            ? new(TurnClass.Question, 0.7, "the person asked, and what was run only finds out")
            : new(TurnClass.Chore, 0.75, "something was run, and no file was written");
    }

    private static Classified? Asked(TurnToClassify turn)
    {
        if (
            turn.Asked is null
            || (turn.Tools.IsEmpty && (QuestionCues.Chats(turn.Asked) || QuestionCues.IsAboutTheAssistant(turn.Asked)))
        )
            return null;
        if (turn.Tools.IsEmpty && QuestionCues.IsOffWork(turn.Asked))
            return null;
        if (QuestionCues.Asks(turn.Asked))
            return new(TurnClass.Question, 0.85, "the person asked, and nothing but reading was done");
        return turn.Tools.IsEmpty ? null : new(TurnClass.Question, 0.6, "nothing but reading was done");
    }

    private static bool IsShell(ToolToClassify tool) => tool.Kind == ToolKind.Shell;

    private static bool StayedFailed(TurnToClassify turn) =>
        turn
            .Tools.Where(tool => tool.Status is "ok" or "errored")
            .GroupBy(tool => tool.Name, StringComparer.Ordinal)
            .Any(calls => calls.Last().Status == "errored");
}
