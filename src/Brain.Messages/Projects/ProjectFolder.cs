namespace Brain.Messages.Projects;

/// <summary>A project that has no git remote: its folder, written in one way. <c>v2.folder_key</c> does the same.</summary>
public static class ProjectFolder
{
    /// <summary>The most characters of a project's name.</summary>
    public const int LengthMax = 600;

    private const string WindowsDrives = "/mnt/";

    /// <summary>
    /// The folder without a slash at its end, doubled ones and dots, a Windows drive's in small letters; null for none.
    /// </summary>
    /// <param name="folder">As somebody gave it; what is not absolute stays as it is.</param>
    public static string? Of(string? folder)
    {
        if (string.IsNullOrWhiteSpace(folder))
            return null;
        if (folder[0] != '/')
            return Cut(folder);
        var plain = "/" + string.Join('/', folder.Split('/').Where(name => name is not ("" or ".")));
        return Cut(IsOfWindows(plain) ? plain.ToLowerInvariant() : plain);
    }

    /// <summary>Whether a folder is another one or lies in it.</summary>
    public static bool Holds(string? folder, string? inside) =>
        Of(folder) is { } outer
        && Of(inside) is { } inner
        && (outer == inner || inner.StartsWith(outer.TrimEnd('/') + "/", StringComparison.Ordinal));

    // WSL: a drive's letter and no more, for its file system knows no case.
    private static bool IsOfWindows(string path) =>
        path.StartsWith(WindowsDrives, StringComparison.OrdinalIgnoreCase)
        && path.Length > WindowsDrives.Length
        && char.IsAsciiLetter(path[WindowsDrives.Length])
        && (path.Length == WindowsDrives.Length + 1 || path[WindowsDrives.Length + 1] == '/');

    private static string Cut(string text) => text.Length <= LengthMax ? text : text[..LengthMax];
}
