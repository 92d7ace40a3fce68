using Brain.Messages.Knowledge;
using Brain.Messages.Sessions;

namespace Brain.Domain.Knowledge;

/// <summary>What <c>/learn</c> is told.</summary>
/// <param name="Text">What was learnt, without quotes around it.</param>
public sealed record LearnCommand(string Text)
{
    /// <summary>Reads what follows <c>/learn</c>.</summary>
    public static (LearnCommand? Command, Refusal? Refusal) Parse(string args)
    {
        var text = Unquoted(args.Trim());
        return text.Length is 0 or > LearningSummary.TextMax
            ? (
                null,
                new(
                    "learning.text",
                    $"Say what was learnt, in 1 to {LearningSummary.TextMax} characters: /learn \"pnpm, never npm\". "
                        + "Nothing was kept."
                )
            )
            : (new(text), null);
    }

    private static string Unquoted(string text) =>
        text is ['"', .., '"'] or ['“', .., '”'] && text.Length > 2 ? text[1..^1].Trim() : text;
}
