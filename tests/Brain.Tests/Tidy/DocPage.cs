using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Brain.Tests.Tidy;

/// <summary>A page that people read: a Markdown file of this repository.</summary>
/// <param name="Path">From the repository's root.</param>
/// <param name="Lines">As they stand.</param>
internal sealed partial record DocPage(string Path, string[] Lines)
{
    public static readonly string Root = FindRoot();

    private static readonly string[] Folders = ["docs", "examples", "client", "deploy"];

    /// <summary>Every page, those of skills and of the plugin too.</summary>
    public static readonly DocPage[] All =
    [
        .. Directory
            .EnumerateFiles(Root, "*.md")
            .Concat(Folders.SelectMany(Below))
            .Select(file => System.IO.Path.GetRelativePath(Root, file))
            .Where(file => !BuiltFolder().IsMatch(file))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    /// <summary>Its blocks between fences, each with its language.</summary>
    public IEnumerable<DocBlock> Blocks
    {
        get
        {
            DocBlock? open = null;
            foreach (var (place, line) in Lines.Index())
            {
                if (!line.StartsWith("```", StringComparison.Ordinal))
                {
                    open?.Lines.Add((place + 1, line));
                }
                else if (open is null)
                {
                    open = new($"{Path}:{place + 1}", line[3..].Trim(), []);
                }
                else
                {
                    yield return open;
                    open = null;
                }
            }
        }
    }

    /// <summary>Its lines outside of fences.</summary>
    public IEnumerable<(int Number, string Text)> Prose
    {
        get
        {
            var fenced = false;
            foreach (var (place, line) in Lines.Index())
            {
                if (line.StartsWith("```", StringComparison.Ordinal))
                    fenced = !fenced;
                else if (!fenced)
                    yield return (place + 1, line);
            }
        }
    }

    /// <summary>What stands between backticks in its prose.</summary>
    public IEnumerable<(string Where, string Text)> Spans =>
        Prose.SelectMany(line =>
            Span().Matches(line.Text).Select(span => ($"{Path}:{line.Number}", span.Groups[1].Value))
        );

    /// <summary>Where links can lead to in it.</summary>
    public IEnumerable<string> Anchors =>
        Prose
            .Where(line => line.Text.StartsWith('#'))
            .Select(line => line.Text.TrimStart('#').Trim().ToLowerInvariant())
            .Select(title => NotInAnAnchor().Replace(title, "").Replace(' ', '-'));

    private static IEnumerable<string> Below(string folder) =>
        Directory.EnumerateFiles(System.IO.Path.Combine(Root, folder), "*.md", SearchOption.AllDirectories);

    public static DocPage Read(string path) => new(path, File.ReadAllLines(System.IO.Path.Combine(Root, path)));

    /// <summary>Fails with all of them, each in full; none is well.</summary>
    public static void Holds(IEnumerable<string> failures)
    {
        string[] all = [.. failures];
        if (all.Length > 0)
            Assert.Fail(string.Join('\n', all));
    }

    private static string FindRoot([CallerFilePath] string here = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex("/(bin|obj)/")]
    private static partial Regex BuiltFolder();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Span();

    [GeneratedRegex(@"[^\p{L}\p{N}_ -]")]
    private static partial Regex NotInAnAnchor();
}

/// <summary>A block of a page between fences.</summary>
/// <param name="Where">path:line of its first fence.</param>
/// <param name="Language">What stands behind it.</param>
/// <param name="Lines">With their numbers in the page.</param>
internal sealed record DocBlock(string Where, string Language, List<(int Number, string Text)> Lines)
{
    public string Text => string.Join('\n', Lines.Select(line => line.Text)) + "\n";
}
