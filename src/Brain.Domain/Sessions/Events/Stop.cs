using System.Collections.Immutable;
using Brain.Domain.Text;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions.Events;

/// <summary>A turn ends, with its footer.</summary>
internal static class Stop
{
    public static EventDecision Decide(this DecisionBuilder decision)
    {
        var within = decision.Within();
        var num = within.TurnNum ?? within.Session.TurnCount;
        var text = Redaction.Clean(decision.Event.LastAssistantMessage);
        var isNew = within.Session.Open?.Num == num;
        var asked =
            isNew ? within.Session.Open!.UserMessage
            : within.Session.Last is { } last && last.Num == num ? last.Asked
            : null;
        // A background agent that is back speaks as a prompt: its turn is kept, and the person has a footer already.
        var isNobodys = isNew
            ? within.Session.Open!.Origin is not null
            : within.Session.Last is { IsNobodys: true } known && known.Num == num;
        var done = within
            .Close(num)
            .Add(
                new TurnRow
                {
                    Num = num,
                    EndedBy = "stop",
                    AssistantResponse = text,
                }
            );
        var lines = ImmutableArray<string>.Empty;
        if (num == done.Session.TurnCount && (isNew || decision.Event.StopHookActive == true))
        {
            (done, lines) = done.Commented(new(num, asked, text) { IsNobodys = isNobodys }, isNew, isNobodys);
            if (!isNobodys)
                (done, lines) = (done, lines).WithSkillFaults();
        }

        // A stop that another hook continued has shown its footer already.
        if (decision.Event.StopHookActive == true)
            return done.CloseCalls(num).Allow();
        var reached = done.Session.Reached;
        if (!reached.IsEmpty)
            lines = lines.Insert(0, Links(reached));
        lines = lines.Insert(0, done.Session.Footer(num));
        return done.CloseCalls(num)
            .Warning(
                isNobodys
                    ? SessionAnswer.Nothing
                    : SessionAnswer.Nothing with
                    {
                        Message = Redaction.Cut(string.Join('\n', lines), SessionAnswer.TextMax),
                    }
            );
    }

    private const int LinksMax = 3;

    private static string Links(ImmutableArray<string> reached) =>
        $"🔗 reached: {string.Join("; ", reached.Take(LinksMax))}"
        + (reached.Length > LinksMax ? $"; and {reached.Length - LinksMax} more" : "");
}
