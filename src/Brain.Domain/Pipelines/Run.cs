using System.Collections.Immutable;
using Brain.Domain.Text;
using Brain.Messages.Pipelines;
using Brain.Messages.Sessions;

namespace Brain.Domain.Pipelines;

/// <summary>
/// One run of a pipeline. Shape: a fold over its <see cref="RunEvent"/>s. Source: <c>v2.pipeline_runs</c> and
/// <c>v2.invariant_events</c>.
/// </summary>
public sealed record Run
{
    /// <summary>The most characters of a subject.</summary>
    public const int SubjectMax = 200;

    /// <summary>The most characters of a project's folder.</summary>
    public const int ProjectMax = 600;

    /// <summary>Its row.</summary>
    public required Guid Id { get; init; }

    /// <summary>The version that it began with.</summary>
    public required Pipeline Pipeline { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What it is about: 1 to <see cref="SubjectMax"/> characters, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>The folder whose sessions may move it; null for every project's.</summary>
    public string? Project { get; init; }

    /// <summary>The session that started it, or null.</summary>
    public Guid? Session { get; init; }

    /// <summary>Where it is in its life.</summary>
    public RunStatus Status { get; init; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What happened to each link, in their order.</summary>
    public ImmutableArray<LinkState> Links { get; init; }

    /// <summary>Events so far.</summary>
    public int Events { get; init; }

    /// <summary>A run that has just begun, with nothing reached.</summary>
    public static Run Of(Guid id, Pipeline pipeline, DateTimeOffset startedAt) =>
        new()
        {
            Id = id,
            Pipeline = pipeline,
            StartedAt = startedAt,
            Links = [.. pipeline.Definition.Links.Select(_ => LinkState.Untouched)],
        };

    /// <summary>A subject as it is kept: on one line, without secrets; null when nothing is left of it.</summary>
    public static string? Subjected(string? text) =>
        OneLine.Of(Redaction.Clean(text) ?? "", SubjectMax) is { Length: > 0 } subject ? subject : null;

    /// <summary>
    /// A project as it is kept: without the slash at its end; null, for every project, when nothing is left of it.
    /// </summary>
    public static string? Projected(string? folder) => folder?.TrimEnd('/') is { Length: > 0 } project ? project : null;

    /// <summary>Why it can't begin, or null.</summary>
    public Receipt? Refuse() => Project is { Length: > ProjectMax } ? RunText.LongProject(Project) : null;

    /// <summary>Its columns that never change.</summary>
    public RunBegins Begins() => new(Pipeline.Id, Subject, Project, StartedAt);

    /// <summary>The run as people see it.</summary>
    /// <param name="tell">The name of who is told; null when nobody knows it.</param>
    public RunSummary Summary(string? tell) =>
        new(
            Id,
            Pipeline.Name,
            Pipeline.Version,
            Status.ToString().ToLowerInvariant(),
            Subject,
            Project,
            StartedAt,
            EndedAt,
            Awaiting is { } place ? Pipeline.Definition.Links[place - 1].Name : null,
            DueAt,
            BrokenAt,
            tell ?? "nobody",
            [
                .. Pipeline.Definition.Links.Zip(Links, (link, state) =>
                    new RunLink(
                        link.Name,
                        link.WithinS,
                        state.ReachedAt,
                        state.BrokenAt,
                        state.HealedAt,
                        state.SkippedAt,
                        state.EarlyAt
                    )
                ),
            ]
        );

    /// <summary>The place of the link that is next, from 1; null when the run is over.</summary>
    public int? Awaiting => Status == RunStatus.Open && FirstOpen is var place && place <= Links.Length ? place : null;

    /// <summary>When the awaited link is late; null when it may take its time, or its break was told.</summary>
    public DateTimeOffset? DueAt => Awaiting is { } place && Links[place - 1].BrokenAt is null ? DueOf(place) : null;

    /// <summary>Since when the awaited link is late; null when it is not, or nobody was told yet.</summary>
    public DateTimeOffset? BrokenAt => Awaiting is { } place ? Links[place - 1].BrokenAt : null;

    /// <summary>Every link is reached or skipped.</summary>
    public bool IsComplete => FirstOpen > Links.Length;

    /// <summary>
    /// When a link is late, counted from when those before it were done; null when it may take its time.
    /// </summary>
    public DateTimeOffset? DueOf(int place) =>
        Pipeline.Definition.Links[place - 1].Within is { } within
            ? Links[..(place - 1)].Select(link => link.DoneAt).OfType<DateTimeOffset>().Append(StartedAt).Max() + within
            : null;

    /// <summary>The run after something happened.</summary>
    public Run After(RunEvent happened)
    {
        var link = Links[happened.Place - 1];
        var next = happened.Kind switch
        {
            RunEventKind.Reached => link with { ReachedAt = link.ReachedAt ?? happened.At },
            RunEventKind.Broken => link with { BrokenAt = link.BrokenAt ?? happened.At },
            RunEventKind.Healed => link with { HealedAt = link.HealedAt ?? happened.At },
            RunEventKind.Skipped => link with { SkippedAt = link.SkippedAt ?? happened.At },
            _ => link with { EarlyAt = link.EarlyAt ?? happened.At },
        };
        return this with { Links = Links.SetItem(happened.Place - 1, next), Events = Events + 1 };
    }

    private int FirstOpen => Links.TakeWhile(link => link.DoneAt is not null).Count() + 1;
}

/// <summary>What happened to one link; each moment is null when that did not happen.</summary>
/// <param name="ReachedAt">The outcome was there.</param>
/// <param name="BrokenAt">It was late.</param>
/// <param name="HealedAt">It was late and came.</param>
/// <param name="SkippedAt">A person let it be.</param>
/// <param name="EarlyAt">It came before its turn and did not count.</param>
public sealed record LinkState(
    DateTimeOffset? ReachedAt,
    DateTimeOffset? BrokenAt,
    DateTimeOffset? HealedAt,
    DateTimeOffset? SkippedAt,
    DateTimeOffset? EarlyAt
)
{
    /// <summary>Nothing happened yet.</summary>
    public static readonly LinkState Untouched = new(null, null, null, null, null);

    /// <summary>Since when nobody waits for it any more: reached or skipped, whichever came first.</summary>
    public DateTimeOffset? DoneAt =>
        ReachedAt is { } reached && SkippedAt is { } skipped
            ? (reached < skipped ? reached : skipped)
            : ReachedAt ?? SkippedAt;
}

/// <summary>Where a run is in its life.</summary>
public enum RunStatus
{
    /// <summary>A link is awaited.</summary>
    Open,

    /// <summary>Every link is reached or skipped.</summary>
    Done,

    /// <summary>A person gave it up.</summary>
    Abandoned,
}

/// <summary>What can happen to a link; stored by its name in small letters.</summary>
public enum RunEventKind
{
    /// <summary>The outcome was there.</summary>
    Reached,

    /// <summary>It was not there in time.</summary>
    Broken,

    /// <summary>It came after all.</summary>
    Healed,

    /// <summary>A person let it be.</summary>
    Skipped,

    /// <summary>It came before its turn and does not count.</summary>
    Early,
}

/// <summary>One thing that happened. Row of <c>v2.invariant_events</c>; the same kind happens to a link once.</summary>
/// <param name="Kind">What.</param>
/// <param name="Place">To which link, from 1.</param>
/// <param name="At">When. A break is late since the moment that the link was due.</param>
/// <param name="DueAt">When the link was due; null when it was not awaited, or might take its time.</param>
public sealed record RunEvent(RunEventKind Kind, int Place, DateTimeOffset At, DateTimeOffset? DueAt);
