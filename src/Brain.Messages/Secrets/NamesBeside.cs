using System.Buffers;

namespace Brain.Messages.Secrets;

/// <summary>
/// What other names in the same object or element say of a short one: beside <c>user</c>, <c>pass</c> is a password;
/// beside <c>fail="3"</c> it is how many tests passed.
/// </summary>
internal enum NamesBeside
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Somebody logs in with it.</summary>
    Account,

    /// <summary>It is counted with others.</summary>
    Counts,
}

/// <summary>Reads the names beside a short name; bounded, so that a text of short names alone stays linear.</summary>
internal static class BesideName
{
    private const int AroundMax = 160;
    private const int GapMax = 4;

    private static readonly SearchValues<char> Bounds = SearchValues.Create("{}<>");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Accounts = new HashSet<string>(
        ["user", "username", "login", "email", "account", "host", "hostname"],
        StringComparer.OrdinalIgnoreCase
    ).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Counted = new HashSet<string>(
        ["fail", "failed", "failures", "failing", "skip", "skipped", "total"],
        StringComparer.OrdinalIgnoreCase
    ).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What the names around one say of it.</summary>
    /// <param name="text">Where it stands.</param>
    /// <param name="start">Its first character.</param>
    /// <param name="end">The character after its value.</param>
    internal static NamesBeside Of(ReadOnlySpan<char> text, int start, int end)
    {
        var before = text[Math.Max(0, start - AroundMax)..start];
        var after = text[end..Math.Min(text.Length, end + AroundMax)];
        before = before[(before.LastIndexOfAny(Bounds) + 1)..];
        after = after.IndexOfAny(Bounds) is >= 0 and var bound ? after[..bound] : after;
        var (first, second) = (In(before), In(after));
        return first == NamesBeside.Account || second == NamesBeside.Account ? NamesBeside.Account
            : first == NamesBeside.Counts ? first
            : second;
    }

    private static NamesBeside In(ReadOnlySpan<char> text)
    {
        var found = NamesBeside.None;
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && Letters.IsWord(text[end]))
                end++;
            if (end == at)
            {
                at++;
                continue;
            }

            if (Value(text, end) is var value and > 0)
            {
                if (Accounts.Contains(text[at..end]))
                    return NamesBeside.Account;
                if (value < text.Length && char.IsAsciiDigit(text[value]) && Counted.Contains(text[at..end]))
                    found = NamesBeside.Counts;
            }

            at = end;
        }

        return found;
    }

    // Where the value of a name begins, past quotes, blanks and one mark; 0 where the word is no name.
    private static int Value(ReadOnlySpan<char> text, int at)
    {
        at = SkipQuotes(text, at);
        return at < text.Length && text[at] is '=' or ':' ? SkipQuotes(text, at + 1) : 0;
    }

    private static int SkipQuotes(ReadOnlySpan<char> text, int at)
    {
        var max = Math.Min(text.Length, at + GapMax);
        while (at < max && text[at] is '"' or '\'' or '\\' or ' ')
            at++;
        return at;
    }
}
