using System.Text.Json;
using System.Text.RegularExpressions;

namespace Brain.Domain.Skills.Scan;

/// <summary>The lines of a notebook's cells; its shell lines as the calls that they are.</summary>
internal static partial class NotebookText
{
    /// <summary>As code; the text as it is where it is no notebook.</summary>
    public static string Of(string text)
    {
        try
        {
            using var read = JsonDocument.Parse(text);
            return
                read.RootElement.ValueKind == JsonValueKind.Object
                && read.RootElement.TryGetProperty("cells", out var cells)
                && cells.ValueKind == JsonValueKind.Array
                ? string.Join('\n', cells.EnumerateArray().Select(Cell))
                : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static string Cell(JsonElement cell)
    {
        if (cell.ValueKind != JsonValueKind.Object || !cell.TryGetProperty("source", out var source))
            return "";
        var code =
            source.ValueKind == JsonValueKind.Array
                ? string.Concat(source.EnumerateArray().Select(line => line.ToString()))
                : source.ToString();
        var lines = code.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n');
        var isShell = false;
        for (var at = 0; at < lines.Length; at++)
        {
            if (ShellCell().IsMatch(lines[at]))
                (isShell, lines[at]) = (true, "");
            else if (isShell)
                lines[at] = Call(lines[at]);
            else if (ShellLine().Match(lines[at]) is { Success: true } shell)
                lines[at] = Call(shell.Groups["command"].Value);
        }

        return string.Join('\n', lines);
    }

    private static string Call(string command) =>
        command.Trim().Length == 0
            ? ""
            : $"os.system('{command.Replace("\\", "\\\\", StringComparison.Ordinal).Replace('\'', '"')}')";

    // All lines below are a shell's.
    [GeneratedRegex(
        @"^\s*%%(bash|sh|zsh|ksh|sx|system|!|script(\s+-\S+)*\s+\S*sh)(\s|$)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex ShellCell();

    [GeneratedRegex(
        @"^\s*([A-Za-z_][\w., ]*=\s*)?(!!?|%sx\s|%system\s)\s*(?<command>.*)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex ShellLine();
}
