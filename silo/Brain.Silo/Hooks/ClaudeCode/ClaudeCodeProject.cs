namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>
/// The folder of a project by the name that Claude Code gives the folder of its transcripts: all that is no letter and
/// no digit is a dash there, so several folders may have one name.
/// </summary>
internal static class ClaudeCodeProject
{
    private const string Root = "/";

    // No link is followed: one could lead round in a ring.
    private static readonly EnumerationOptions Plainly = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = true,
    };

    /// <summary>The folder; null where none or more than one has that name.</summary>
    /// <param name="name">The name of the folder of transcripts.</param>
    /// <param name="worked">Folders that people worked in; where none of them is it, the disk is looked at.</param>
    public static string? Of(string name, IEnumerable<string> worked)
    {
        if (!name.StartsWith('-'))
            return null;
        string[] known = [.. worked.Where(folder => NameOf(folder) == name).Distinct(StringComparer.Ordinal).Take(2)];
        return known switch
        {
            [var one] => one,
            [] => OnDisk(Root, name).Take(2).ToArray() is [var one] ? one : null,
            _ => null,
        };
    }

    private static string NameOf(string folder) =>
        string.Concat(folder.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));

    private static IEnumerable<string> OnDisk(string folder, string rest)
    {
        foreach (var below in Below(folder))
        {
            var name = NameOf($"/{Path.GetFileName(below)}");
            if (name == rest)
                yield return below;
            else if (rest.StartsWith($"{name}-", StringComparison.Ordinal))
            {
                foreach (var one in OnDisk(below, rest[name.Length..]))
                    yield return one;
            }
        }
    }

    // What goes while it is looked at is not it.
    private static string[] Below(string folder)
    {
        try
        {
            return Directory.GetDirectories(folder, "*", Plainly);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
