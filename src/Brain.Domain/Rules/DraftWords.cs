using System.Text.RegularExpressions;

namespace Brain.Domain.Rules;

/// <summary>A word of a sentence; what stood between backticks or quotes is one.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="IsCode">It stood between backticks.</param>
internal readonly record struct DraftWord(string Text, bool IsCode)
{
    /// <summary>In small letters; empty for code.</summary>
    public string Plain => IsCode ? "" : Text.ToLowerInvariant();
}

/// <summary>Takes a text of people apart: its sentences, and a sentence's words.</summary>
internal static partial class DraftWords
{
    private const int SentencesMax = 400;

    /// <summary>The sentences and the items of lists, without their marks.</summary>
    public static IEnumerable<string> Sentences(string text)
    {
        var isFenced = false;
        var count = 0;
        foreach (var line in Joined(text))
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
                isFenced = !isFenced;
            if (isFenced || line.TrimStart() is ['#', ..] or ['`', '`', '`', ..] or ['|', ..])
                continue;
            foreach (var sentence in Ends().Split(line.Replace("**", "", StringComparison.Ordinal)))
            {
                if (++count > SentencesMax)
                    yield break;
                if (Marks().Replace(sentence, "").Trim() is { Length: > 3 and <= 600 } clean)
                    yield return clean;
            }
        }
    }

    /// <summary>The words, with signs that end a part of a sentence as words of their own.</summary>
    public static DraftWord[] Of(string sentence) =>
        [
            .. Parts()
                .Matches(sentence)
                .Select(match =>
                    match.Groups["code"].Success
                        ? new DraftWord(match.Groups["code"].Value.Trim(), IsCode: true)
                        : new(match.Value, IsCode: false)
                ),
        ];

    // What is indented, or begins with a small letter, goes on with the line before it.
    private static IEnumerable<string> Joined(string text)
    {
        var held = "";
        foreach (var line in text.Split('\n'))
        {
            var goesOn =
                held.Length > 0
                && line.Length > 0
                && !held.TrimEnd().EndsWith(':')
                && (char.IsLower(line.TrimStart().FirstOrDefault()) || line.TrimStart().StartsWith('`'))
                && Marks().Match(line.TrimStart()).Length == 0;
            if (goesOn)
                held = $"{held.TrimEnd()} {line.Trim()}";
            else
            {
                if (held.Length > 0)
                    yield return held;
                held = line;
            }
        }

        if (held.Length > 0)
            yield return held;
    }

    [GeneratedRegex(
        @"^[\s>*•\-–—+\u2600-\u27bf\ufe0f\ud800-\udfff]*([0-9]{1,3}[.)]\s+)?",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Marks();

    [GeneratedRegex(@"(?<=[a-z0-9`)""'][.!?])\s+(?=[A-Z`""])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ends();

    [GeneratedRegex(
        @"`+(?<code>[^`]+)`+|[A-Za-z0-9_./~*@+$<>\[\]{}=|%-]+(?:['’][A-Za-z]+)?(?<![.])|[.,;:()!?—–]|[^\s]",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Parts();
}
