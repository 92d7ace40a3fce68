using Brain.Messages.Text;

namespace Brain.Cli.Screen;

/// <summary>
/// Rows for people: columns under their heads, as wide as the terminal. What does not fit is taken from the widest
/// columns first, so that each of them still shows its beginning.
/// </summary>
/// <param name="heads">One for each column.</param>
internal sealed class TextTable(params string[] heads)
{
    private const string Gap = "  ";

    private readonly List<string[]> _rows = [heads];

    /// <summary>The most columns of characters; null for as many as it takes.</summary>
    internal int? Width { get; init; } = Terminal.Columns;

    internal void Add(params string[] cells) => _rows.Add([.. cells.Select(TerminalText.Line)]);

    internal void Print(TextWriter output)
    {
        var widths = Widths();
        foreach (var row in _rows)
        {
            var cells = row.Select((cell, i) => TextColumns.Pad(TextColumns.Cut(cell, widths[i]), widths[i]));
            output.WriteLine(string.Join(Gap, cells).TrimEnd());
        }
    }

    private int[] Widths()
    {
        int[] widths = [.. heads.Select((_, i) => _rows.Max(row => TextColumns.Of(row[i])))];
        var over = widths.Sum() + Gap.Length * (widths.Length - 1) - (Width ?? int.MaxValue);
        for (; over > 0; over--)
        {
            var widest = Array.IndexOf(widths, widths.Max());
            // No column is narrower than its head's first letters.
            if (widths[widest] <= 2)
                break;
            widths[widest]--;
        }

        return widths;
    }
}
