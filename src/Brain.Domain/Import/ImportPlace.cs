using System.Collections.Immutable;
using Brain.Domain.Sessions;

namespace Brain.Domain.Import;

// The stored format of brain.import_files.place. Add, never rename: a file goes on where an older program stopped.

/// <summary>How far a file was read, and what must be known of what stands before.</summary>
public sealed record ImportPlace
{
    /// <summary>Nothing has been read.</summary>
    public static readonly ImportPlace Start = new() { Usage = TranscriptPlace.Start };

    /// <summary>Bytes, and what usage needs to know.</summary>
    public required TranscriptPlace Usage { get; init; }

    /// <summary>Whole lines read.</summary>
    public long Lines { get; init; }

    /// <summary>The newest row of a database of which all older ones were read; 0 for none.</summary>
    public long Row { get; init; }

    /// <summary>The turn that the next lines belong to; null when none has begun.</summary>
    public TurnPlace? Turn { get; init; }

    /// <summary>Whose the next lines are, where an earlier line said so; null where the file's name does.</summary>
    public Guid? Session { get; init; }

    /// <summary>The sub-agent that an earlier line named; null for the session itself.</summary>
    public string? SubAgent { get; init; }

    /// <summary>What the agent's format must know of an earlier line; null for nothing.</summary>
    public string? Mark { get; init; }

    /// <summary>The first words were told.</summary>
    public bool HasPurpose { get; init; }

    /// <summary>
    /// Calls whose ends are still to come and whose ids the agent's gateway made up: its id and ours.
    /// </summary>
    public ImmutableDictionary<string, string> Calls { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>The turn in whose middle a piece of a file ends.</summary>
/// <param name="Session">Whose it is: the file's, or that which the file was forked from.</param>
/// <param name="Line">Its prompt's line.</param>
/// <param name="StartedAt">When the prompt came.</param>
public sealed record TurnPlace(Guid Session, Guid Line, DateTimeOffset StartedAt)
{
    /// <summary>Its prompt.</summary>
    public Guid? PromptId { get; init; }

    /// <summary>The message that its last words are of.</summary>
    public string? MessageId { get; init; }

    /// <summary>So many characters of that message are written: more of it comes behind them.</summary>
    public int? Said { get; init; }

    /// <summary>It is a turn only once somebody answers; nothing of it is written yet.</summary>
    public bool Waits { get; init; }

    /// <summary>Who opened it when no person typed it.</summary>
    public string? Origin { get; init; }
}
