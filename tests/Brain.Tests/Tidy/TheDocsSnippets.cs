using System.Text.Json;
using Brain.Domain.Personas;
using Brain.Domain.Pipelines;
using Brain.Domain.Skills;
using Brain.Tests.Examples;

namespace Brain.Tests.Tidy;

/// <summary>What a page shows for copying is read by the product's own readers.</summary>
public sealed class TheDocsSnippets(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    // Where people copy settings from.
    private static readonly string[] OfSettings = ["docs/configuration.md", "docs/pipelines.md"];

    [Fact]
    public void Are_json_where_they_say_so() => Holds("json", (page, block) =>
        {
            try
            {
                using var read = JsonDocument.Parse(block.Text);
                return !OfSettings.Contains(page.Path) ? []
                    : read.RootElement.TryGetProperty("prices", out _) ? SomeSettings.PricesFaults(block.Text)
                    : SomeSettings.Faults(block.Text);
            }
            catch (JsonException broken)
            {
                return [broken.Message];
            }
        });

    [Fact]
    public void Are_pipelines_or_skills_where_they_are_yaml() => Holds("yaml", (_, block) => block.Text.Contains(
                "links:",
                StringComparison.Ordinal
            )
                ? PipelineFile.Read(block.Text).Faults.Select(fault => $"{fault}")
            : block.Text.Contains("watch:", StringComparison.Ordinal)
                ? SkillFile.Read($"---\n{block.Text}---\n").Faults.Select(fault => $"{fault}")
            : block.Text.StartsWith("---\n", StringComparison.Ordinal)
                ? SkillReader.Read(block.Text, "skill").Faults.Select(fault => $"{fault}")
            : ["is neither a pipeline nor the front matter of a skill; show one of these"]);

    [Fact]
    public async Task Are_statements_that_the_schema_understands()
    {
        const StringSplitOptions trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        var statements = DocPage
            .All.SelectMany(page => page.Blocks)
            .Where(block => block.Language == "sql")
            .Select(block => block.Text.Replace("'…'", $"'{Guid.Empty}'", StringComparison.Ordinal))
            .SelectMany(text => text.Split(";\n", trimmed))
            .ToArray();

        Assert.NotEmpty(statements);
        foreach (var statement in statements)
        {
            var asks = statement.StartsWith("select", StringComparison.Ordinal);
            await postgres.Run(asks ? $"explain {statement}" : statement);
        }
    }

    private static void Holds(string language, Func<DocPage, DocBlock, IEnumerable<string>> faultsOf)
    {
        var blocks = DocPage
            .All.SelectMany(page => page.Blocks.Select(block => (Page: page, Block: block)))
            .Where(one => one.Block.Language == language)
            .ToArray();

        Assert.NotEmpty(blocks);
        DocPage.Holds(
            blocks.SelectMany(one => faultsOf(one.Page, one.Block).Select(fault => $"{one.Block.Where}: {fault}"))
        );
    }
}
