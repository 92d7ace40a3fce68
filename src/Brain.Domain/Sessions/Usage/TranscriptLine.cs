using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>What one record of a transcript says about usage.</summary>
/// <param name="Entry">What was used, when the record is a model's answer.</param>
/// <param name="Prompt">The prompt that it names.</param>
/// <param name="Unreadable">Some of it is not what an answer says; what else it says counts all the same.</param>
public readonly record struct TranscriptLine(UsageEntry? Entry, Guid? Prompt, bool Unreadable)
{
    /// <summary>Of a record that says nothing that can be read.</summary>
    public static readonly TranscriptLine Broken = new(null, null, true);

    /// <summary>When it was written; null when it does not say.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>It is a prompt that was typed while a turn ran and was taken up in it: no hook tells of it.</summary>
    public bool IsQueuedPrompt { get; init; }

    /// <summary>The answer that it is of.</summary>
    public TranscriptAnswer? Answer { get; init; }
}
