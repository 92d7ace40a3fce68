using System.Text.RegularExpressions;
using Brain.Domain.Knowledge;
using Brain.Domain.Knowledge.Recall;
using Brain.Domain.Text;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions.Events;

/// <summary>
/// At a tool call the model is told what is known about it: at most once a turn, each fact once a session, and only
/// what is likely enough to be right.
/// </summary>
public static class Recollection
{
    private const int TargetMax = 400;
    private const int ErrorMax = 4_000;

    /// <summary>What is asked about an event before it is decided; null when nothing is.</summary>
    /// <param name="session">As it was after the last commit.</param>
    /// <param name="hookEvent">What the hook says.</param>
    /// <param name="knowledge">What is known of the project.</param>
    /// <param name="isHistory">It happened while nobody could be told.</param>
    public static RecallQuestion? Asks(
        this Session session,
        HookEvent hookEvent,
        KnowledgeContext knowledge,
        bool isHistory = false
    )
    {
        if (
            isHistory
            || !knowledge.Settings.Recalls
            || session.Muted == true
            || session.ProjectKey is not { } project
            || session.RecalledInTurn == session.TurnCount
        )
            return null;
        // What could not be likely enough is not asked about.
        var least = knowledge.Settings.ScoreMin;
        try
        {
            CallKey[] keys = hookEvent switch
            {
                { Kind: EventKind.ToolCall, ToolKind: ToolKind.Shell } when Line(hookEvent) is { } line =>
                    [.. CallKey.OfAttempt(line).Where(key => AdviceScore.Most(key.Kind) >= least)],
                { Kind: EventKind.ToolFailure, ToolKind: ToolKind.Shell, IsInterrupt: not true }
                    when CallKey.OfError(Error(hookEvent)) is { } key => [key],
                { Kind: EventKind.ToolCall, ToolKind: ToolKind.Edit or ToolKind.Write, Path: { Length: > 0 } path }
                    when AdviceScore.Most(CallKey.File) >= least => [CallKey.OfFile(path)],
                _ => [],
            };
            return keys.Length == 0 ? null : new(project, session.Id.Value, [.. keys]);
        }
        catch (RegexMatchTimeoutException)
        {
            // A line that takes so long to read is told nothing about.
            return null;
        }
    }

    /// <summary>Tells what is known about the event's call, where that is likely enough; null when it is not.</summary>
    internal static DecisionBuilder Recalling(this DecisionBuilder decision, out string? context)
    {
        context = null;
        var (session, knowledge) = (decision.Session, decision.Context.Knowledge);
        if (
            decision.IsHistory
            || !knowledge.Settings.Recalls
            || session.Muted == true
            || session.RecalledInTurn == session.TurnCount
            || decision.Known() is not { } advice
            || advice.Score < knowledge.Settings.ScoreMin
            || advice.Facts.All(session.FactsHeard.ContainsKey)
        )
            return decision;
        context = advice.Text;
        return (decision with { Session = session with { RecalledInTurn = session.TurnCount } }).Telling(
            advice.Facts.Where(fact => !session.FactsHeard.ContainsKey(fact)),
            atCall: true
        );
    }

    private static Advice? Known(this DecisionBuilder decision)
    {
        var (hookEvent, knowledge) = (decision.Event, decision.Context.Knowledge);
        try
        {
            return hookEvent switch
            {
                { Kind: EventKind.ToolCall, ToolKind: ToolKind.Edit or ToolKind.Write, Path: { Length: > 0 } path } =>
                    Advice.BeforeEdit(
                        path,
                        knowledge
                            .Learnings.About(path)
                            .Where(one =>
                                one.Session != decision.Session.Id.Value
                                && !decision.Session.HasHeard(one)
                            ),
                        knowledge.Recalled,
                        knowledge.Settings.ScoreMin
                    ),
                _ when knowledge.Recalled.IsDefaultOrEmpty || Line(hookEvent) is not { } => null,
                { Kind: EventKind.ToolCall, ToolKind: ToolKind.Shell } => Advice.BeforeCommand(
                    Line(hookEvent)!,
                    knowledge.Recalled
                ),
                { Kind: EventKind.ToolFailure, ToolKind: ToolKind.Shell } => Advice.AfterError(
                    Line(hookEvent)!,
                    Error(hookEvent)!,
                    knowledge.Recalled
                ),
                _ => null,
            };
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    // As rows keep them, so that they are the same.
    private static string? Line(HookEvent hookEvent) => Redaction.Clean(hookEvent.Target, TargetMax);

    private static string? Error(HookEvent hookEvent) => Redaction.Clean(hookEvent.Error, ErrorMax);
}
