using System.Text.RegularExpressions;
using Brain.Domain.Personas;
using Brain.Domain.Pipelines;
using Brain.Tests.Personas;
using Brain.Tests.Tidy;

namespace Brain.Tests.Examples;

/// <summary>Each file under <c>examples/</c> is read as the product reads it.</summary>
public sealed partial class AnExample
{
    private static readonly string Folder = Path.Combine(DocPage.Root, "examples");

    public static TheoryData<string> Pipelines => Names("pipelines");

    public static TheoryData<string> Skills => Names("skills");

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void Of_a_pipeline_can_be_defined_as_it_stands(string file)
    {
        var read = PipelineFile.Read(Text($"pipelines/{file}"));

        Assert.Empty(read.Faults);
        Assert.Equal(file, $"{read.File!.Name}.yaml");
        // Whoever it tells is there in every brain.
        Assert.Contains(read.File.Tell, PersonaName.System);
    }

    [Theory]
    [MemberData(nameof(Skills))]
    public void Of_a_skill_makes_a_persona_that_watches(string folder)
    {
        var read = SkillFile.Read(Text($"skills/{folder}/SKILL.md"));

        Assert.Empty(read.Faults);
        Assert.Equal(folder, read.File!.Name);
        Assert.NotEmpty(read.File.Rules);
        Assert.False(PersonaName.IsReserved(folder));
    }

    [Theory]
    [InlineData("release", "git tag -a v2.1.3 -m notes", "tagged 2.1.3")]
    [InlineData("release", "git push origin 2.1", "published 2.1")]
    [InlineData("release", "gh release create v2.1 --generate-notes", "published 2.1")]
    [InlineData("release", "git push origin main", "")]
    [InlineData("pull-request", "gh pr create --fill", "opened ")]
    [InlineData("pull-request", "gh pr merge 128 --squash", "merged 128")]
    [InlineData("incident", "kubectl rollout undo deployment/login", "mended ")]
    public void Of_a_pipeline_is_moved_by_what_it_means(string pipeline, string command, string reached)
    {
        var links = PipelineFile.Read(Text($"pipelines/{pipeline}.yaml")).File!.Definition.Links;

        Assert.Equal(
            reached,
            string.Join(
                ", ",
                links
                    .Where(link => !link.Advance.IsDefault)
                    .SelectMany(link =>
                        SomePersona
                            .Watcher([.. link.Advance.Select(rule => rule.Watch())])
                            .Sees("Bash", new { command })
                            .Select(seen => $"{link.Name} {seen.Captured.GetValueOrDefault(LinkRule.Subject)}")
                    )
            )
        );
    }

    [Theory]
    [InlineData("git commit -m \"release 2.1\"", "2.1")]
    [InlineData("git add -A && git commit -m \"release 2.1\"", "2.1")]
    [InlineData("git commit -am 'release 2.1-beta'", "2.1-beta")]
    [InlineData("git commit -m fix", "")]
    public void Of_the_page_catches_a_commit_however_it_is_typed(string command, string subject)
    {
        var page = DocPage.All.Single(one => one.Path.EndsWith("pipelines.md", StringComparison.Ordinal));
        var yaml = page.Blocks.First(block => block.Language == "yaml").Text;
        var link = PipelineFile.Read(yaml).File!.Definition.Links.Single(one => one.Name == "committed");

        Assert.Equal(
            subject,
            string.Concat(
                SomePersona
                    .Watcher([.. link.Advance.Select(rule => rule.Watch())])
                    .Sees("Bash", new { command })
                    .Select(seen => seen.Captured.GetValueOrDefault(LinkRule.Subject))
            )
        );
    }

    [Theory]
    [InlineData("steve", "curl -k https://api.example.com/v1", "external calls this turn: 1 (api.example.com)")]
    [InlineData("steve", "ls", "no external calls this turn")]
    [InlineData("tess", "dotnet test", "test runs this turn: 1")]
    [InlineData("dora", "psql -c 'drop table users'", "statements that delete: 1 (drop table)")]
    [InlineData("vera", "npm install left-pad", "new dependencies: left-pad")]
    [InlineData("vera", "git commit --no-verify", "checks were switched off: --no-verify")]
    public void Of_a_skill_says_what_it_saw(string skill, string command, string text) =>
        Assert.Contains(
            text,
            SomePersona
                .Watcher([.. SkillFile.Read(Text($"skills/{skill}/SKILL.md")).File!.Rules])
                .SaysOf(("Bash", new { command })),
            StringComparison.Ordinal
        );

    [Fact]
    public void Of_settings_is_understood_word_for_word() => Assert.Empty(SomeSettings.Faults(Text("brain.json")));

    [Fact]
    public void Of_settings_is_understood_with_all_that_it_leaves_out() =>
        Assert.Empty(SomeSettings.Faults(CommentedOut().Replace(Text("brain.json"), "$1")));

    [Theory]
    [InlineData("order: implied", "order: implicit", "line 6: order is 'implicit'; expected one of any")]
    [InlineData("within: 4h", "within: 4 fortnights", "links[3].within is '4 fortnights'")]
    [InlineData(@"(\.\d+)?)' }", @"(?=\.\d+))' }", "looks around or back")]
    [InlineData("name: tagged", "name: noted", "expected each name once")]
    public void Of_a_pipeline_that_is_broken_is_found_out(string text, string broken, string fault) =>
        Assert.Contains(PipelineFile.Read(Broken("pipelines/release.yaml", text, broken)).Faults, found =>
            $"{found}".Contains(fault, StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("say: 'test runs", "says: 'test runs", "has the key 'says'")]
    [InlineData("input: '\\b(dotnet", "input: '\\b((dotnet", "is no pattern")]
    [InlineData("name: tess", "nam: tess", "name is missing")]
    public void Of_a_skill_that_is_broken_is_found_out(string text, string broken, string fault) =>
        Assert.Contains(SkillFile.Read(Broken("skills/tess/SKILL.md", text, broken)).Faults, found =>
            $"{found}".Contains(fault, StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("\"modes\"", "\"moods\"", "moods")]
    [InlineData("\"ask-unless-read-only\"", "\"ask-sometimes\"", "ask-sometimes")]
    [InlineData("\"drift_turns\": 2", "\"drift_turns\": 99", "99")]
    [InlineData("\"keep_history_days\": 365", "\"keep_history_days\": 1", "keep_history_days")]
    [InlineData("// \"chat\": { \"provider\": \"anthropic\"", "\"chat\": { \"provider\": \"oracle\"", "provider")]
    public void Of_settings_that_is_broken_is_found_out(string text, string broken, string fault) =>
        Assert.Contains(SomeSettings.Faults(Broken("brain.json", text, broken)), found =>
            found.Contains(fault, StringComparison.Ordinal)
        );

    private static TheoryData<string> Names(string folder) =>
        [.. Directory.EnumerateFileSystemEntries($"{Folder}/{folder}").Select(path => Path.GetFileName(path)!)];

    private static string Text(string file) => File.ReadAllText(Path.Combine(Folder, file));

    private static string Broken(string file, string text, string broken)
    {
        Assert.Contains(text, Text(file), StringComparison.Ordinal);
        return Text(file).Replace(text, broken, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"// (""\w+"": \{)")]
    private static partial Regex CommentedOut();
}
