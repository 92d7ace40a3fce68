using System.Buffers;

namespace Brain.Domain.Watching;

/// <summary>
/// How large a pattern is once its counted repetitions are written out: <c>a{3}</c> is 3, <c>(ab){1,5}</c> is 10. The
/// work for a text grows with this, so it has a limit where the length of the pattern alone would say nothing.
/// </summary>
internal static class PatternSize
{
    private const long Huge = int.MaxValue;
    private static readonly SearchValues<char> Counts = SearchValues.Create("0123456789,");

    /// <summary>An upper estimate, at most 2³¹ - 1: a comment counts as if it were matched.</summary>
    public static long Of(string pattern)
    {
        var groups = new Stack<long>();
        long all = 0,
            last = 0;
        for (var at = 0; at < pattern.Length; at++)
        {
            switch (pattern[at])
            {
                case '(':
                    groups.Push(all);
                    (all, last) = (0, 0);
                    at = EndOfHead(pattern, at);
                    continue;
                case '*' or '+' or '?' or '|':
                    continue;
                case ')':
                    last = Math.Max(1, all);
                    all = Math.Min(Huge, last + (groups.TryPop(out var before) ? before : 0));
                    continue;
                case '{' when Repetitions(pattern, ref at) is { } times:
                    all = Math.Min(Huge, all + (last * (times - 1)));
                    last = Math.Min(Huge, last * times);
                    continue;
                case '\\':
                    at++;
                    break;
                case '[':
                    at = EndOfClass(pattern, at);
                    break;
            }

            last = 1;
            all = Math.Min(Huge, all + 1);
        }

        while (groups.TryPop(out var open))
            all = Math.Min(Huge, all + open);
        return all;
    }

    /// <summary>
    /// The larger bound of the quantifier at this brace, and the place of its end; null when it is none.
    /// </summary>
    private static long? Repetitions(string pattern, ref int at)
    {
        var end = pattern.IndexOf('}', at);
        if (end < 0)
            return null;
        var counts = pattern.AsSpan(at + 1, end - at - 1);
        if (counts.IsEmpty || counts.ContainsAnyExcept(Counts))
            return null;
        long most = 1;
        foreach (var range in counts.Split(','))
            most = Math.Max(most, Bound(counts[range]));
        at = end;
        return most;
    }

    private static long Bound(ReadOnlySpan<char> digits) =>
        digits.IsEmpty ? 1
        : int.TryParse(digits, out var bound) ? bound
        : Huge;

    /// <summary>
    /// The last character of <c>(?:</c> or <c>(?&lt;name></c>, or before the end of <c>(?i)</c>; the brace itself for a
    /// plain group.
    /// </summary>
    private static int EndOfHead(string pattern, int start)
    {
        if (start + 1 >= pattern.Length || pattern[start + 1] != '?')
            return start;
        var length = pattern.AsSpan(start).IndexOfAny(":>)");
        return length < 0 ? start
            : pattern[start + length] == ')' ? start + length - 1
            : start + length;
    }

    private static int EndOfClass(string pattern, int start)
    {
        var depth = 1;
        var at = start + 1;
        if (at < pattern.Length && pattern[at] == '^')
            at++;
        if (at < pattern.Length && pattern[at] == ']')
            at++;
        for (; at < pattern.Length; at++)
        {
            if (pattern[at] == '\\')
                at++;
            else if (pattern[at] == '[' && pattern[at - 1] == '-')
                depth++;
            else if (pattern[at] == ']' && --depth == 0)
                break;
        }

        return at;
    }
}
