namespace Brain.Cli.Screen;

/// <summary>The screen the person looks at, if it is one.</summary>
internal static class Terminal
{
    private const int WidthMin = 20;

    /// <summary>Null when the output goes to a file or a program.</summary>
    internal static int? Width { get; } = Console.IsOutputRedirected ? null : Math.Max(WidthMin, Console.WindowWidth);

    /// <summary>The line as far as it fits.</summary>
    internal static string Cut(string line)
    {
        if (Width is not { } width || line.Length <= width)
            return line;
        var end = char.IsHighSurrogate(line[width - 2]) ? width - 2 : width - 1;
        return line[..end] + "…";
    }

    /// <summary>The text in a colour, on a screen that wants colours.</summary>
    internal static string Coloured(string text, int colour) =>
        Width is null || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
            ? text
            : $"\e[{colour}m{text}\e[0m";
}
