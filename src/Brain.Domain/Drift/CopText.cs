using Brain.Domain.Text;

namespace Brain.Domain.Drift;

/// <summary>What the Cop says.</summary>
internal static class CopText
{
    private const int LineMax = 300;
    private const int MatterMax = 200;
    private const int DetailMax = 2_000;
    private const int PurposeMax = 80;

    public static string Ask(Checkpoint open)
    {
        var turns = open.Turns == 1 ? "the last turn" : $"the last {open.Turns} turns";
        var who = open.Kind == DriftKind.Ai ? ", by the assistant" : "";
        var head = $"👮 Cop: {turns} left {Named(open.Purpose)}{who} ({DataMark.Neutral(open.Why, LineMax)}).";
        return $"{head} Answer with one word: stay · redeclare · park · wrong.";
    }

    /// <summary>What becomes of the prompt that was held back.</summary>
    /// <param name="goesOn">It can be passed on as it was.</param>
    public static string Kept(bool goesOn) =>
        goesOn
            ? "Your prompt is kept: it goes on after stay, redeclare and wrong, and sending it again means stay."
            : "Send your prompt again after it; sent again without a word before, it means stay.";

    public static string Comment(DriftKind kind, TurnSigns signs, DriftScore score)
    {
        var who = kind == DriftKind.Ai ? "the assistant left" : "the topic left";
        return Redaction.Cut($"{who} {Named(signs.Purpose)}: {score.Why}", LineMax);
    }

    public static string Detail(DriftScore score) =>
        Redaction.Cut(string.Join("; ", score.Findings.Select(finding => finding.Sentence)), DetailMax);

    /// <summary>
    /// The matter that left the purpose, in words that an open item can carry; null when there are none.
    /// </summary>
    public static string? Matter(DriftKind? kind, TurnSigns signs)
    {
        var asked = kind == DriftKind.Ai ? null : FirstLine(signs.Asked);
        if (asked is not null)
            return asked;
        var targets = TouchedPaths
            .Written(signs)
            .Select(written => written.Path)
            .Distinct(StringComparer.Ordinal)
            .Take(3)
            .ToArray();
        return targets.Length > 0
            ? Redaction.Cut($"What the assistant began in {string.Join(", ", targets)}", MatterMax)
            : FirstLine(signs.Answered);
    }

    public static string? FirstLine(string? text)
    {
        var line = (text ?? "").Trim().Split('\n')[0].Trim();
        return line.Length == 0 ? null : Redaction.Cut(line, MatterMax);
    }

    private static string Named(string? purpose) =>
        FirstLine(purpose) is { } words ? $"the purpose “{DataMark.Neutral(words, PurposeMax)}”" : "the project";
}
