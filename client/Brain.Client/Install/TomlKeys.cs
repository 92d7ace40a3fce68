using System.Text;

namespace Brain.Client.Install;

/// <summary>A header or a key of a TOML file, with all tables it stands in.</summary>
/// <param name="Path">The names, outermost first, without their quotation marks.</param>
/// <param name="IsHeader">It is a table's header.</param>
/// <param name="Line">Which line.</param>
internal sealed record TomlKey(string[] Path, bool IsHeader, int Line)
{
    /// <summary>It is that table, stands in it, or holds it as a value.</summary>
    internal bool Names(string[] table) =>
        Path.Length >= table.Length
            ? Path.AsSpan(0, table.Length).SequenceEqual(table)
            : !IsHeader && table.AsSpan(0, Path.Length).SequenceEqual(Path);

    /// <summary>It is a table below that one, or stands in such a one.</summary>
    internal bool IsBelow(string[] table) => Names(table) && Path.Length > table.Length;
}

/// <summary>
/// Finds headers and keys in a TOML file, as far as it takes to tell whose a table is: names bare or in quotation
/// marks, with dots and blanks between, comments behind them, and texts of several lines.
/// </summary>
internal static class TomlKeys
{
    private static readonly string[] Fences = ["\"\"\"", "'''"];

    /// <summary>All of them, in their order.</summary>
    internal static IEnumerable<TomlKey> Of(string text)
    {
        string[] table = [];
        string? fence = null;
        var number = -1;
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            number++;
            if (fence is not null)
            {
                fence = Closes(line, fence) ? null : fence;
                continue;
            }

            if (line is ['[', ..])
            {
                table = Names(line.TrimStart('['), out _);
                yield return new(table, true, number);
                continue;
            }

            var names = Names(line, out var rest);
            if (names.Length == 0 || rest is not ['=', ..])
                continue;
            yield return new([.. table, .. names], false, number);
            fence = Array.Find(Fences, one => rest.Split(one).Length % 2 == 0);
        }
    }

    /// <summary>The text without the tables below that one; comments above the next table stay.</summary>
    internal static string WithoutTablesBelow(string text, string[] table)
    {
        var lines = text.Split('\n').ToList();
        TomlKey[] headers = [.. Of(text).Where(key => key.IsHeader)];
        for (var place = headers.Length - 1; place >= 0; place--)
        {
            if (!headers[place].IsBelow(table))
                continue;
            var end = place + 1 < headers.Length ? headers[place + 1].Line : lines.Count;
            while (end > headers[place].Line + 1 && lines[end - 1].Trim() is "" or ['#', ..])
                end--;
            lines.RemoveRange(headers[place].Line, end - headers[place].Line);
        }

        return string.Join('\n', lines);
    }

    private static bool Closes(string line, string fence) => line.Contains(fence, StringComparison.Ordinal);

    private static string[] Names(string line, out string rest)
    {
        var (names, place) = (new List<string>(), 0);
        while (Name(line, ref place) is { } name)
        {
            names.Add(name);
            Blanks(line, ref place);
            if (place == line.Length || line[place] != '.')
                break;
            place++;
        }

        rest = line[place..];
        return [.. names];
    }

    private static string? Name(string line, ref int place)
    {
        Blanks(line, ref place);
        if (place == line.Length)
            return null;
        var quote = line[place];
        var name = new StringBuilder();
        if (quote is not ('"' or '\''))
        {
            for (; place < line.Length && (char.IsLetterOrDigit(line[place]) || line[place] is '_' or '-'); place++)
                name.Append(line[place]);
            return name.Length > 0 ? name.ToString() : null;
        }

        for (place++; place < line.Length && line[place] != quote; place++)
        {
            if (quote == '"' && line[place] == '\\' && place + 1 < line.Length)
                place++;
            name.Append(line[place]);
        }

        place = Math.Min(place + 1, line.Length);
        return name.ToString();
    }

    private static void Blanks(string line, ref int place)
    {
        while (place < line.Length && line[place] is ' ' or '\t')
            place++;
    }
}
