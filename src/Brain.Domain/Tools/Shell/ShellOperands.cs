namespace Brain.Domain.Tools.Shell;

/// <summary>What of a program's words are files, and what options say.</summary>
internal static class ShellOperands
{
    /// <summary>The words that are neither options nor values of these; behind two hyphens all of them.</summary>
    public static IEnumerable<string> Files(IReadOnlyList<string> words, params string[] valued)
    {
        var isPlain = false;
        for (var at = 0; at < words.Count; at++)
        {
            var word = words[at];
            if (isPlain || word == "-" || word is [not '-', ..])
                yield return word;
            else if (word == "--")
                isPlain = true;
            else if (valued.Contains(word))
                at++;
        }
    }

    /// <summary>What an option is given, in each of its spellings: <c>-o F</c>, <c>-oF</c>, <c>-sSo F</c>,
    /// <c>--output F</c>, <c>--output=F</c>.</summary>
    public static IEnumerable<string> Values(ShellInvocation call, char? letter, string name)
    {
        var words = call.Arguments;
        for (var at = 0; at < words.Length && words[at] != "--"; at++)
        {
            var word = words[at];
            if (word == name && at + 1 < words.Length)
                yield return words[++at];
            else if (word.StartsWith(name + "=", StringComparison.Ordinal))
                yield return word[(name.Length + 1)..];
            else if (letter is { } last && Value(call.Program, word, last) is { } value)
            {
                if (value.Length > 0)
                    yield return value;
                else if (at + 1 < words.Length)
                    yield return words[++at];
            }
        }
    }

    /// <summary>Whether a letter stands in a word of short options.</summary>
    public static bool HasLetter(ShellInvocation call, char letter) =>
        call.Arguments.TakeWhile(word => word != "--")
            .Any(word => ShortOptions.Letters(call.Program, null, word).Contains(letter));

    private static string? Value(string program, string word, char letter)
    {
        var letters = ShortOptions.Letters(program, null, word);
        return letters.Length > 0 && letters[^1] == letter ? word[(letters.Length + 1)..] : null;
    }

    /// <summary>Whether one of these options stands there.</summary>
    public static bool Has(IEnumerable<string> words, params string[] options) =>
        words.TakeWhile(word => word != "--").Any(options.Contains);

    /// <summary>What a program calls a file that it gets from an address.</summary>
    public static IEnumerable<string> NamesOfAddresses(IEnumerable<string> words) =>
        words
            .Where(word => word.Contains("://", StringComparison.Ordinal))
            .Select(word => word.Split('?', '#')[0])
            .Select(word => word[(word.LastIndexOf('/') + 1)..])
            .Where(name => name.Length > 0);
}
