using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Brain.Domain.Decisions;

namespace Brain.Domain.Projects;

/// <summary>What a decision leaves of commits. Written by <c>v2.record_commits</c>.</summary>
public sealed record CommitsChange : IChangePart
{
    /// <summary>Nothing.</summary>
    public static readonly CommitsChange None = new();

    /// <summary>Commits that a call made, in order.</summary>
    [JsonPropertyName("commits")]
    public ImmutableArray<CommitRow> Rows
    {
        get;
        init => field = value.OrNone();
    } = [];
}

/// <summary>A commit that was made in a turn. Written by <c>v2.record_commits</c>.</summary>
/// <param name="Sha">Its name, or the beginning of it.</param>
/// <param name="Branch">The branch, or null.</param>
/// <param name="Subject">Its first line, redacted.</param>
public sealed record CommitRow(string Sha, string? Branch, string Subject)
{
    /// <summary>The turn, or null when none is known.</summary>
    public int? TurnNum { get; init; }

    /// <summary>The call that made it.</summary>
    public string? ToolUseId { get; init; }
}
