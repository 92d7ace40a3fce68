using System.Buffers;

namespace Brain.Messages.Secrets;

/// <summary>Secrets in the columns of tables: CSV, tabs, Markdown, what database clients print. The first line names
/// them.</summary>
internal static class Table
{
    private const int HeaderMax = 512;
    private const int RowMax = 4096;
    private const int RowsMax = 2_000;

    private static readonly SearchValues<char> NoHeader = SearchValues.Create("={<$(\\");
    private static readonly SearchValues<char> RuleMarks = SearchValues.Create("-=+|: \t─┼├┤│╪═╞╡");

    /// <summary>Adds what stands below a name that is one of the cells of a table's first line.</summary>
    internal static void Find(ReadOnlySpan<char> text, int start, int stop, NameKind kind, List<SecretSpan> found)
    {
        var from = Letters.LineStart(text, start, HeaderMax);
        var end = Letters.LineEnd(text, stop, HeaderMax);
        if ((from > 0 && text[from - 1] != '\n') || (end < text.Length && text[end] != '\n'))
            return;
        var header = text[from..end].TrimEnd('\r');
        var mark = MarkOf(header);
        if (mark == '\0' || header.ContainsAny(NoHeader))
            return;
        var cells = header.Count(mark);
        if (text[from..start].Trim("\"' \t").IsEmpty && mark != '|')
            Pair(text, stop, end, mark, kind, found);
        if (!IsCell(text[stop..end], mark) || !IsFirst(text, from, mark, cells))
            return;
        var column = text[from..start].Count(mark);
        var at = end + 1;
        for (var rows = 0; rows < RowsMax && at < text.Length; rows++)
        {
            end = Letters.LineEnd(text, at, RowMax);
            var row = text[at..end].TrimEnd('\r');
            if (!IsRule(row))
            {
                if (row.IsEmpty || Cell(row, mark, column, out var cell) != cells)
                    return;
                Add(text, text[start..stop], (at + cell.Start.Value, at + cell.End.Value), kind, found);
            }

            at = end + 1;
        }
    }

    // tin_token,9f3c…: a name in the first cell, its value in the second.
    private static void Pair(ReadOnlySpan<char> text, int at, int end, char mark, NameKind kind, List<SecretSpan> found)
    {
        while (at < end && text[at] is '"' or '\'')
            at++;
        if (at >= end || text[at] != mark)
            return;
        var from = Letters.SkipBlanks(text, at + 1);
        var next = text[from..end].IndexOf(mark);
        var value = (next < 0 ? text[from..end] : text[from..(from + next)]).Trim("\"'\r ");
        from += from < end && text[from] is '"' or '\'' ? 1 : 0;
        if (
            (SecretValue.IsStrong(value) || Prose.IsDrawn(value))
            && SecretValue.IsOne(value, kind, ValueStyle.Quoted, ':')
        )
            found.Add(new(from, from + value.Length, "cell"));
    }

    private static char MarkOf(ReadOnlySpan<char> header) =>
        header.Contains('|') ? '|'
        : header.Contains('│') ? '│'
        : header.Contains('\t') ? '\t'
        : header.Contains(';') ? ';'
        : header.Contains(',') ? ','
        : '\0';

    // Nothing but a word or two behind the name, then the next cell.
    private static bool IsCell(ReadOnlySpan<char> rest, char mark)
    {
        var next = rest.IndexOf(mark);
        var cell = (next < 0 ? rest : rest[..next]).Trim();
        return cell.Length <= 24 && !cell.ContainsAny(":./");
    }

    // A line of as many cells before it makes it a row.
    private static bool IsFirst(ReadOnlySpan<char> text, int from, char mark, int cells)
    {
        if (from == 0)
            return true;
        var before = text[Letters.LineStart(text, from - 1, HeaderMax)..(from - 1)].TrimEnd('\r');
        return IsRule(before) || before.Count(mark) != cells;
    }

    // |---|:-:|, +----+----+: what separates.
    private static bool IsRule(ReadOnlySpan<char> line) =>
        line.ContainsAny('-', '=', '─') && !line.ContainsAnyExcept(RuleMarks);

    // Where a column's cell stands, and how many marks the row has; marks between quotes are no marks.
    private static int Cell(ReadOnlySpan<char> row, char mark, int column, out Range cell)
    {
        cell = default;
        var (marks, from) = (0, 0);
        var isQuoted = false;
        for (var i = 0; i <= row.Length; i++)
        {
            if (i < row.Length && row[i] == '"' && (isQuoted || i == from))
                isQuoted = !isQuoted;
            if (i < row.Length && (row[i] != mark || isQuoted))
                continue;
            if (marks == column)
                cell = from..i;
            if (i < row.Length)
                (marks, from) = (marks + 1, i + 1);
        }

        return marks;
    }

    private static void Add(
        ReadOnlySpan<char> text,
        ReadOnlySpan<char> name,
        (int From, int To) cell,
        NameKind kind,
        List<SecretSpan> found
    )
    {
        var (from, to) = cell;
        while (from < to && text[from] is ' ' or '\t' or '"' or '\'' or '`' or '*')
            from++;
        while (to > from && text[to - 1] is ' ' or '\t' or '"' or '\'' or '`' or '*')
            to--;
        var value = text[from..to];
        if (
            value.Length >= 4
            && SecretValue.IsTelling(value)
            && SecretValue.IsOne(value, kind, ValueStyle.Line, ':')
            && SecretName.Fits(name, value, ValueStyle.Bare, ':')
        )
            found.Add(new(from, to, "cell"));
    }
}
