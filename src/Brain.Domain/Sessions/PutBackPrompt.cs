using Brain.Domain.Drift;
using Brain.Domain.Personas;
using Brain.Domain.Text;

namespace Brain.Domain.Sessions;

/// <summary>
/// A prompt that was blocked may stand in the agent's input box again (Claude Code does that), and then what is typed
/// next comes behind it.
/// </summary>
public static class PutBackPrompt
{
    /// <summary>The brain's command that stands behind a prompt that was blocked, or a check-in; else null.</summary>
    /// <param name="words">What came now.</param>
    /// <param name="blocked">What was blocked before it.</param>
    /// <param name="names">The personas that can be spoken to.</param>
    public static SlashCommand? CommandOf(string words, string[] blocked, IReadOnlyCollection<string> names)
    {
        if (Behind(words, blocked).Select(SlashCommand.In).OfType<SlashCommand>().FirstOrDefault() is { } glued)
            return glued;
        var slash = words.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && AddressParser.Of(words[..slash], names) is { Kind: AddressKind.CheckIn }
            ? SlashCommand.In(words[slash..])
            : null;
    }

    /// <summary>The answer to a checkpoint that stands behind a prompt that was blocked; else null.</summary>
    /// <param name="words">What came now.</param>
    /// <param name="blocked">What was blocked before it.</param>
    public static Checkpoint.Answer? AnswerOf(string words, string[] blocked) =>
        Behind(words, blocked).Select(Checkpoint.Answer.Of).OfType<Checkpoint.Answer>().FirstOrDefault();

    internal static SlashCommand? GluedCommand(this DecisionBuilder decision, string words) =>
        CommandOf(words, decision.Session.Blocked(), decision.Context.Personas.Names);

    internal static Checkpoint.Answer? GluedAnswer(this DecisionBuilder decision, string words) =>
        AnswerOf(words, decision.Session.Blocked());

    private static string[] Blocked(this Session session) =>
        [.. new[] { session.PutBack, session.HeldBack?.Text }.OfType<string>()];

    private static IEnumerable<string> Behind(string words, string[] blocked) =>
        blocked
            .Where(before => before.Length > 0)
            .Select(before => Behind(words, before) ?? Behind(Redaction.Clean(words)!, before))
            .OfType<string>();

    private static string? Behind(string words, string before) =>
        words.Length > before.Length && words.StartsWith(before, StringComparison.Ordinal)
            ? words[before.Length..].Trim()
            : null;
}
