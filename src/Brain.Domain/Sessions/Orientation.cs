using System.Text;
using Brain.Domain.Pipelines;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>What a session hears at its start and after compaction, as facts about it and about its neighbours.</summary>
public static class Orientation
{
    /// <summary>The most characters of HANDOFF.md that a session hears.</summary>
    public const int HandOffMax = 2_048;

    private const int TextMax = 6_000;

    /// <summary>The answer with the orientation as its context.</summary>
    /// <param name="session">As it is after the commit.</param>
    /// <param name="answer">What is said already; a context in it is kept in front.</param>
    /// <param name="facts">What the commit brought back.</param>
    /// <param name="handOff">The end of the project's HANDOFF.md, or null.</param>
    public static HookAnswer Orient(this Session session, HookAnswer answer, Facts facts, string? handOff = null)
    {
        var said = answer.HookSpecificOutput ?? new("SessionStart");
        var told = Redaction.Cut(session.Tell(facts, handOff), TextMax);
        var context = said.AdditionalContext is { } before ? $"{before}\n{told}" : told;
        return answer with { HookSpecificOutput = said with { AdditionalContext = context } };
    }

    private static string Tell(this Session session, Facts facts, string? handOff)
    {
        var text = new StringBuilder("Facts from the brain about this session:\n")
            .Append("- ").Append(session.PurposeLine()).Append('\n')
            .Append("- Mode: ").Append(session.Mode.Explain()).Append('\n')
            .Append("- ").Append(session.BudgetLine()).Append('\n');
        if (!facts.Personas.IsDefaultOrEmpty)
            text.Append("- Active personas: ").AppendJoin(", ", facts.Personas).Append('\n');
        foreach (var run in facts.Late.IsDefault ? [] : facts.Late)
            text.Append("- Late: ").Append(run.Told()).Append('\n');
        foreach (var learning in facts.Learnings.IsDefault ? [] : facts.Learnings)
            text.Append("- Learnt on this project: ").Append(Redaction.Cut(learning, 300)).Append('\n');
        foreach (var other in facts.Live.IsDefault ? [] : facts.Live)
        {
            text.Append("- Another live session on this project: ")
                .Append(Redaction.Cut(other.Purpose ?? "no purpose yet", 160))
                .Append(" (").Append(other.Mode.Word()).Append(", ").Append(other.Turns).Append(" turns)\n");
        }

        if (Redaction.Clean(handOff, HandOffMax) is { Length: > 0 } last)
            text.Append("- The last hand-off lines of this project (HANDOFF.md):\n").Append(last);
        return text.ToString().TrimEnd();
    }
}
