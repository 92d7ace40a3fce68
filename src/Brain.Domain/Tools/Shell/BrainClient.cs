namespace Brain.Domain.Tools.Shell;

/// <summary>The names that the brain's client goes by: its program, what it is built of and what hooks call.</summary>
internal static class BrainClient
{
    private static readonly string[] Names =
    [
        "brain",
        "brain.dll",
        "brain.exe",
        "Brain.Cli",
        "Brain.Cli.dll",
        "Brain.Cli.csproj",
    ];

    /// <summary>Whether a word names it.</summary>
    public static bool Is(string word) => Array.IndexOf(Names, Name(word)) >= 0;

    /// <summary>Whether a word names what hooks call: it hands over events, and never only tells.</summary>
    public static bool IsHook(string word) => Name(word) == "brain-hook";

    private static string Name(string word) => word[(word.LastIndexOf('/') + 1)..];
}
