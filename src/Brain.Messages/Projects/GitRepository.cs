using System.Text;

namespace Brain.Messages.Projects;

/// <summary>How a repository's files are reached: each program has its own careful way of reading.</summary>
/// <param name="Resolve">A path without links; null where nothing is.</param>
/// <param name="Read">A regular file's first bytes; null where there is none.</param>
public sealed record GitFiles(Func<string, string?> Resolve, Func<string, int, byte[]?> Read);

/// <summary>
/// Which repository a folder belongs to, read from git's own files, with no process of git. Source:
/// gitrepository-layout(5): <c>.git</c> is a folder, or a file that names one; <c>commondir</c> names the one that all
/// worktrees share.
/// </summary>
/// <param name="Common">The folder that all its worktrees share, without links.</param>
/// <param name="Remote">Its remote in the one form of <see cref="GitRemote"/>; null when it has none.</param>
public sealed record GitRepository(string Common, string? Remote)
{
    private const int PointerBytesMax = 8 * 1024;
    private const int SettingsBytesMax = 256 * 1024;
    private const int DepthMax = 64;
    private const int HopsMax = 4;

    /// <summary>The project that a folder of this repository belongs to.</summary>
    public string Project => Remote ?? ProjectFolder.Of(Root(Common))!;

    /// <summary>
    /// The repository of a folder; null when it is in none. One that begins at the person's home is that folder's
    /// alone, for settings under version control make no project of all that lies beneath.
    /// </summary>
    /// <param name="folder">Absolute.</param>
    /// <param name="files">How to read.</param>
    /// <param name="home">The person's home, or null.</param>
    public static GitRepository? Find(string? folder, GitFiles files, string? home) =>
        folder is ['/', ..] && files.Resolve(folder) is { } real ? Find(real, files, home, HopsMax) : null;

    /// <summary>The project of a folder: its repository's, or the folder itself without links.</summary>
    /// <param name="folder">As it was given.</param>
    /// <param name="files">How to read.</param>
    /// <param name="home">The person's home, or null.</param>
    public static string? ProjectOf(string? folder, GitFiles files, string? home) =>
        folder is not ['/', ..] || files.Resolve(folder) is not { } real
            ? ProjectFolder.Of(folder)
            : Find(real, files, home, HopsMax)?.Project ?? ProjectFolder.Of(real);

    private static GitRepository? Find(string real, GitFiles files, string? home, int hops)
    {
        var at = real;
        for (var depth = 0; depth < DepthMax; depth++)
        {
            if (SharedFolder(at, files) is { } common)
            {
                return at != real && home is { Length: > 0 } && at == (files.Resolve(home) ?? home)
                    ? null
                    : new(common, RemoteOf(common, files, home, hops));
            }

            if (at.Length <= 1)
                break;
            at = at.LastIndexOf('/') is > 0 and var slash ? at[..slash] : "/";
        }

        return null;
    }

    // The shared folder of the repository that begins in this very folder.
    private static string? SharedFolder(string folder, GitFiles files)
    {
        const string Pointer = "gitdir:";
        var inside = folder == "/" ? "/.git" : folder + "/.git";
        string? found = null;
        if (files.Read(inside, PointerBytesMax) is { } pointer)
        {
            var text = Encoding.UTF8.GetString(pointer).Trim();
            if (text.StartsWith(Pointer, StringComparison.Ordinal))
                found = files.Resolve(Under(folder, text[Pointer.Length..].Trim()));
        }
        else if (files.Read(inside + "/HEAD", 1) is not null)
        {
            found = files.Resolve(inside);
        }
        else if (files.Read(folder + "/HEAD", 1) is not null && files.Resolve(folder + "/objects") is not null)
        {
            // A bare one.
            found = files.Read(folder + "/config", 1) is null ? null : folder;
        }

        if (found is null)
            return null;
        return files.Read(found + "/commondir", PointerBytesMax) is { } shared
            ? files.Resolve(Under(found, Encoding.UTF8.GetString(shared).Trim())) ?? found
            : found;
    }

    private static string? RemoteOf(string common, GitFiles files, string? home, int hops)
    {
        if (files.Read(common + "/config", SettingsBytesMax) is not { } settings)
            return null;
        if (GitSettings.Remote(Encoding.UTF8.GetString(settings)) is not { } address)
            return null;
        if (GitRemote.Folder(address) is not { } folder)
            return GitRemote.Of(address);
        // A clone of a folder is the project that the folder is.
        if (hops == 0 || files.Resolve(Under(Root(common), folder)) is not { } real || real == common)
            return null;
        return Find(real, files, home, hops - 1)?.Project;
    }

    private static string Under(string folder, string path) => path.StartsWith('/') ? path : $"{folder}/{path}";

    // The main worktree, where git's folder lies in it.
    private static string Root(string common) =>
        common.EndsWith("/.git", StringComparison.Ordinal) && common.Length > "/.git".Length
            ? common[..^"/.git".Length]
            : common;
}
