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
        var links = Links(DocPage.Read("README.md")).Select(link => link.To).ToHashSet();

        DocPage.Holds(
            DocPage
                .All.Where(page => Path.GetDirectoryName(page.Path) == "docs" && !links.Contains(page.Path))
                .Select(page =>
                    $"{page.Path}:1: is not in the README's table; add a row, or put it into a page that is."
                )
        );
    }

    [Fact]
    public void Keep_to_120_columns_outside_of_tables() =>
        DocPage.Holds(
            DocPage.All.SelectMany(page =>
                page.Lines.Index()
                    .Where(line => !line.Item.StartsWith('|') && line.Item.EnumerateRunes().Count() > ColumnsMax)
                    .Select(line =>
                        $"{page.Path}:{line.Index + 1}: has more than {ColumnsMax} columns; break it before."
                    )
            )
        );

    [Fact]
    public void Lead_to_pages_and_headings_that_there_are() =>
        DocPage.Holds(
            DocPage.All.SelectMany(page =>
                Links(page)
                    .Where(link => !link.To.Contains("://", StringComparison.Ordinal) && !Leads(page, link.To))
                    .Select(link =>
                        $"{link.Where}: leads to {link.To}, which is not there; name the page or heading that is."
                    )
            )
        );

    [Fact]
    public void Name_only_files_that_there_are() =>
        DocPage.Holds(
            DocPage
                .All.SelectMany(Files)
                .Where(file => !IsThere(file.Text))
                .Select(file => $"{file.Where}: names {file.Text}, which is not there; name the file that is.")
        );

    [Fact]
    public void Use_each_word_of_the_glossary_where_it_says()
    {
        var words = DocPage
            .Read("docs/glossary.md")
            .Prose.Select(line => (line.Number, Row: Word().Match(line.Text)))
            .Where(line => line.Row.Success)
            .ToArray();

        Assert.NotEmpty(words);
        DocPage.Holds(
            words.SelectMany(line =>
                line.Row.Groups["word"]
                    .Value.Split(", ")
                    .Where(word =>
                        !DocPage
                            .Read($"docs/{line.Row.Groups["page"].Value}")
                            .Prose.Any(said => said.Text.Contains(word, StringComparison.OrdinalIgnoreCase))
                    )
                    .Select(word =>
                        $"docs/glossary.md:{line.Number}: {word} is not used where it says; "
                        + "name the page that does, or leave it out."
                    )
            )
        );
    }

    [Fact]
    public void Speak_to_developers_in_names_that_the_code_has()
    {
        var code = Code().SelectMany(text => Name().Matches(text).Select(name => name.Value)).ToHashSet();

        DocPage.Holds(
            DocPage
                .All.Where(page => ForDevelopers().IsMatch(page.Path))
                .SelectMany(Texts)
                .SelectMany(one => Name().Matches(one.Text).Select(name => (one.Where, Name: name.Value)))
                .Where(name => !code.Contains(name.Name))
                .Select(name =>
                    $"{name.Where}: names {name.Name}, which is not in the code; say what it is called now."
                )
        );
    }

    [Fact]
    public void Give_one_licence()
    {
        Assert.Equal("MIT License", DocPage.Read("LICENSE").Lines[0]);
        Assert.Contains(DocPage.Read("client/claude-code/.claude-plugin/plugin.json").Lines, line =>
            line.Trim() == "\"license\": \"MIT\","
        );
    }

    [Fact]
    public void Say_of_every_block_what_it_is() =>
        DocPage.Holds(
            DocPage
                .All.SelectMany(page => page.Blocks)
                .Where(block => !Languages.Contains(block.Language, StringComparer.Ordinal))
                .Select(block =>
                    $"{block.Where}: a block of '{block.Language}'; expected one of "
                    + $"{string.Join(", ", Languages)}, since some are tried."
                )
        );

    private static IEnumerable<(string Where, string To)> Links(DocPage page) =>
        page.Prose.SelectMany(line =>
            Link().Matches(line.Text).Select(link => ($"{page.Path}:{line.Number}", link.Groups[1].Value))
        );

    private static bool Leads(DocPage from, string to)
    {
        var (file, anchor) = to.Split('#') is [var one, var two] ? (one, two) : (to, "");
        var path =
            file.Length == 0
                ? from.Path
                : Path.GetRelativePath(".", Path.Combine(".", Path.GetDirectoryName(from.Path)!, file));
        return anchor.Length == 0
            ? Path.Exists(Path.Combine(DocPage.Root, path))
            : DocPage.All.Any(page => page.Path == path && page.Anchors.Contains(anchor, StringComparer.Ordinal));
    }

    // In backticks, and at the start of a line of a map.
    private static IEnumerable<(string Where, string Text)> Files(DocPage page) =>
        Texts(page)
            .Select(one => (one.Where, Text: one.Text.Split(' ')[0]))
            .Where(file => FileName().IsMatch(file.Text));

    private static IEnumerable<(string Where, string Text)> Texts(DocPage page) =>
        page.Spans.Concat(
            page.Blocks.Where(block => block.Language == "text")
                .SelectMany(block => block.Lines.Select(line => ($"{page.Path}:{line.Number}", line.Text)))
        );

    private static IEnumerable<string> Code() =>
        new[] { "src", "grains", "silo", "client", "tests" }
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(DocPage.Root, folder), "*.cs", SearchOption.AllDirectories)
            )
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    private static bool IsThere(string path)
    {
        var whole = Path.Combine(DocPage.Root, path.TrimEnd('/'));
        if (!path.Contains('*', StringComparison.Ordinal))
            return Path.Exists(whole);
        var (folder, name) = (Path.GetDirectoryName(whole)!, Path.GetFileName(whole));
        return Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder, name).Any();
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| (?<word>[^|`]+?) \| .*\((?<page>[\w-]+\.md)")]
    private static partial Regex Word();

    [GeneratedRegex(@"^(docs/architecture|docs/decisions/.*|AGENTS|CONTRIBUTING)\.md$")]
    private static partial Regex ForDevelopers();

    // Of two words at least, as names of types are.
    [GeneratedRegex(@"\b([A-Z][a-z]+){2,}\b")]
    private static partial Regex Name();

    [GeneratedRegex(@"^(src|silo|grains|client|sql|setup|tests|docs|deploy|examples)/[\w./*-]*$")]
    private static partial Regex FileName();
}
