using System.Text.RegularExpressions;

namespace Brain.Tests.Tidy;

/// <summary>What the pages under <c>docs/</c> promise is held by tests that there are.</summary>
public sealed partial class TheDocs
{
    [Fact]
    public void Name_only_tests_that_there_are()
    {
        var tests = Directory
            .EnumerateFiles(Path.Combine(DocPage.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => Classes(File.ReadAllText(file)))
            .ToLookup(test => test.Name, test => test.Text, StringComparer.Ordinal);

        DocPage.Holds(
            Claims()
                .Where(claim =>
                    !tests[claim.Class].Any(text => claim.Method is null || Regex.IsMatch(text, $@"\b{claim.Method}\("))
                )
                .Select(claim => (claim.Where, Test: claim.Class + (claim.Method is null ? "" : $".{claim.Method}")))
                .Select(claim =>
                    $"{claim.Where}: names the test {claim.Test}, which is not there; "
                    + "name the one that holds the claim."
                )
        );
    }

    [Fact]
    public void Give_every_claim_a_test() =>
        DocPage.Holds(
            Rows()
                .Where(row => !TestName().IsMatch(row.Cells[^1]))
                .Select(row =>
                    $"{row.Where}: a claim without a test; name it in the last column, "
                    + "or say under the table that it is not promised."
                )
        );

    private static IEnumerable<(string Where, string Class, string? Method)> Claims() =>
        Rows()
            .SelectMany(row =>
                TestName()
                    .Matches(row.Cells[^1])
                    .Select(name => (row.Where, name.Groups["class"].Value, Method(name.Groups["method"])))
            );

    private static string? Method(Group found) => found.Success ? found.Value : null;

    // The rows of every table whose last column is headed "test".
    private static IEnumerable<(string Where, string[] Cells)> Rows()
    {
        foreach (var page in Directory.EnumerateFiles(Path.Combine(DocPage.Root, "docs"), "*.md"))
        {
            var inTable = false;
            foreach (var (place, line) in File.ReadLines(page).Index())
            {
                var isRow = line.StartsWith('|');
                if (!isRow)
                    inTable = false;
                else if (line.TrimEnd().EndsWith("| test |", StringComparison.Ordinal))
                    inTable = true;
                else if (inTable && !line.StartsWith("|--", StringComparison.Ordinal))
                    yield return ($"docs/{Path.GetFileName(page)}:{place + 1}", line.Trim().Trim('|').Split(" | "));
            }
        }
    }

    private static IEnumerable<(string Name, string Text)> Classes(string text) =>
        ClassName().Matches(text).Select(match => (match.Groups[1].Value, text));

    [GeneratedRegex(@"`(?<class>[A-Z]\w+)(\.(?<method>[A-Z]\w+))?`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"\bclass (\w+)")]
    private static partial Regex ClassName();
}
