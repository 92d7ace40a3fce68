using System.Text;

namespace Brain.Domain.Knowledge.Search;

/// <summary>
/// The parts of names that code gives things: <c>parseRetryAfter</c>, <c>max_retry_count</c>, <c>src/Pay/Client.cs</c>,
/// <c>ERR_1047</c>. Words of a language have none, so an ordinary text gives nothing.
/// </summary>
public static class CodeWords
{
    private const int PartsMax = 2_000;
    private const int LengthMin = 2;
    private const int LengthMax = 64;

    /// <summary>The parts, and the whole where Postgres would cut it, in lower case, apart by blanks.</summary>
    public static string Of(string text)
    {
        var parts = new StringBuilder();
        var count = 0;
        foreach (
            var range in text.AsSpan()
                .SplitAny(' ', '\t', '\n', '\r', '"', '\'', '`', '(', ')', '[', ']', '{', '}', ',', ';')
        )
        {
            var word = text.AsSpan(range).Trim(".:!?<>*|&=");
            if (word.Length is < 3 or > 400 || !IsName(word))
                continue;
            Append(parts, word, ref count);
            if (count >= PartsMax)
                break;
        }

        return parts.ToString();
    }

    private static bool IsName(ReadOnlySpan<char> word)
    {
        var (isLetter, isDigit, isMark, isHump) = (false, false, false, false);
        for (var at = 0; at < word.Length; at++)
        {
            var letter = word[at];
            isLetter |= char.IsLetter(letter);
            isDigit |= char.IsDigit(letter);
            isMark |= at > 0 && letter is '_' or '/' or '\\' or '.' or ':' or '#';
            isHump |= at > 0 && char.IsUpper(letter) && char.IsLower(word[at - 1]);
        }

        return isLetter && (isMark || isHump || isDigit);
    }

    private static void Append(StringBuilder parts, ReadOnlySpan<char> word, ref int count)
    {
        var from = 0;
        for (var at = 0; at <= word.Length; at++)
        {
            var ends = at == word.Length || !char.IsLetterOrDigit(word[at]);
            if (!ends && !(at > from && Begins(word, at)))
                continue;
            if (at - from is >= LengthMin and <= LengthMax && at - from < word.Length)
                Add(parts, word[from..at], ref count);
            from = ends ? at + 1 : at;
        }

        // get_user and getUser are one name; so are ERR-1047 and ERR_1047.
        Span<char> whole = stackalloc char[LengthMax];
        var length = 0;
        var last = word.LastIndexOfAny('/', '\\');
        foreach (var letter in word[(last + 1)..])
        {
            if (char.IsLetterOrDigit(letter) && length < LengthMax)
                whole[length++] = letter;
        }

        if (length > LengthMin)
            Add(parts, whole[..length], ref count);
    }

    private static void Add(StringBuilder parts, ReadOnlySpan<char> part, ref int count)
    {
        if (parts.Length > 0)
            parts.Append(' ');
        foreach (var letter in part)
            parts.Append(char.ToLowerInvariant(letter));
        count++;
    }

    private static bool Begins(ReadOnlySpan<char> word, int at) =>
        char.IsUpper(word[at])
        && (
            char.IsLower(word[at - 1])
            || (char.IsUpper(word[at - 1]) && at + 1 < word.Length && char.IsLower(word[at + 1]))
        );
}
