using System.Collections.Immutable;

namespace Brain.Domain.Sessions;

/// <summary>A rule that does not hold is said under the next turn: its author believes that somebody watches.</summary>
internal static class SkillFaults
{
    /// <summary>The footer with each fault that this session was not told of yet.</summary>
    public static (DecisionBuilder Draft, ImmutableArray<string> Lines) WithSkillFaults(
        this (DecisionBuilder Draft, ImmutableArray<string> Lines) footer
    )
    {
        var (decision, lines) = footer;
        if (decision.IsHistory || decision.Event.StopHookActive == true)
            return footer;
        string[] news =
        [
            .. decision
                .Context.Personas.Faults.Select(fault => fault.Text)
                .Where(text => !decision.Session.Faults.Contains(text)),
        ];
        return news.Length == 0
            ? footer
            : (
                decision with
                {
                    Session = decision.Session with { Faults = decision.Session.Faults.Union(news) },
                },
                lines.AddRange(news)
            );
    }
}
