using System.Collections.Immutable;
using Brain.Domain.Decisions;

namespace Brain.Domain.Pipelines;

/// <summary>What a decision leaves of pipelines. Written by <c>v2.record_pipelines</c>.</summary>
public sealed record PipelinesChange : IChangePart
{
    /// <summary>Nothing.</summary>
    public static readonly PipelinesChange None = new();

    /// <summary>Links of pipelines that tool calls reached.</summary>
    public ImmutableArray<LinkRow> Links
    {
        get;
        init => field = value.OrNone();
    } = [];

    /// <summary>Messages that could not be sent, of which the person is told now.</summary>
    public ImmutableArray<Guid> Told
    {
        get;
        init => field = value.OrNone();
    } = [];
}

/// <summary>A link of a pipeline that a tool call reached; which run it moves is decided there.</summary>
/// <param name="PipelineId">The version.</param>
/// <param name="Place">The link, from 1.</param>
/// <param name="EventKey">The tool call.</param>
/// <param name="Project">Whose runs, or null.</param>
/// <param name="Subject">What the rule captured of the run's subject, or null.</param>
/// <param name="TurnNum">In which turn, or null: a call's id may begin again with the next.</param>
public sealed record LinkRow(
    Guid PipelineId,
    int Place,
    string EventKey,
    string? Project,
    string? Subject,
    int? TurnNum = null
);
