using Brain.Domain.Text;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions.Events;

/// <summary>A slash command of the brain is answered without the model.</summary>
internal static class UserPromptExpansion
{
    public static EventDecision Decide(this DecisionBuilder decision)
    {
        var hookEvent = decision.Event;
        return SlashCommand.Of(hookEvent.CommandName, hookEvent.CommandArgs) is { } command
            ? decision.Obey(command, hookEvent.Prompt ?? $"/{command.Name} {command.Args}".TrimEnd())
            : decision.Allow();
    }

    /// <summary>Does what a command says, or has it done.</summary>
    internal static EventDecision Obey(this DecisionBuilder decision, SlashCommand command, string typed)
    {
        var hookEvent = decision.Event;
        if (command.IsRequest)
            return decision.Send(command.Kind, command.Args, typed);
        var repeated = hookEvent.PromptId is { } prompt && decision.Session.Answered.Contains(prompt);
        var declared = repeated
            ? decision.Session.Show(command, decision.Now)
            : decision.Session.Obey(command, decision.Now, decision.Delivery.Caller);
        var text = declared.Answer.Message;
        // While the brain was down the command went to the model: it is done now, and its prompt is a turn.
        var answered =
            hookEvent.PromptId is { } id && !decision.IsHistory
                ? declared.Next.Answered.Add(id)
                : declared.Next.Answered;
        var next = decision with
        {
            Session = declared.Next with { Answered = answered },
            Change = decision.Change with
            {
                Session = declared.Change.Session ?? decision.Change.Session,
                Caller = declared.Change.Caller,
                Audits = decision.Change.Audits.AddRange(declared.Change.Audits),
            },
        };
        return next.Judge(decision.Key, "block", $"command.{command.Name}", text, ("args", command.Args))
            .Answering(
                SessionAnswer.Block(text) with
                {
                    HidesPrompt = true,
                    Typed = declared.Answer.Refusal is null ? Redaction.Clean(typed, CommandForwarding.TypedMax) : null,
                }
            );
    }
}
