using System.Text.RegularExpressions;

namespace Brain.Domain.Pipelines;

/// <summary>What the words of a message to ntfy may be, in a definition and in brain.json alike.</summary>
public static partial class NtfyRules
{
    /// <summary>The most tags.</summary>
    public const int TagsMax = 10;

    /// <summary>The most characters of a tag.</summary>
    public const int TagMax = 40;

    /// <summary>The most characters of where a tap leads, as it is written.</summary>
    public const int ClickMax = 900;

    /// <summary>The most characters of where a tap leads, with the run's id in it.</summary>
    public const int ClickSentMax = 1_000;

    /// <summary>What stands for the run's id where a tap leads.</summary>
    public const string RunPlace = "{run}";

    /// <summary>Whether a text is 1 to 64 letters, digits, <c>-</c> and <c>_</c>.</summary>
    public static bool IsTopic(string text) => TopicForm().IsMatch(text);

    /// <summary>A priority by its word, without regard to case, or its number; null when it is none.</summary>
    public static int? Priority(string text) =>
        text.ToLowerInvariant() switch
        {
            "min" or "1" => 1,
            "low" or "2" => 2,
            "default" or "3" => 3,
            "high" or "4" => 4,
            "max" or "urgent" or "5" => 5,
            _ => null,
        };

    /// <summary>
    /// Whether a text is 1 to <see cref="TagMax"/> characters, not all of them blanks, without commas and control
    /// characters.
    /// </summary>
    public static bool IsTag(string text) =>
        text.Length <= TagMax
        && !string.IsNullOrWhiteSpace(text)
        && !text.Any(letter => letter == ',' || char.IsControl(letter));

    /// <summary>
    /// Whether a text is an address of the web without blanks, at most <see cref="ClickMax"/> characters. It is judged
    /// as it will be sent:
    /// with a run's id in it, which is longer than its place.
    /// </summary>
    public static bool IsClick(string text) =>
        text.Length <= ClickMax
        && Click(text, Guid.Empty) is { } sent
        && !sent.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter))
        && Uri.TryCreate(sent, UriKind.Absolute, out var address)
        && address.Host.Length > 0
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);

    /// <summary>
    /// Where a tap leads for one run; null when nowhere, or beyond <see cref="ClickSentMax"/> characters.
    /// </summary>
    public static string? Click(string? text, Guid run) =>
        text?.Replace(RunPlace, run.ToString(), StringComparison.Ordinal) is { Length: >= 1 and <= ClickSentMax } sent
            ? sent
            : null;

    [GeneratedRegex(@"^[-_A-Za-z0-9]{1,64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TopicForm();
}
