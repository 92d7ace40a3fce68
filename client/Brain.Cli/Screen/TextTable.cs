using Brain.Messages.Text;

namespace Brain.Cli.Screen;

/// <summary>Rows for people: columns under their heads, the last one cut to what the terminal can show.</summary>
internal sealed class TextTable(params string[] heads)
{
    private const string Gap = "  ";

    private readonly List<string[]> _rows = [heads];

    internal void Add(params string[] cells) => _rows.Add([.. cells.Select(TerminalText.Line)]);

    internal void Print(TextWriter output)
    {
        var widths = Enumerable.Range(0, heads.Length).Select(i => _rows.Max(row => row[i].Length)).ToArray();
        foreach (var row in _rows)
        {
            var line = string.Join(Gap, row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd();
            output.WriteLine(Terminal.Cut(line));
        }
    }
}
