using System.Text;
using System.Text.RegularExpressions;

namespace Brain.Domain.Watching;

/// <summary>
/// The path globs of a watch rule: <c>*</c> and <c>?</c> within one folder's or file's name, <c>**</c> across them,
/// with regard to case.
/// </summary>
internal static class WatchGlob
{
    /// <summary>
    /// Whether the glob means this file. A file in the project is told by its path in it; by its whole path for a glob
    /// that begins with <c>/</c>. A file elsewhere is met only by globs that begin with <c>/</c> or <c>**</c>.
    /// </summary>
    public static bool IsPath(string glob, string path, string? project)
    {
        var pattern = WatchPattern.OfGlob(glob);
        var full = Whole(path, project);
        var within = Within(full, project);
        if (glob.StartsWith('/'))
            return pattern.IsMet(full);
        if (within is not null)
            return pattern.IsMet(within);
        return glob.StartsWith("**", StringComparison.Ordinal) && pattern.IsMet(full.TrimStart('/'));
    }

    /// <summary>Whether the glob means one of the files that another glob, with its folder before it, means.</summary>
    public static bool IsOneOf(string glob, string files, string? project)
    {
        var full = Whole(files, project);
        if (glob.StartsWith('/'))
            return GlobOverlap.Is(glob, full);
        if (Within(full, project) is { } within)
            return GlobOverlap.Is(glob, within);
        // A folder above the project has the project's files too.
        return (!string.IsNullOrEmpty(project) && GlobOverlap.Is($"{Plain(project).TrimEnd('/')}/{glob}", full))
            || (glob.StartsWith("**", StringComparison.Ordinal) && GlobOverlap.Is(glob, full.TrimStart('/')));
    }

    /// <summary>The glob as a pattern, from its first to its last character.</summary>
    internal static string Pattern(string glob)
    {
        var pattern = new StringBuilder(@"(?-i:\A");
        var end = glob.EndsWith('/') ? glob + "**" : glob;
        for (var at = 0; at < end.Length; at++)
        {
            var rest = end.AsSpan(at);
            if (rest.StartsWith("**/"))
            {
                pattern.Append("([^/]*/)*");
                at += 2;
            }
            else if (rest.StartsWith("**"))
            {
                pattern.Append(@"[\s\S]*");
                at++;
            }
            else
            {
                pattern.Append(
                    end[at] switch
                    {
                        '*' => "[^/]*",
                        '?' => "[^/]",
                        var plain => Regex.Escape(plain.ToString()),
                    }
                );
            }
        }

        return pattern.Append(@"\z)").ToString();
    }

    private static string Whole(string path, string? project) =>
        Plain(path.StartsWith('/') || string.IsNullOrEmpty(project) ? path : $"{project}/{path}");

    /// <summary>The path from the project's folder on; null for one that lies elsewhere.</summary>
    private static string? Within(string full, string? project)
    {
        if (string.IsNullOrEmpty(project))
            return full.StartsWith('/') || full.StartsWith("../", StringComparison.Ordinal) ? null : full;
        var root = Plain(project).TrimEnd('/') + "/";
        return full.StartsWith(root, StringComparison.Ordinal) ? full[root.Length..] : null;
    }

    /// <summary>The path without <c>.</c>, <c>..</c> and doubled slashes, as far as its text alone tells.</summary>
    private static string Plain(string path)
    {
        var kept = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "." || (part == ".." && kept.Count == 0 && path[0] == '/'))
                continue;
            if (part == ".." && kept.Count > 0 && kept[^1] != "..")
                kept.RemoveAt(kept.Count - 1);
            else
                kept.Add(part);
        }

        return (path.StartsWith('/') ? "/" : "") + string.Join('/', kept);
    }
}
