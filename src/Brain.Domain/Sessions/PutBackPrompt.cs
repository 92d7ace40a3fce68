using Brain.Domain.Drift;
using Brain.Domain.Personas;
using Brain.Domain.Text;

namespace Brain.Domain.Sessions;

/// <summary>
/// A prompt that was blocked may stand in the agent's input box again (Claude Code does that), and then what is typed
/// next comes behind it.
/// </summary>
internal static class PutBackPrompt
{
    /// <summary>The brain's command that stands behind a prompt that was blocked, or a check-in; else null.</summary>
    public static SlashCommand? GluedCommand(this DecisionBuilder decision, string words)
    {
        if (decision.Behind(words).Select(SlashCommand.In).OfType<SlashCommand>().FirstOrDefault() is { } glued)
            return glued;
        var slash = words.IndexOf('/', StringComparison.Ordinal);
        return
            slash > 0
            && AddressParser.Of(words[..slash], decision.Context.Personas.Names) is { Kind: AddressKind.CheckIn }
            ? SlashCommand.In(words[slash..])
            : null;
    }

    /// <summary>The answer to a checkpoint that stands behind a prompt that was blocked; else null.</summary>
    public static Checkpoint.Answer? GluedAnswer(this DecisionBuilder decision, string words) =>
        decision.Behind(words).Select(Checkpoint.Answer.Of).OfType<Checkpoint.Answer>().FirstOrDefault();

    private static IEnumerable<string> Behind(this DecisionBuilder decision, string words) =>
        new[] { decision.Session.PutBack, decision.Session.HeldBack?.Text }
            .OfType<string>()
            .Where(before => before.Length > 0)
            .Select(before => Behind(words, before) ?? Behind(Redaction.Clean(words)!, before))
            .OfType<string>();

    private static string? Behind(string words, string before) =>
        words.Length > before.Length && words.StartsWith(before, StringComparison.Ordinal)
            ? words[before.Length..].Trim()
            : null;
}
