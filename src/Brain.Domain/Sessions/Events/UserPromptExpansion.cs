using Brain.Domain.Text;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions.Events;

/// <summary>A slash command of the brain is answered without the model.</summary>
internal static class UserPromptExpansion
{
    public static EventDecision Decide(this DecisionBuilder draft)
    {
        var heard = draft.Event;
        return SlashCommand.Of(heard.CommandName, heard.CommandArgs) is { } command
            ? draft.Obey(command, heard.Prompt ?? $"/{command.Name} {command.Args}".TrimEnd())
            : draft.Allow();
    }

    /// <summary>Does what a command says, or has it done.</summary>
    internal static EventDecision Obey(this DecisionBuilder draft, SlashCommand command, string typed)
    {
        var heard = draft.Event;
        if (command.IsRequest)
            return draft.Send(command.Kind, command.Args, typed);
        var repeated = heard.PromptId is { } prompt && draft.Session.Answered.Contains(prompt);
        var declared = repeated
            ? draft.Session.Show(command, draft.Now)
            : draft.Session.Obey(command, draft.Now, draft.Delivery.Caller);
        var said = declared.Answer.Message;
        // While the brain was down the command went to the model: it is done now, and its prompt is a turn.
        var answered =
            heard.PromptId is { } id && !draft.IsHistory ? declared.Next.Answered.Add(id) : declared.Next.Answered;
        var next = draft with
        {
            Session = declared.Next with { Answered = answered },
            Change = draft.Change with
            {
                Session = declared.Change.Session ?? draft.Change.Session,
                Caller = declared.Change.Caller,
                Audits = draft.Change.Audits.AddRange(declared.Change.Audits),
            },
        };
        return next.Judge(draft.Key, "block", $"command.{command.Name}", said, ("args", command.Args))
            .Answering(
                SessionAnswer.Block(said) with
                {
                    HidesPrompt = true,
                    Typed = declared.Answer.Refusal is null
                        ? Redaction.Clean(typed, CommandForwarding.TypedMax)
                        : null,
                }
            );
    }
}
