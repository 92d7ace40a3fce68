using System.Text;
using Brain.Silo.Files;

namespace Brain.Silo.Projects;

/// <summary>What git keeps of a clone, read from its files. Source: gitrepository-layout(5).</summary>
/// <param name="folder">The clone's folder.</param>
internal sealed class GitDirectory(string folder)
{
    private const int PointerBytesMax = 8 * 1024;
    private const int SettingsBytesMax = 256 * 1024;
    private const int RefsBytesMax = 16 * 1024 * 1024;
    private const string Heads = "refs/heads/";

    // The last of them have git fetch what a clone left out, by programs that its settings name.
    private static readonly string[] OfPrograms =
    [
        "[filter",
        "fsmonitor",
        "[include",
        "sshcommand",
        "gitproxy",
        "askpass",
        "[core.",
        "worktreeconfig",
        "[credential",
        "promisor",
        "partialclone",
        "uploadpack",
        "[protocol",
        "ext::",
    ];

    private string Inside { get; } =
        Directory.Exists(Path.Combine(folder, ".git")) ? Path.Combine(folder, ".git") : folder;

    /// <summary>It has no files of its own checked out.</summary>
    public bool IsBare => Inside == folder;

    /// <summary>
    /// Its own settings name programs, or other settings that may: git would run them, and they are somebody else's.
    /// </summary>
    public bool NamesPrograms =>
        Whole(Path.Combine(Inside, "config"), SettingsBytesMax) is not { } settings
        || Array.Exists(OfPrograms, word => settings.Contains(word, StringComparison.OrdinalIgnoreCase))
        || Path.Exists(Path.Combine(Inside, "config.worktree"));

    /// <summary>The branch that is checked out; null for none.</summary>
    public string? Branch =>
        Head is ['r', 'e', 'f', ':', ..] && Head[4..].Trim() is var name
            ? name.StartsWith(Heads, StringComparison.Ordinal)
                ? name[Heads.Length..]
                : name
            : null;

    /// <summary>The newest commit of what is checked out; null before the first.</summary>
    public string? Commit =>
        Head switch
        {
            null => null,
            ['r', 'e', 'f', ':', .. var name] => Ref(name.Trim()),
            var commit => Hash(commit),
        };

    /// <summary>Its other worktrees that are there.</summary>
    public string[] Worktrees
    {
        get
        {
            var kept = Path.Combine(Inside, "worktrees");
            if (!Directory.Exists(kept))
                return [];
            return
            [
                .. Directory
                    .EnumerateDirectories(kept)
                    .Select(one => Text(Path.Combine(one, "gitdir"), PointerBytesMax)?.Trim())
                    .Where(path => path is { Length: > 5 and <= 600 } && File.Exists(path))
                    .Select(path => path![..^"/.git".Length])
                    .Order(StringComparer.Ordinal),
            ];
        }
    }

    /// <summary>Where the settings of a worktree or a submodule lie; null for any other folder.</summary>
    public static string? Pointer(string folder)
    {
        const string Mark = "gitdir:";
        return
            Text(Path.Combine(folder, ".git"), PointerBytesMax) is { } text
            && text.StartsWith(Mark, StringComparison.Ordinal)
            ? RealPath.Of(Path.GetFullPath(text[Mark.Length..].Trim(), folder))
            : null;
    }

    private string? Head => Text(Path.Combine(Inside, "HEAD"), PointerBytesMax)?.Trim();

    private string? Ref(string name)
    {
        if (name.Contains("..", StringComparison.Ordinal) || name.StartsWith('/'))
            return null;
        if (Hash(Text(Path.Combine(Inside, name), PointerBytesMax)?.Trim()) is { } loose)
            return loose;
        foreach (var line in (Text(Path.Combine(Inside, "packed-refs"), RefsBytesMax) ?? "").AsSpan().EnumerateLines())
        {
            var blank = line.IndexOf(' ');
            if (blank > 0 && line[(blank + 1)..].SequenceEqual(name))
                return Hash(line[..blank].ToString());
        }

        return null;
    }

    private static string? Hash(string? text) =>
        text is { Length: 40 or 64 } && text.All(char.IsAsciiHexDigitLower) ? text : null;

    private static string? Text(string path, int bytesMax) => Decoded(() => RegularFile.Start(path, bytesMax));

    // Null for one that is longer, too: what is not looked at may say anything.
    private static string? Whole(string path, int bytesMax) => Decoded(() => RegularFile.Read(path, bytesMax));

    private static string? Decoded(Func<byte[]?> read)
    {
        try
        {
            return read() is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
