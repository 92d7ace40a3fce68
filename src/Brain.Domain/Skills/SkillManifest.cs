using System.Collections.Immutable;
using Brain.Domain.Text;

namespace Brain.Domain.Skills;

/// <summary>
/// What a SKILL.md says: the plain form (name, description, Markdown), and what it declares for its governance. What it
/// declares of trust and health is its author's word; the brain's own comes of evidence.
/// </summary>
/// <param name="Name">1 to <see cref="NameMax"/> characters; the folder's where the file has none.</param>
/// <param name="Description">
/// What it is for, at most <see cref="DescriptionMax"/> characters; the first paragraph where the file has none.
/// </param>
/// <param name="Body">The Markdown after the front matter, as it stands.</param>
public sealed record SkillManifest(string Name, string Description, string Body)
{
    /// <summary>The most bytes of a SKILL.md, as UTF-8.</summary>
    public const int BytesMax = 256 * 1024;

    /// <summary>The most characters of a name.</summary>
    public const int NameMax = 64;

    /// <summary>The most characters of a description.</summary>
    public const int DescriptionMax = 1_024;

    /// <summary>The most characters of every other text.</summary>
    public const int TextMax = 400;

    /// <summary>The most characters of a test.</summary>
    public const int TestMax = 4_000;

    /// <summary>The most entries of a list.</summary>
    public const int ItemsMax = 50;

    /// <summary>The front matter as it stands, without its fences; empty where there is none.</summary>
    public string Front { get; init; } = "";

    /// <summary>What its author calls it beside the name, or null.</summary>
    public string? DeclaredId { get; init; }

    /// <summary>Such as <c>1.2.0</c>, or null.</summary>
    public string? Version { get; init; }

    /// <summary>Words that it is found by.</summary>
    public ImmutableArray<string> Keywords { get; init; } = [];

    /// <summary>What kind of work it is for, or null.</summary>
    public string? Category { get; init; }

    /// <summary>What it needs, an entry each.</summary>
    public ImmutableArray<string> Inputs { get; init; } = [];

    /// <summary>What it leaves, an entry each.</summary>
    public ImmutableArray<string> Outputs { get; init; } = [];

    /// <summary>How far its author says it can be trusted, or null.</summary>
    public TrustLevel? TrustLevel { get; init; }

    /// <summary>What a use costs, in the author's words, or null.</summary>
    public string? CostEstimate { get; init; }

    /// <summary>What must be there for it.</summary>
    public ImmutableArray<string> Dependencies { get; init; } = [];

    /// <summary>When its author last tested it, or null.</summary>
    public DateTimeOffset? LastTested { get; init; }

    /// <summary>How its author says it does, or null.</summary>
    public SkillHealth? Health { get; init; }

    /// <summary>The tools that it may use without being asked.</summary>
    public ImmutableArray<string> AllowedTools { get; init; } = [];

    /// <summary>The shell lines that test it, run in its folder word for word, or null.</summary>
    public string? Test { get; init; }

    /// <summary>Only a person calls it.</summary>
    public bool ByPersonOnly { get; init; }
}

/// <summary>What came of reading a SKILL.md.</summary>
/// <param name="Manifest">Null when the file is no skill at all.</param>
/// <param name="Faults">What can't be read, in the file's order; all else holds.</param>
public sealed record SkillReading(SkillManifest? Manifest, ImmutableArray<YamlFault> Faults);
