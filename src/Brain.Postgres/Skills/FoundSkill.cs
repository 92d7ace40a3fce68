using System.Text.Json.Serialization;
using Brain.Messages.Skills;

namespace Brain.Postgres.Skills;

/// <summary>A skill as it lies in its folder: a row of <c>v2.skills</c> but for what the brain says of it.</summary>
public sealed record FoundSkill
{
    /// <summary>The row, where the skill is known.</summary>
    public Guid? Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public required string Description { get; init; }

    /// <summary>What its author calls it beside the name.</summary>
    public string? DeclaredId { get; init; }

    /// <summary>As its author counts them.</summary>
    public string? Version { get; init; }

    /// <summary>Words that it is found by.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>What kind of work it is for.</summary>
    public string? Category { get; init; }

    /// <summary>What it needs.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>What it leaves.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>The tools that it may use without being asked.</summary>
    public IReadOnlyList<string> AllowedTools { get; init; } = [];

    /// <summary>What a use costs.</summary>
    public string? CostEstimate { get; init; }

    /// <summary>What must be there for it.</summary>
    public IReadOnlyList<string> Dependencies { get; init; } = [];

    /// <summary>When its author tested it.</summary>
    public DateTimeOffset? LastTested { get; init; }

    /// <summary>How its author says it does.</summary>
    public string? Health { get; init; }

    /// <summary>The shell line that tests it.</summary>
    public string? Test { get; init; }

    /// <summary>Only a person calls it.</summary>
    public bool ByPersonOnly { get; init; }

    /// <summary>What its author says of trust and health.</summary>
    public IReadOnlyDictionary<string, string> Declared { get; init; } = new Dictionary<string, string>();

    /// <summary>Whose it is.</summary>
    public required string Scope { get; init; }

    /// <summary>The machine.</summary>
    public required string Host { get; init; }

    /// <summary>The folder that was looked through.</summary>
    public required string Root { get; init; }

    /// <summary>Its SKILL.md.</summary>
    public required string SourcePath { get; init; }

    /// <summary>The project's folder.</summary>
    public string? ProjectPath { get; init; }

    /// <summary>The plugin that brings it.</summary>
    public string? Plugin { get; init; }

    /// <summary>The front matter.</summary>
    public required string Front { get; init; }

    /// <summary>What follows it.</summary>
    public required string Body { get; init; }

    /// <summary>Of the whole folder.</summary>
    public required string BodyHash { get; init; }

    /// <summary>Of what follows the front matter.</summary>
    public required string TextHash { get; init; }

    /// <summary>Files in the folder.</summary>
    public int Files { get; init; }

    /// <summary>Bytes in the folder.</summary>
    public long Bytes { get; init; }

    /// <summary>All of the folder is in its hash.</summary>
    public bool Whole { get; init; } = true;

    /// <summary>What can't be read.</summary>
    public IReadOnlyList<SkillFileFault> Faults { get; init; } = [];

    /// <summary>What a scan of the folder says, 0 to 100; null for none.</summary>
    public double? ScanScore { get; init; }

    /// <summary>What that scan found, the worst first.</summary>
    public IReadOnlyList<ScanFinding> ScanFindings { get; init; } = [];

    /// <summary>What the skill can do by that scan; null for none.</summary>
    public SkillCapabilities? ScanCapabilities { get; init; }
}

/// <summary>A skill that is known of a machine.</summary>
/// <param name="Id">The row.</param>
/// <param name="Path">Its SKILL.md.</param>
/// <param name="Root">The folder that was looked through.</param>
/// <param name="Scope">Whose it is.</param>
/// <param name="Plugin">The plugin that brings it.</param>
/// <param name="BodyHash">Of the whole folder.</param>
/// <param name="TextHash">Of what follows the front matter.</param>
/// <param name="IsActive">It is there, as far as is known.</param>
public sealed record KnownSkill(
    Guid Id,
    string Path,
    string Root,
    string Scope,
    string? Plugin,
    string BodyHash,
    string TextHash,
    bool IsActive
)
{
    /// <summary>The project's folder.</summary>
    public string? Project { get; init; }

    /// <summary>What can't be read.</summary>
    public SkillFileFault[] Faults { get; init; } = [];
}

/// <summary>The format of what travels between skills and their SQL functions.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(StorableTextJson)]
)]
[JsonSerializable(typeof(FoundSkill[]))]
[JsonSerializable(typeof(SkillFileFault[]))]
[JsonSerializable(typeof(SkillMove[]))]
[JsonSerializable(typeof(SkillUse[]))]
[JsonSerializable(typeof(ScanFinding[]))]
[JsonSerializable(typeof(SkillCapabilities))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class SkillJson : JsonSerializerContext;
