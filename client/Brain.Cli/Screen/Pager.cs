using System.Diagnostics;

namespace Brain.Cli.Screen;

/// <summary>Shows a text that is longer than the screen in what <c>PAGER</c> names, else in less.</summary>
internal static class Pager
{
    private const string Default = "less";

    /// <summary>Whether a text is shown by a program: on a terminal it is longer than, unless none is wanted.</summary>
    internal static bool Wants(string text, int? width, int height, string? pager) =>
        width is { } columns
        && pager is not ("" or "cat")
        && text.Split('\n').Sum(line => 1 + Math.Max(0, line.Length - 1) / columns) > height;

    /// <summary>Shows a text; in the terminal itself when it is short, or the program can't be started.</summary>
    internal static void Show(string text, Action plainly)
    {
        var pager = Environment.GetEnvironmentVariable("PAGER");
        if (
            !Wants(
                text,
                Terminal.Width,
                Console.IsOutputRedirected ? 0 : Console.WindowHeight,
                pager
            ) || !Page(text, pager)
        )
            plainly();
    }

    /// <summary>Hands a text to the program.</summary>
    /// <returns>False when there is no such program.</returns>
    internal static bool Page(string text, string? pager)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", pager ?? Default])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
        };
        // Ends by itself where all of it fits after all, and leaves what was read on the screen.
        start.Environment.TryAdd("LESS", "FRX");
        using var process = Process.Start(start)!;
        try
        {
            process.StandardInput.Write(text);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Left before the end was reached.
        }

        process.WaitForExit();
        return process.ExitCode != NoSuchProgram;
    }

    private const int NoSuchProgram = 127;
}
