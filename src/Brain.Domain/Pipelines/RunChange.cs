using System.Collections.Immutable;
using Brain.Domain.Personas;
using Brain.Domain.Text;
using Brain.Domain.Watching;
using Brain.Messages.Pipelines;

namespace Brain.Domain.Pipelines;

// The names below are what v2.record_run reads (snake_case). Add, never rename.

/// <summary>
/// The rows that one move of a run leaves: all of them are committed, or none. Written by <c>v2.record_run</c>.
/// </summary>
public sealed record RunChange
{
    /// <summary>Whose rows.</summary>
    public required Guid RunId { get; init; }

    /// <summary>
    /// The events that the move was decided from: another number means that somebody else moved the run.
    /// </summary>
    public required int Known { get; init; }

    /// <summary>open, done or abandoned.</summary>
    public required string Status { get; init; }

    /// <summary>The place of the link that is next, or null.</summary>
    public int? Awaiting { get; init; }

    /// <summary>When it is late, or null.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Since when it is late, or null.</summary>
    public DateTimeOffset? BrokenAt { get; init; }

    /// <summary>When the run ended; null when it did not end now.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>In which session it was said, or null.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>Where it was said.</summary>
    public required string Source { get; init; }

    /// <summary>The hook's report that is done with, or null.</summary>
    public long? Report { get; init; }

    /// <summary>The run itself, when it begins here.</summary>
    public RunBegins? Begins { get; init; }

    /// <summary>What happened, in order.</summary>
    public ImmutableArray<RunEventRow> Events { get; init; } = [];

    /// <summary>The rows of a move.</summary>
    /// <param name="moved">What was decided.</param>
    /// <param name="message">Who said it, and where; its link and time are decided upon already.</param>
    /// <param name="recipients">How a break is told.</param>
    public static RunChange Of(RunDecision moved, MoveRun message, BreakRecipients recipients)
    {
        var next = moved.Next;
        return new()
        {
            RunId = next.Id,
            Known = moved.Change.Known,
            Status = next.Status.ToString().ToLowerInvariant(),
            Awaiting = next.Awaiting,
            DueAt = next.DueAt,
            BrokenAt = next.BrokenAt,
            EndedAt = moved.Change.EndedAt,
            SessionId = message.Session?.Value,
            Source = message.Source ?? "manual",
            Report = message.Report,
            Events =
            [
                .. moved.Change.Events.Select(happened => new RunEventRow(
                    happened.Kind.ToString().ToLowerInvariant(),
                    happened.Place,
                    next.Pipeline.Definition.Links[happened.Place - 1].Name,
                    happened.At,
                    happened.DueAt,
                    happened.Kind == RunEventKind.Broken ? recipients.Of(next, happened.Place) : null
                )),
            ],
        };
    }
}

/// <summary>The columns of a run that never change.</summary>
/// <param name="PipelineId">The version that it began with.</param>
/// <param name="Subject">What it is about, or null.</param>
/// <param name="ProjectPath">Whose sessions may move it, or null.</param>
/// <param name="StartedAt">When it began.</param>
public sealed record RunBegins(Guid PipelineId, string? Subject, string? ProjectPath, DateTimeOffset StartedAt);

/// <summary>One thing that happened.</summary>
/// <param name="Kind">reached, broken, healed, skipped or early.</param>
/// <param name="Place">To which link, from 1.</param>
/// <param name="Link">Its name.</param>
/// <param name="At">When.</param>
/// <param name="DueAt">When it was due, or null.</param>
/// <param name="Tell">Whom a break is told by, and how; null for everything else.</param>
public sealed record RunEventRow(
    string Kind,
    int Place,
    string Link,
    DateTimeOffset At,
    DateTimeOffset? DueAt,
    TellRow? Tell
);

/// <summary>How a break is told.</summary>
/// <param name="PersonaId">Whose comment it is.</param>
/// <param name="Comment">What the persona says.</param>
/// <param name="Ntfy">The message that goes out, or null when no server is configured.</param>
public sealed record TellRow(Guid PersonaId, string Comment, NotificationRow? Ntfy);

/// <summary>A message to people's ntfy. Row of <c>v2.notifications</c>.</summary>
/// <param name="Topic">Where it goes; null for where brain.json says when it is sent.</param>
/// <param name="Title">1 to 250 characters.</param>
/// <param name="Message">1 to 1,000 characters; it names the run and the link, so no two are the same.</param>
/// <param name="Priority">1 to 5.</param>
/// <param name="Tags">At most 10.</param>
/// <param name="Click">Where a tap leads, or null.</param>
public sealed record NotificationRow(
    string? Topic,
    string Title,
    string Message,
    int Priority,
    ImmutableArray<string> Tags,
    string? Click
);

/// <summary>How ntfy is configured, as far as messages need it.</summary>
/// <param name="Topic">The topic of a pipeline that names none; null when there is none.</param>
/// <param name="Priority">1 (min) to 5 (max).</param>
/// <param name="Tags">At most 10.</param>
/// <param name="Click">Where a tap leads; <c>{run}</c> stands for the run's id; or null.</param>
public sealed record AlertRules(string? Topic, int Priority, ImmutableArray<string> Tags, string? Click)
{
    /// <summary>What holds where nothing is said.</summary>
    public static AlertRules Default { get; } = new(Topic: null, Priority: 3, [], Click: null);
}

/// <summary>Whom a break is told by, and how.</summary>
/// <param name="Persona">The pipeline's persona; null when it is gone, and then its row says the words and no name
/// leads them.</param>
/// <param name="Ntfy">How ntfy is configured; null when it is not.</param>
public sealed record BreakRecipients(Persona? Persona, AlertRules? Ntfy)
{
    private const int TitleMax = 250;
    private const int MessageMax = 1_000;

    internal TellRow Of(Run run, int place)
    {
        // Before it stands in a sentence: a subject that ends with "secret" would take the words after it along.
        var subject = OneLine.Of(Redaction.Clean(run.Subject) ?? "", Run.SubjectMax);
        var clean = run with { Subject = subject.Length == 0 ? null : subject };
        var late = clean.Late(place);
        return new(
            run.Pipeline.Persona,
            Redaction.Cut($"{late} ({RunText.Short(run.Id)})", WatchEvaluator.CommentMax),
            Notify(clean, late)
        );
    }

    private NotificationRow? Notify(Run run, string late)
    {
        var own = run.Pipeline.Definition.Ntfy;
        if (Ntfy is null)
            return null;
        var who = Persona is { } persona ? $"{persona.Emoji} {persona.Name}: " : "";
        return new(
            // The one of brain.json may be another by the time it is sent, or be there only then.
            own?.Topic,
            OneLine.Of($"{who}{run.Titled()} is late", TitleMax),
            // The whole id: runs that began within a minute may have the same first characters.
            Redaction.Cut($"{late}\nbrain pipeline show {run.Id}", MessageMax),
            own?.Priority ?? Ntfy.Priority,
            own?.Tags ?? Ntfy.Tags,
            NtfyRules.Click(own?.Click ?? Ntfy.Click, run.Id)
        );
    }
}
