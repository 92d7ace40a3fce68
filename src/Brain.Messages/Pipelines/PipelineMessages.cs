using System.Text.Json.Serialization;
using Brain.Messages.Sessions;

namespace Brain.Messages.Pipelines;

/// <summary>Begins a run.</summary>
/// <param name="Pipeline">The version's row.</param>
public sealed record StartRun([property: JsonRequired] Guid Pipeline)
{
    /// <summary>What it is about: 1 to 200 characters, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>The folder whose sessions may move it; null for every project's.</summary>
    public string? Project { get; init; }

    /// <summary>In which session it was said, or null.</summary>
    public SessionId? Session { get; init; }

    /// <summary>The agent or door that it came by, as rows keep it; null for <c>manual</c>.</summary>
    [JsonPropertyName("door")]
    public string? Source { get; init; }
}

/// <summary>Moves a run.</summary>
/// <param name="Move">How.</param>
/// <param name="Link">Which link; null for an end of the whole run, and for healing whatever is late.</param>
public sealed record MoveRun([property: JsonRequired] RunMove Move, string? Link = null)
{
    /// <summary>When it happened, not later than now; null for now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>In which session, or null.</summary>
    public SessionId? Session { get; init; }

    /// <summary>
    /// The agent or door that it came by, as rows keep it, such as <c>codex</c>; null for <c>manual</c>.
    /// </summary>
    [JsonPropertyName("door")]
    public string? Source { get; init; }

    /// <summary>The hook's report that says so; it is done with in the same transaction.</summary>
    public long? Report { get; init; }
}

/// <summary>What can be said of a run.</summary>
public enum RunMove
{
    /// <summary>A link's outcome is there.</summary>
    Reach,

    /// <summary>A link is let be; nobody waits for it.</summary>
    Skip,

    /// <summary>The run is given up.</summary>
    Abandon,

    /// <summary>The outcome that was late is there.</summary>
    Heal,
}

/// <summary>A definition as its author wrote it.</summary>
/// <param name="Yaml">Its file: at most <see cref="BytesMax"/>.</param>
public sealed record DefinePipeline([property: JsonRequired] string Yaml)
{
    /// <summary>The most bytes of a definition's file, as UTF-8.</summary>
    public const int BytesMax = 64 * 1024;

    /// <summary>The agent or door that it came by, as rows keep it; null for <c>manual</c>.</summary>
    [JsonPropertyName("door")]
    public string? Source { get; init; }
}
