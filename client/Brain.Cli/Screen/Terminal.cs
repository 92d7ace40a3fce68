using System.Globalization;

namespace Brain.Cli.Screen;

/// <summary>
/// The screen the person looks at, or the file or program that takes its place: the only way out for words. Whatever is
/// written is cleaned here, once, of what a terminal would obey.
/// </summary>
internal static class Terminal
{
    private const int WidthMin = 20;
    private const int ColumnsElsewhere = 80;

    /// <summary>The option after which no line is cut.</summary>
    internal const string Wide = "--wide";

    /// <summary>Null when the output goes to a file or a program.</summary>
    internal static int? Width { get; } = Console.IsOutputRedirected ? null : Math.Max(WidthMin, Console.WindowWidth);

    /// <summary>
    /// How many columns a table may have: those of the screen, or of COLUMNS, or else 80, in a pipe too. Null after
    /// <c>--wide</c>: as many as it takes.
    /// </summary>
    internal static int? Columns { get; } =
        ColumnsOf(
            isWide: Environment.GetCommandLineArgs().Contains(Wide, StringComparer.Ordinal),
            said: Environment.GetEnvironmentVariable("COLUMNS"),
            Width
        );

    internal static int? ColumnsOf(bool isWide, string? said, int? screen) =>
        isWide ? null
        : screen is { } columns ? columns
        : int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var set) && set > 0
            ? Math.Max(WidthMin, set)
        : ColumnsElsewhere;

    /// <summary>Where answers go.</summary>
    internal static TextWriter Out { get; } = new SanitizingWriter(Console.Out);

    /// <summary>Where it is said what went wrong.</summary>
    internal static TextWriter Error { get; } = new SanitizingWriter(Console.Error);

    /// <summary>Writes JSON of ours, which names such characters by their numbers and so keeps them.</summary>
    internal static void WriteJson(string json) => Console.Out.WriteLine(json);

    /// <summary>Writes a text in a colour, on a screen that wants colours.</summary>
    internal static void Write(string text, int colour)
    {
        var plain = Width is null || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        if (!plain)
            Console.Out.Write($"\e[{colour}m");
        Out.Write(text);
        if (!plain)
            Console.Out.Write("\e[0m");
    }

    /// <summary>Writes a line over the one before it, beside the answers; the last one stays.</summary>
    internal static void WriteProgress(string line, bool isLast)
    {
        Console.Error.Write('\r');
        Error.Write(line);
        if (isLast)
            Error.WriteLine();
    }

    /// <summary>The line as far as it fits a screen; whole where it goes elsewhere: it is no table.</summary>
    internal static string Cut(string line) => Width is { } width ? TextColumns.Cut(line, width) : line;
}
