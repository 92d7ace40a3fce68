using System.Collections.Immutable;

namespace Brain.Domain.Tools.Shell;

/// <summary>The words of git: what stands before its command, the command, and what follows.</summary>
/// <param name="Command">Such as <c>checkout</c>; empty for none.</param>
/// <param name="Words">What follows it.</param>
/// <param name="Folder">Where it runs; empty for the same folder.</param>
internal sealed record GitWords(string Command, ImmutableArray<string> Words, string Folder)
{
    /// <summary>Reads them.</summary>
    public static GitWords Of(ImmutableArray<string> words)
    {
        var (at, folder) = (0, "");
        for (; at < words.Length && words[at].StartsWith('-'); at++)
        {
            if (words[at] == "-C" && at + 1 < words.Length)
                folder = ShellFolders.Combined(folder, words[++at]);
            else if (words[at] is "-c" or "--git-dir" or "--work-tree" or "--namespace" or "--config-env")
                at++;
        }

        return at < words.Length ? new(words[at], words[(at + 1)..], Plain(folder)) : new("", [], Plain(folder));
    }

    /// <summary>Where a program runs: for git what its options say; empty for the same folder.</summary>
    public static string Place(string program, string[] words) =>
        program == "git" && words.Contains("-C") ? Of([.. words]).Folder : "";

    private static string Plain(string folder) => folder == "." ? "" : folder;
}
