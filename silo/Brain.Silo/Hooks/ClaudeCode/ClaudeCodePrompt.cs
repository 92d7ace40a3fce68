using System.Text.RegularExpressions;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>
/// What a person's line in a transcript is: a prompt as its hook had it, or something that no hook told of.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A prompt's words as typed; null for none.</param>
/// <param name="Words">What of them the person typed.</param>
/// <param name="Origin">Who spoke when no person typed it.</param>
internal readonly partial record struct ClaudeCodePrompt(
    ClaudeCodePromptKind Kind,
    string? Text,
    string Words,
    string? Origin
)
{
    // Every line's start tells; a longer command than this is none.
    private const int MarkCharsMax = 2_000;

    private static readonly ClaudeCodePrompt Nothing = new(ClaudeCodePromptKind.None, null, "", null);

    /// <summary>Tells it from the line's text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="origin">What the line itself says of who spoke; null or <c>human</c> for a person.</param>
    public static ClaudeCodePrompt Of(string text, string? origin)
    {
        if (text.StartsWith("[Request interrupted by user", StringComparison.Ordinal))
            return Nothing with { Kind = ClaudeCodePromptKind.Interruption };
        // Commands of Claude Code's own are written name first; no hook hears of them.
        if (text.StartsWith("<command-name>", StringComparison.Ordinal))
            return Nothing;
        if (text.StartsWith("<command-message>", StringComparison.Ordinal))
            return Command(text);
        var speaker = ClaudeCodeSpeaker.Of(text, source: null);
        return (speaker.Origin ?? (origin is null or "human" ? null : origin)) switch
        {
            null => new(ClaudeCodePromptKind.Prompt, text, speaker.Words, null),
            "bash-input" => new(ClaudeCodePromptKind.Shell, null, "", "bash-input"),
            "continuation" or "hook-feedback" => Nothing,
            var local
                when local.StartsWith("local-command", StringComparison.Ordinal)
                    || local.StartsWith("bash-", StringComparison.Ordinal) => Nothing,
            var machine => new(ClaudeCodePromptKind.Prompt, null, "", machine),
        };
    }

    // As it was typed; what it expands to stands on a line of its own.
    private static ClaudeCodePrompt Command(string text)
    {
        var head = text.Length > MarkCharsMax ? text[..MarkCharsMax] : text;
        var name = CommandName().Match(head);
        if (!name.Success)
            return new(ClaudeCodePromptKind.Prompt, text, "", null);
        var typed = "/" + name.Groups["name"].Value.Trim().TrimStart('/');
        const string Opening = "<command-args>";
        if (text.IndexOf(Opening, StringComparison.Ordinal) is >= 0 and var at)
        {
            var end = text.IndexOf("</command-args>", at, StringComparison.Ordinal);
            var args = text[(at + Opening.Length)..(end < 0 ? text.Length : end)].Trim();
            typed = args.Length > 0 ? $"{typed} {args}" : typed;
        }

        return new(ClaudeCodePromptKind.Prompt, typed, "", null);
    }

    [GeneratedRegex("<command-name>(?<name>[^<]+)</command-name>", RegexOptions.NonBacktracking)]
    private static partial Regex CommandName();
}

/// <summary>What a person's line in a transcript is.</summary>
internal enum ClaudeCodePromptKind
{
    /// <summary>Nothing that a hook told of: it belongs to the turn it stands in.</summary>
    None,

    /// <summary>A prompt: a turn begins.</summary>
    Prompt,

    /// <summary>A shell line of the person's: a turn only if the assistant answers.</summary>
    Shell,

    /// <summary>The person stopped the turn.</summary>
    Interruption,
}
