using System.Text.Json.Serialization;

namespace Brain.Messages.Knowledge;

/// <summary>Something that was learnt, as people see it. Source: <c>v2.learnings</c>.</summary>
/// <param name="Id">The row.</param>
/// <param name="Text">What it says.</param>
/// <param name="Kind">fact, mistake, decision, handoff and so on.</param>
/// <param name="Status">active, unreviewed, rejected (tried and refuted), superseded or archived.</param>
/// <param name="Source">Who wrote it.</param>
/// <param name="Project">The project's folder, or null for all.</param>
/// <param name="Session">Where it was learnt, or null.</param>
/// <param name="Importance">1 to 5 by a person, or null.</param>
/// <param name="Confidence">0 to 1 by a machine, or null.</param>
/// <param name="LearntAt">When it was written.</param>
/// <param name="Since">When it was last written or judged.</param>
public sealed record LearningSummary(
    Guid Id,
    string Text,
    string Kind,
    string Status,
    string Source,
    string? Project,
    Guid? Session,
    short? Importance,
    float? Confidence,
    DateTimeOffset LearntAt,
    DateTimeOffset Since
)
{
    /// <summary>The most characters of a learning that a person or an agent keeps by a command.</summary>
    public const int TextMax = 2_000;

    /// <summary>Files that it lists, beside those that its text names.</summary>
    public string[] Files { get; init; } = [];

    /// <summary>What they held when it was written or judged, a line each; for the silo alone.</summary>
    [JsonIgnore]
    public string[] FilesSeen { get; init; } = [];

    /// <summary>How many of its files there are or were.</summary>
    public int FilesNamed { get; init; }

    /// <summary>How many of them changed since, or are gone.</summary>
    public int FilesChanged { get; init; }

    /// <summary>What took its place; null unless it is superseded.</summary>
    public Guid? SupersededBy { get; init; }

    /// <summary>The one that it says nearly the same as, or null.</summary>
    public LikeLearning? Like { get; init; }

    /// <summary>The likest that could take its place, where the one most like it could not; else null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LikeLearning? LikeToMerge { get; init; }

    /// <summary>What it can be merged into: the likest that is active or unreviewed; null when there is none.</summary>
    [JsonIgnore]
    public LikeLearning? MergesInto => Like is { CanReplace: true } ? Like : LikeToMerge;

    /// <summary>What became of its files, or null when nothing did.</summary>
    public string? FilesNote => FilesChanged == 0 ? null : $"{FilesChanged} of its files changed since";
}

/// <summary>A learning that says nearly the same as another.</summary>
/// <param name="Id">The row.</param>
/// <param name="Text">What it says.</param>
/// <param name="Status">As <see cref="LearningSummary.Status"/>.</param>
/// <param name="Likeness">How alike they are: up to 1.</param>
public sealed record LikeLearning(Guid Id, string Text, string Status, double Likeness)
{
    /// <summary>It could take another's place: it is active or unreviewed.</summary>
    [JsonIgnore]
    public bool CanReplace => Status is "active" or "unreviewed";
}

/// <summary>Says what a learning is worth. What is null stays.</summary>
/// <param name="Status">active, unreviewed, rejected, archived or superseded.</param>
/// <param name="Importance">1 to 5; 0 takes it away.</param>
/// <param name="SupersededBy">What takes its place; only with superseded.</param>
public sealed record ChangeLearning(string? Status, short? Importance, Guid? SupersededBy)
{
    /// <summary>The client says of itself that it runs within an agent's session.</summary>
    public bool ByAgent { get; init; }
}
