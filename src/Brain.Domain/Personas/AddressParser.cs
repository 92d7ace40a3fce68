namespace Brain.Domain.Personas;

/// <summary>What is wanted of a persona that a prompt speaks to.</summary>
public enum AddressKind
{
    /// <summary>How it stands: <c>Steve, status?</c></summary>
    CheckIn,

    /// <summary>An answer: <c>Steve: which of them is slow?</c></summary>
    Ask,
}

/// <summary>A prompt that speaks to a persona.</summary>
/// <param name="Name">Whom, as the persona is called.</param>
/// <param name="Kind">What for.</param>
/// <param name="Question">1 to <see cref="AddressParser.QuestionMax"/> characters on one line; empty for a
/// check-in.</param>
public sealed record PersonaAddress(string Name, AddressKind Kind, string Question);

/// <summary>
/// Reads whom a prompt speaks to. In doubt nobody: a prompt that is wrongly taken never reaches the agent. So a
/// question is one line of words after <c>Name: </c>, and a check-in is one of few phrases after <c>Name,</c>; longer
/// ones have <c>/ask</c>.
/// </summary>
public static class AddressParser
{
    /// <summary>The most characters of a question; a longer line is something pasted.</summary>
    public const int QuestionMax = 2_000;

    private static readonly HashSet<string> CheckIns = new(StringComparer.OrdinalIgnoreCase)
    {
        "status",
        "your status",
        "status please",
        "how's it going",
        "hows it going",
        "how is it going",
        "how are things",
        "how are you",
        "what's up",
        "whats up",
        "what's your status",
        "what is your status",
        "check in",
        "check-in",
        "report",
    };

    // Values as settings have them: a line of a pasted file, not a question.
    private static readonly HashSet<string> Values = new(StringComparer.OrdinalIgnoreCase)
    {
        "true",
        "false",
        "null",
        "yes",
        "no",
        "on",
        "off",
        "none",
    };

    /// <summary>Whom the prompt speaks to and what for; null when it speaks to nobody.</summary>
    /// <param name="prompt">As it was typed.</param>
    /// <param name="names">The personas that can be spoken to.</param>
    public static PersonaAddress? Of(string prompt, IReadOnlyCollection<string> names)
    {
        var line = prompt.Trim();
        if (line.Length == 0 || line.AsSpan().IndexOfAny('\n', '\r') >= 0)
            return null;
        var name = names
            .Where(name =>
                name.Length > 0
                && line.Length > name.Length
                && line[name.Length] is ',' or ':'
                && PersonaName.Same(line[..name.Length], name)
            )
            .MaxBy(name => name.Length);
        if (name is null)
            return null;
        var rest = line[(name.Length + 1)..];
        if (IsCheckIn(rest))
            return new(name, AddressKind.CheckIn, "");
        return line[name.Length] == ':' && IsQuestion(rest) ? new(name, AddressKind.Ask, rest.Trim()) : null;
    }

    private static bool IsCheckIn(string rest) =>
        CheckIns.Contains(rest.Trim().TrimEnd('?', '!', '.', ' ').Replace('’', '\''));

    private static bool IsQuestion(string rest)
    {
        var words = rest.Trim();
        return words.Length is > 0 and <= QuestionMax
            && char.IsWhiteSpace(rest[0])
            && (char.IsLetterOrDigit(words[0]) || char.IsSurrogate(words[0]) || words[0] is '¿' or '¡')
            && words[^1] is not (';' or '{' or '}' or ',' or '\\')
            && !Values.Contains(words)
            && words.Any(char.IsLetter)
            && !Uri.IsWellFormedUriString(words, UriKind.Absolute);
    }
}
