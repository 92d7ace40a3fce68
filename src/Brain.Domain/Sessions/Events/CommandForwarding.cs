using Brain.Domain.Drift;
using Brain.Domain.Text;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions.Events;

/// <summary>Commands that somebody else than the session carries out.</summary>
internal static class CommandForwarding
{
    private const int ArgsMax = 2_000;

    /// <summary>The most characters of what was typed that an answer repeats.</summary>
    internal const int TypedMax = 200;

    /// <summary>
    /// Hands a command over to whoever does it; the adapter answers when it is done. While the brain was down nobody
    /// could.
    /// </summary>
    internal static EventDecision Send(this DecisionBuilder decision, CommandKind kind, string args, string? typed)
    {
        if (decision.IsHistory)
            return decision.Allow();
        var hookEvent = decision.Event;
        var request = CommandRequest.For(kind, args);
        var answered = hookEvent.PromptId is { } prompt
            ? decision.Session.Answered.Add(prompt)
            : decision.Session.Answered;
        // When the host agent answers from a context pack, the prompt becomes a turn after all.
        var held = typed is null ? null : new HeldPrompt(hookEvent.PromptId, Redaction.Clean(typed)!);
        return (decision with { Session = decision.Session with { Answered = answered, Held = held } })
            .Judge(
                decision.Key,
                "block",
                $"command.{request.Kind}",
                $"/{request.Kind} was answered by the brain",
                ("args", Redaction.Cut(args, ArgsMax))
            )
            .Answering(
                new()
                {
                    Decision = AnswerDecision.Block,
                    HidesPrompt = true,
                    Typed = Redaction.Clean(typed ?? $"/{request.Kind} {args}", TypedMax),
                    Command = request with
                    {
                        Session = decision.Session.Id,
                        Project = decision.Session.Project,
                        Prompt = hookEvent.PromptId,
                        HasHost = true,
                    },
                }
            );
    }
}
