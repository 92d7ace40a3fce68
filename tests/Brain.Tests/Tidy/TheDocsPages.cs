using System.Text.RegularExpressions;

namespace Brain.Tests.Tidy;

/// <summary>What a reader may rely on in every page.</summary>
public sealed partial class TheDocsPages
{
    private const int ColumnsMax = 120;
    private const int ReadmeLinesMax = 120;
    private const int RunsByLine = 20;

    private static readonly string[] Languages = ["sh", "json", "yaml", "sql", "text"];

    [Fact]
    public void Begin_with_a_readme_on_a_few_screens()
    {
        var readme = DocPage.Read("README.md");

        Assert.InRange(readme.Lines.Length, 1, ReadmeLinesMax);
        Assert.Contains(readme.Lines.Take(RunsByLine), line => line.StartsWith("./brain up", StringComparison.Ordinal));
        // What continuous integration runs is what the README says.
        Assert.Contains(readme.Lines, line => line.StartsWith("./brain test", StringComparison.Ordinal));
    }

    [Fact]
    public void Are_all_in_the_readmes_table()
    {
        var links = DocPage.Read("README.md").Prose.SelectMany(line => Link().Matches(line.Text).Select(link => link.Groups[1].Value)).ToHashSet();

        Holds(DocPage.All.Where(page => page.Path.StartsWith("docs/", StringComparison.Ordinal) && page.Path.Count(letter => letter == '/') == 1)
            .Where(page => !links.Contains(page.Path))
            .Select(page => $"{page.Path}:1: is not in the README's table; add a row, or put it into a page that is."));
    }

    [Fact]
    public void Keep_to_120_columns_outside_of_tables() => Holds(DocPage.All.SelectMany(page => page.Lines.Index()
        .Where(line => !line.Item.StartsWith('|') && line.Item.EnumerateRunes().Count() > ColumnsMax)
        .Select(line => $"{page.Path}:{line.Index + 1}: has {line.Item.EnumerateRunes().Count()} columns; break it before {ColumnsMax}.")));

    [Fact]
    public void Lead_to_pages_and_headings_that_there_are() => Holds(DocPage.All.SelectMany(page => page.Prose
        .SelectMany(line => Link().Matches(line.Text).Select(link => (Where: $"{page.Path}:{line.Number}", To: link.Groups[1].Value)))
        .Where(link => !link.To.Contains("://", StringComparison.Ordinal) && !Leads(page, link.To))
        .Select(link => $"{link.Where}: leads to {link.To}, which is not there; name the page or heading that is.")));

    [Fact]
    public void Name_only_files_that_there_are() => Holds(DocPage.All.SelectMany(Files)
        .Where(file => !IsThere(file.Text))
        .Select(file => $"{file.Where}: names {file.Text}, which is not there; name the file that is."));

    [Fact]
    public void Say_of_every_block_what_it_is() => Holds(DocPage.All.SelectMany(page => page.Blocks)
        .Where(block => !Languages.Contains(block.Language, StringComparer.Ordinal))
        .Select(block => $"{block.Where}: a block of '{block.Language}'; expected one of {string.Join(", ", Languages)}, since some are tried."));

    private static bool Leads(DocPage from, string to)
    {
        var (file, anchor) = to.Split('#') is [var one, var two] ? (one, two) : (to, "");
        var path = file.Length == 0
            ? from.Path
            : Path.GetRelativePath(DocPage.Root, Path.GetFullPath(Path.Combine(DocPage.Root, Path.GetDirectoryName(from.Path)!, file)));
        return anchor.Length == 0
            ? Path.Exists(Path.Combine(DocPage.Root, path))
            : Array.Find(DocPage.All, page => page.Path == path)?.Anchors.Contains(anchor, StringComparer.Ordinal) ?? false;
    }

    // In backticks, and at the start of a line of a map.
    private static IEnumerable<(string Where, string Text)> Files(DocPage page) => page.Spans
        .Concat(page.Blocks.Where(block => block.Language == "text")
            .SelectMany(block => block.Lines.Select(line => ($"{page.Path}:{line.Number}", line.Text.Split(' ')[0]))))
        .Where(file => FileName().IsMatch(file.Item2));

    private static bool IsThere(string path)
    {
        var whole = Path.Combine(DocPage.Root, path.TrimEnd('/'));
        return path.Contains('*', StringComparison.Ordinal)
            ? Directory.Exists(Path.GetDirectoryName(whole)) && Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(whole)!, Path.GetFileName(whole)).Any()
            : Path.Exists(whole);
    }

    private static void Holds(IEnumerable<string> failures) => Assert.Equal("", string.Join('\n', failures));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^(src|silo|grains|client|sql|setup|tests|docs|deploy|examples)/[\w./*-]*$")]
    private static partial Regex FileName();
}
