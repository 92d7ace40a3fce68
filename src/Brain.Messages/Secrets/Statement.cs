namespace Brain.Messages.Secrets;

/// <summary>Passwords in SQL: <c>identified by 'x'</c>, and <c>insert into t (name, password) values ('bob',
/// 'x')</c>.</summary>
internal static class Statement
{
    private const int ColumnsMax = 32;
    private const int RowsMax = 256;

    /// <summary>Adds the secrets of the clause whose first word stands at a place.</summary>
    internal static void Find(ReadOnlySpan<char> text, int start, int end, List<SecretSpan> found)
    {
        if (text[start..end].Equals("identified", StringComparison.OrdinalIgnoreCase))
            Identified(text, end, char.IsAsciiLetterUpper(text[start + 1]), found);
        else if (text[start..end].Equals("into", StringComparison.OrdinalIgnoreCase))
            Insert(text, end, found);
    }

    // IDENTIFIED BY 'x', IDENTIFIED WITH plugin BY 'x', and Oracle's without quotes.
    private static void Identified(ReadOnlySpan<char> text, int at, bool isKeyword, List<SecretSpan> found)
    {
        var clause = text[at..Math.Min(text.Length, at + 80)];
        var by = clause.IndexOf(" by ", StringComparison.OrdinalIgnoreCase);
        if (by < 0)
            return;
        var value = NamedValue.At(text, Letters.SkipBlanks(text, at + by + 4), ValueStyle.Bare, '=');
        var style = isKeyword ? value.Style : ValueStyle.Loose;
        if (value.IsThere && SecretValue.IsOne(text[value.Start..value.End], NameKind.Password, style, value.Mark))
            found.Add(new(value.Start, value.End, "password"));
    }

    private static void Insert(ReadOnlySpan<char> text, int at, List<SecretSpan> found)
    {
        at = Letters.SkipBlanks(text, at);
        while (at < text.Length && (Letters.IsJoined(text[at]) || text[at] is '"' or '`' or '[' or ']'))
            at++;
        at = Letters.SkipSpace(text, at);
        if (at >= text.Length || text[at] != '(')
            return;
        Span<NameKind> kinds = stackalloc NameKind[ColumnsMax];
        at = Columns(text, at + 1, kinds, out var count);
        if (count == 0)
            return;
        at = Letters.SkipSpace(text, at);
        if (!text[at..].StartsWith("values", StringComparison.OrdinalIgnoreCase))
            return;
        at += "values".Length;
        for (var row = 0; row < RowsMax && at >= 0; row++)
        {
            at = Letters.SkipSpace(text, at);
            if (at >= text.Length || text[at] != '(')
                return;
            at = Row(text, at + 1, kinds[..count], found);
        }
    }

    private static int Columns(ReadOnlySpan<char> text, int at, Span<NameKind> kinds, out int count)
    {
        count = 0;
        var isAny = false;
        while (count < kinds.Length)
        {
            at = Letters.SkipSpace(text, at);
            var from = at;
            while (
                at < text.Length
                && at - from < SecretName.LengthMax
                && (Letters.IsJoined(text[at]) || text[at] is '"' or '`' or '[' or ']')
            )
                at++;
            isAny |= (kinds[count++] = SecretName.Of(text[from..at].Trim("\"`[]"))) != NameKind.None;
            at = Letters.SkipSpace(text, at);
            if (at >= text.Length || text[at] != ',')
                break;
            at++;
        }

        count = isAny && at < text.Length && text[at] == ')' ? count : 0;
        return at + 1;
    }

    // The place after the row and the comma behind it; -1 when no other can follow.
    private static int Row(ReadOnlySpan<char> text, int at, ReadOnlySpan<NameKind> kinds, List<SecretSpan> found)
    {
        Span<Range> literals = stackalloc Range[ColumnsMax];
        var count = Math.Min(CallArguments.Read(text, at, literals[..kinds.Length], out var end), kinds.Length);
        for (var i = 0; i < count; i++)
        {
            var (from, to) = (literals[i].Start.Value, literals[i].End.Value);
            if (
                to > from
                && kinds[i] != NameKind.None
                && SecretValue.IsOne(text[from..to], kinds[i], ValueStyle.Quoted, ':')
            )
                found.Add(new(from, to, kinds[i] == NameKind.Password ? "password" : "named value"));
        }

        return
            end >= 0
            && text[end] == ')'
            && Letters.SkipSpace(text, end + 1) is var next
            && next < text.Length
            && text[next] == ','
            ? next + 1
            : -1;
    }
}
