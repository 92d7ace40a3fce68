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
        var (draft, lines) = footer;
        if (draft.IsHistory || draft.Event.StopHookActive == true)
            return footer;
        string[] news =
        [
            .. draft.Context.Personas.Faults.Select(fault => fault.Text).Where(text => !draft.Session.Faults.Contains(text)),
        ];
        return news.Length == 0
            ? footer
            : (
                draft with
                {
                    Session = draft.Session with { Faults = draft.Session.Faults.Union(news) },
                },
                lines.AddRange(news)
            );
    }
}
