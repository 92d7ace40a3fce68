using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Brain.Client.Install;
using Brain.Domain.Personas;
using Brain.Domain.Pipelines;
using Brain.Domain.Rules;
using Brain.Domain.Sessions;
using Brain.Domain.Skills;
using Brain.Messages.Commands;

namespace Brain.Tests.Commands;

/// <summary>Whatever speaks of the brain's verbs has those of the catalogue, and no others.</summary>
public sealed partial class TheCatalogOfVerbs
{
    private static readonly string Root = FindRoot();
    private static readonly string Cli = string.Join(
        '\n',
        Directory
            .EnumerateFiles(Path.Combine(Root, "client/Brain.Cli"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .Select(File.ReadAllText)
    );

    // Whatever a word of a second level takes, one of these is that.
    private static readonly string[] Tails =
    [
        "",
        "steve",
        "steve 🔧 \"APIs\"",
        "steve to carl",
        "steve useful",
        "steve trusted",
        "steve --folder /tmp/skills",
        "release committed",
        "1a2b3c4d",
        "1a2b3c4d useful",
        "/tmp/skills",
        "--turns 1-2",
        "--tool shell --pattern \"npm install\" --deny \"Use pnpm.\"",
    ];

    [Fact]
    public void Is_what_the_command_line_has() =>
        Assert.Equal(
            CommandCatalog.All.Where(verb => verb.InClient).Select(verb => verb.Name).Order(),
            Made()
                .Matches(Cli)
                .Select(match => match.Groups[1].Value)
                // What the silo reads the words of needs no file of its own.
                .Union(
                    CommandCatalog
                        .All.Where(verb => verb is { IsRequest: true, InClient: true })
                        .Select(verb => verb.Name)
                )
                .Order()
        );

    [Fact]
    public void Names_every_word_behind_a_verb_of_the_command_line() =>
        Assert.All(Worded().Matches(Cli), match => CommandCatalog.Word(match.Groups[1].Value, match.Groups[2].Value));

    [Fact]
    public void Describes_every_verb_of_the_command_line() =>
        Assert.DoesNotContain("new Command(", Cli, StringComparison.Ordinal);

    [Fact]
    public void Is_what_slash_commands_are_files_of() =>
        Assert.Equal(
            CommandCatalog
                .All.Where(verb => verb.Slash is not null)
                .Select(verb => (Said(verb), verb.Slash!.Description, verb.Slash.Hint)),
            UserCommand.All.Select(command => (command.Name, command.Description, command.Hint))
        );

    [Fact]
    public void Is_what_a_session_takes_for_a_command() => Assert.All(CommandCatalog.All, verb =>
        {
            Assert.Equal(verb.Slash is not null, SlashCommand.Of($"brain:{verb.Name}", "") is not null);
            Assert.Equal(verb.Slash is { PluginOnly: false }, SlashCommand.Of(verb.Name, "") is not null);
        });

    [Fact]
    public void Leaves_no_slash_command_to_a_personas_name() =>
        Assert.All(CommandCatalog.Slashes, verb => Assert.True(PersonaName.IsReserved(verb.Name), verb.Name));

    [Fact]
    public void Is_what_personas_are_told() =>
        HasTheActs(CommandKind.Persona, words => PersonaCommand.Parse(words).Command?.Verb);

    [Fact]
    public void Is_what_pipelines_are_told() =>
        HasTheActs(CommandKind.Pipeline, words => PipelineCommand.Parse(words).Command?.Verb);

    [Fact]
    public void Is_what_rules_are_told() =>
        HasTheActs(CommandKind.Rule, words => RuleCommand.Parse(words).Command?.Act);

    // A scan is the client's alone.
    [Fact]
    public void Is_what_skills_are_told() =>
        HasTheActs(CommandKind.Skills, words => SkillCommand.Parse(words).Command?.Act, "scan");

    [Theory]
    [InlineData(CommandKind.Rate, "/rate NAME|rule ID useful|noise|wrong [TURN]")]
    [InlineData(CommandKind.Undo, "/brain:undo [TURN|session|redo] [with later] [yes]")]
    [InlineData(CommandKind.Repos, "/repos list | sync [FOLDER …]")]
    public void Says_how_a_verb_is_said(CommandKind kind, string usage) =>
        Assert.Equal(usage, CommandCatalog.Of(kind).SlashUsage);

    [Fact]
    public void Says_how_a_verb_is_said_in_a_shell_and_by_example()
    {
        Assert.Equal("brain repos list | sync [FOLDER …]", CommandCatalog.Of(CommandKind.Repos).ShellUsage);
        Assert.Equal(
            "/budget 200k, /budget $5, /budget day $20, /budget week $80 or /budget none",
            CommandCatalog.Of(CommandKind.Budget).SlashExamples
        );
        Assert.Equal("/done", CommandCatalog.Of(CommandKind.Done).SlashExamples);
    }

    [Fact]
    public void Is_what_the_script_has()
    {
        var script = File.ReadAllText(Path.Combine(Root, "brain"));
        var verbs = script[script.IndexOf("\nmain() {", StringComparison.Ordinal)..];

        Assert.Equal(
            CommandCatalog.All.Where(verb => verb.Handler == CommandHandler.Script).Select(verb => verb.Name).Order(),
            Case()
                .Matches(verbs[..verbs.IndexOf("\n}", StringComparison.Ordinal)])
                .SelectMany(match => match.Groups[1].Value.Split(" | "))
                .Order()
        );
    }

    /// <summary>With BRAIN_WRITE_DOCS=1 the page is written as it should be.</summary>
    [Fact]
    public void Is_the_table_of_the_docs()
    {
        var page = Path.Combine(Root, "docs/verbs.md");
        if (Environment.GetEnvironmentVariable("BRAIN_WRITE_DOCS") == "1")
            File.WriteAllText(page, Table());

        Assert.Equal(Table(), File.ReadAllText(page));
    }

    // Each word is an act that can be said, and each act has its word.
    private static void HasTheActs<TAct>(CommandKind kind, Func<string, TAct?> read, params string[] elsewhere)
        where TAct : struct, Enum
    {
        var words = CommandCatalog.Of(kind).Words.Select(word => word.Name).Except(elsewhere).Order().ToArray();

        Assert.Equal(Enum.GetNames<TAct>().Select(name => name.ToLowerInvariant()).Order(), words);
        Assert.All(words, word =>
            Assert.Contains(
                word,
                Tails.Select(tail => read($"{word} {tail}")?.ToString()),
                StringComparer.OrdinalIgnoreCase
            )
        );
    }

    private static string Table() =>
        string.Join(
            '\n',
            [
                "# Verbs",
                "",
                "Read from the catalogue (`CommandCatalog`); a test holds this page to it. \"Asked\" is what the "
                    + "guard does when",
                "an agent's shell says it, in every mode. `--help` is on each verb of the client, `--json` on "
                    + "all that print data.",
                "",
                "| after `brain` | in a session | does | asked |",
                "|---|---|---|---|",
                .. CommandCatalog.All.Where(verb => !verb.Hidden).SelectMany(Lines),
                "",
            ]
        );

    private static IEnumerable<string> Lines(CommandVerb verb)
    {
        var name = verb.Name;
        var slash = verb.Slash is null ? "–" : $"`/{Said(verb)}`";
        yield return Line(
            name,
            verb.Usage,
            slash,
            verb.Summary,
            verb.Effect switch
            {
                CommandEffect.Tells => "–",
                CommandEffect.ChangesWithWords when verb.Words.Count == 0 => "with words",
                CommandEffect.ChangesWithWords => "by its word",
                _ => "yes",
            }
        );
        foreach (var word in verb.Words)
        {
            var spoken = verb.Slash is null ? "–" : $"`/{verb.Name} {word.Name}`";
            yield return Line($"{name} {word.Name}", word.Usage, spoken, word.Summary, word.Changes ? "yes" : "–");
        }
    }

    private static string Line(string name, string usage, string slash, string summary, string asked) =>
        $"| `{$"{name} {usage}".Trim().Replace("|", "\\|", StringComparison.Ordinal)}` | {slash} | {summary} | "
        + $"{asked} |";

    private static string Said(CommandVerb verb) => verb.Slash!.PluginOnly ? $"brain:{verb.Name}" : verb.Name;

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex("(?m)^    ([a-z]+(?: \\| [a-z]+)*)\\)")]
    private static partial Regex Case();

    [GeneratedRegex("(?:new CatalogCommand\\(|\\[)\"([a-z]+)\"(?:\\)|\\] = (?:home|_) =>)")]
    private static partial Regex Made();

    [GeneratedRegex("new CatalogCommand\\(\"([a-z]+)\", \"([a-z]+)\"\\)")]
    private static partial Regex Worded();
}
