using System.Text.RegularExpressions;
using Brain.Domain.Personas;
using Brain.Domain.Pipelines;
using Brain.Tests.Tidy;

namespace Brain.Tests.Examples;

/// <summary>Each file under <c>examples/</c> is read as the product reads it.</summary>
public sealed partial class AnExample
{
    private static readonly string Folder = Path.Combine(DocPage.Root, "examples");

    public static TheoryData<string> Pipelines => [.. Directory.EnumerateFiles($"{Folder}/pipelines").Select(file => Path.GetFileName(file)!)];

    public static TheoryData<string> Skills => [.. Directory.EnumerateDirectories($"{Folder}/skills").Select(folder => Path.GetFileName(folder)!)];

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

    [Fact]
    public void Of_settings_is_understood_word_for_word() => Assert.Empty(SomeSettings.Faults(Text("brain.json")));

    [Fact]
    public void Of_settings_is_understood_with_all_that_it_leaves_out() =>
        Assert.Empty(SomeSettings.Faults(CommentedOut().Replace(Text("brain.json"), "$1")));

    [Theory]
    [InlineData("order: implied", "order: implicit", "line 6: order is 'implicit'; expected one of any, implied, strict")]
    [InlineData("within: 4h", "within: 4 fortnights", "links[3].within is '4 fortnights'")]
    [InlineData(@"(\.\d+)?)' }", @"(?=\.\d+))' }", "looks around or back")]
    [InlineData("name: tagged", "name: noted", "expected each name once")]
    public void Of_a_pipeline_that_is_broken_is_found_out(string text, string broken, string fault) =>
        Assert.Contains(PipelineFile.Read(Broken("pipelines/release.yaml", text, broken)).Faults, found => $"{found}".Contains(fault, StringComparison.Ordinal));

    [Theory]
    [InlineData("say: 'test runs", "says: 'test runs", "has the key 'says'")]
    [InlineData("input: '\\b(dotnet", "input: '\\b((dotnet", "is no pattern")]
    [InlineData("name: tess", "nam: tess", "name is missing")]
    public void Of_a_skill_that_is_broken_is_found_out(string text, string broken, string fault) =>
        Assert.Contains(SkillFile.Read(Broken("skills/tess/SKILL.md", text, broken)).Faults, found => $"{found}".Contains(fault, StringComparison.Ordinal));

    [Theory]
    [InlineData("\"modes\"", "\"moods\"", "moods")]
    [InlineData("\"ask-unless-read-only\"", "\"ask-sometimes\"", "ask-sometimes")]
    [InlineData("\"drift_turns\": 2", "\"drift_turns\": 99", "99")]
    [InlineData("\"keep_history_days\": 365", "\"keep_history_days\": 1", "keep_history_days")]
    [InlineData("// \"chat\": { \"provider\": \"anthropic\"", "\"chat\": { \"provider\": \"oracle\"", "provider")]
    public void Of_settings_that_is_broken_is_found_out(string text, string broken, string fault) =>
        Assert.Contains(SomeSettings.Faults(Broken("brain.json", text, broken)), found => found.Contains(fault, StringComparison.Ordinal));

    private static string Text(string file) => File.ReadAllText(Path.Combine(Folder, file));

    private static string Broken(string file, string text, string broken)
    {
        Assert.Contains(text, Text(file), StringComparison.Ordinal);
        return Text(file).Replace(text, broken, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"// (""\w+"": \{)")]
    private static partial Regex CommentedOut();
}
