using System.Collections.Immutable;
using Brain.Domain.Pipelines;

namespace Brain.Postgres.Pipelines;

/// <summary>What <c>load_run.sql</c> returns: the rows of one run, gathered.</summary>
internal sealed record StoredRun(
    RunStatus Status,
    string? Subject,
    string? Project,
    Guid? Session,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    Pipeline Pipeline,
    ImmutableArray<RunEvent> Events
)
{
    public Run ToRun(Guid id)
    {
        var begun = Run.Of(id, Pipeline, StartedAt) with { Subject = Subject, Project = Project, Session = Session };
        return Events.Aggregate(begun, (run, happened) => run.After(happened)) with
        {
            Status = Status,
            EndedAt = EndedAt,
        };
    }
}

/// <summary>What <c>v2.define_pipeline</c> takes.</summary>
internal sealed record StoredDefinition(
    string Name,
    string? Description,
    string Tell,
    string Body,
    Definition Definition,
    string Source
);

/// <summary>What became of a definition.</summary>
/// <param name="Version">The version that holds now.</param>
/// <param name="New">It was written now; else it was the same before.</param>
public sealed record DefinedVersion(int Version, bool New);
