using System.Collections.Immutable;
using Brain.Domain.Text;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions.Events;

/// <summary>A turn ends, with its footer.</summary>
internal static class Stop
{
    public static EventDecision Decide(this DecisionBuilder draft)
    {
        var within = draft.Within();
        var num = within.TurnNum ?? within.Session.TurnCount;
        var said = Redaction.Clean(draft.Event.LastAssistantMessage);
        var isNew = within.Session.Open?.Num == num;
        var asked =
            isNew ? within.Session.Open!.UserMessage
            : within.Session.Last is { } last && last.Num == num ? last.Asked
            : null;
        var done = within
            .Close(num)
            .Add(
                new TurnRow
                {
                    Num = num,
                    EndedBy = "stop",
                    AssistantResponse = said,
                }
            );
        var lines = ImmutableArray<string>.Empty;
        if (num == done.Session.TurnCount && (isNew || draft.Event.StopHookActive == true))
            (done, lines) = done.Commented(new(num, asked, said), isNew).WithSkillFaults();
        // A stop that another hook continued has shown its footer already.
        return draft.Event.StopHookActive == true
            ? done.Allow()
            : done.Warning(
                SessionAnswer.Nothing with
                {
                    Message = Redaction.Cut(
                        string.Join('\n', lines.Insert(0, done.Session.Footer(num))),
                        SessionAnswer.TextMax
                    ),
                }
            );
    }
}
