using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Domain.Skills;

/// <summary>What is done with skills.</summary>
public enum SkillAct
{
    /// <summary>Lists them.</summary>
    List,

    /// <summary>Reads their folders.</summary>
    Sync,

    /// <summary>Shows one.</summary>
    Show,

    /// <summary>Finds some.</summary>
    Search,

    /// <summary>Says how far one is trusted.</summary>
    Trust,

    /// <summary>Takes back how the trust of one moved last.</summary>
    Undo,

    /// <summary>Runs the test of one.</summary>
    Test,

    /// <summary>Keeps the list of those that were verified in a file.</summary>
    Publish,

    /// <summary>Looks through a folder no more, or keeps no list in a file any more.</summary>
    Leave,

    /// <summary>Makes one of what worked in a session.</summary>
    Draft,

    /// <summary>Makes one of a stretch of turns, or of a learning.</summary>
    Extract,

    /// <summary>Gives one its next version.</summary>
    Version,

    /// <summary>Puts one where others have it.</summary>
    Share,
}

/// <summary>What <c>brain skills</c> is told.</summary>
/// <param name="Act">What to do.</param>
public sealed record SkillCommand(SkillAct Act)
{
    private static readonly string Usage =
        $"Say: {CommandCatalog.Of(CommandKind.Skills).ShellUsage}. Nothing was changed.";

    /// <summary>The skill, or the words that it is looked for by.</summary>
    public string Subject { get; init; } = "";

    /// <summary>How far it is trusted from now on.</summary>
    public TrustLevel Level { get; init; }

    /// <summary>Whole paths of folders to look through; none for all that are known.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>The test is the cases of its plugin, by its agent's own program.</summary>
    public bool IsEval { get; init; }

    /// <summary>What else was said of one that is made or shared.</summary>
    public SkillBuildOptions Build { get; init; } = new();

    /// <summary>Reads what follows the verb: a word a line where there are lines, else between blanks.</summary>
    public static (SkillCommand? Command, Refusal? Refusal) Parse(string args)
    {
        var lines = args.Contains('\n', StringComparison.Ordinal);
        var words = args.Split(
            lines ? '\n' : ' ',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        return words switch
        {
            [] or ["list"] => (new(SkillAct.List), null),
            ["sync", .. var folders] when folders.All(folder => folder[0] == '/') => (
                new(SkillAct.Sync) { Folders = folders },
                null
            ),
            ["show", var name] => (new(SkillAct.Show) { Subject = name }, null),
            ["undo", var name] => (new(SkillAct.Undo) { Subject = name }, null),
            ["test", not ['-', ..], ..] => Testing(words[1], words[2..]),
            ["search", _, ..] => (new(SkillAct.Search) { Subject = string.Join(' ', words[1..]) }, null),
            ["publish", ['/', ..] file] => (new(SkillAct.Publish) { Subject = file }, null),
            ["leave", ['/', ..] path] => (new(SkillAct.Leave) { Subject = path }, null),
            ["trust", var name, var level] => Trust(name, level),
            ["draft", .. var rest] => Building(SkillAct.Draft, rest),
            ["extract", .. var rest] => Building(SkillAct.Extract, rest),
            ["version", not ['-', ..], ..] => Building(SkillAct.Version, words[1..]),
            ["share", not ['-', ..], ..] => Building(SkillAct.Share, words[1..]),
            _ => (null, new("skills.usage", Usage)),
        };
    }

    private static (SkillCommand? Command, Refusal? Refusal) Testing(string name, string[] options) =>
        options.All(one => one is "--eval" or "--dry-run")
            ? (
                new(SkillAct.Test)
                {
                    Subject = name,
                    IsEval = options.Contains("--eval"),
                    Build = new() { IsDryRun = options.Contains("--dry-run") },
                },
                null
            )
            : (null, new("skills.usage", Usage));

    // A name goes first, where there is one.
    private static (SkillCommand? Command, Refusal? Refusal) Building(SkillAct act, string[] words)
    {
        var hasName = words is [not ['-', '-', ..], ..];
        var (options, refusal) = SkillBuildOptions.Parse(
            hasName ? words.AsSpan(1) : words,
            takesPart: act == SkillAct.Version
        );
        return options is null
            ? (null, refusal)
            : (new(act) { Subject = hasName ? words[0] : "", Build = options }, null);
    }

    private static (SkillCommand? Command, Refusal? Refusal) Trust(string name, string level) =>
        !char.IsAsciiDigit(level[0]) && Enum.TryParse<TrustLevel>(level, ignoreCase: true, out var wanted)
            ? (new(SkillAct.Trust) { Subject = name, Level = wanted }, null)
            : (
                null,
                new(
                    "skills.level",
                    $"'{level}' is no level of trust: expected untested, trusted or critical. Nothing was changed."
                )
            );
}
