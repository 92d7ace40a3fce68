namespace Brain.Domain.Import;

// The names of the records in this room are what v2.import_session reads (snake_case). Add, never rename.

/// <summary>A turn as an agent's own file tells of it: a prompt and what followed until the next.</summary>
public sealed record ImportedTurn
{
    /// <summary>The prompt's line: the same in every file that a fork copied it to.</summary>
    public Guid? Line { get; init; }

    /// <summary>Its prompt, as hooks name it; null where the file does not say, or says another's.</summary>
    public Guid? PromptId { get; init; }

    /// <summary>When the prompt came.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its last line was written.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What was said; null when nobody typed it, or when it was told before.</summary>
    public string? UserMessage { get; init; }

    /// <summary>What was typed while it ran and was taken up in it, in order; null for nothing.</summary>
    public string[]? Also { get; init; }

    /// <summary>The lines that it stands in, in the same order: none is taken up twice.</summary>
    public Guid[]? AlsoLines { get; init; }

    /// <summary>What the assistant said last; null while it said nothing.</summary>
    public string? AssistantResponse { get; init; }

    /// <summary>
    /// The message that it is of began in an earlier piece: it comes behind so many characters of what is known; null
    /// where it is the whole of it.
    /// </summary>
    public int? Behind { get; init; }

    /// <summary>Who opened it when no person typed it.</summary>
    public string? Origin { get; init; }

    /// <summary>How it ended, as <c>TurnRow</c> has it; null while nothing says so.</summary>
    public string? EndedBy { get; init; }

    /// <summary>Why it is errored.</summary>
    public string? ErrorNote { get; init; }

    /// <summary>Tool calls that the same piece of the file tells of.</summary>
    public int Tools { get; init; }

    /// <summary>The prompt history told of it, which knows of no answers.</summary>
    public bool History { get; init; }

    /// <summary>
    /// Its session is made up, so a turn of any session with the same words at that time is the same.
    /// </summary>
    public bool Unnamed { get; init; }
}
