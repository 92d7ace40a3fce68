using System.Text.Json.Serialization;

namespace Brain.Domain.Sessions;

/// <summary>One turn as it shall be; a field that is null leaves what is there.</summary>
public sealed record TurnRow
{
    /// <summary>1-based place in the session.</summary>
    public required int Num { get; init; }

    /// <summary>It begins here: the row must not exist, and <see cref="Num"/> must be the next.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Begins { get; init; }

    /// <summary>The end of the session cut it off, and it goes on after all: it has not ended.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool GoesOn { get; init; }

    /// <summary>Its prompt.</summary>
    public Guid? PromptId { get; init; }

    /// <summary>What was said.</summary>
    public string? UserMessage { get; init; }

    /// <summary>What the assistant said last.</summary>
    public string? AssistantResponse { get; init; }

    /// <summary>How it ended: stop, failure or interrupt; null while it goes on.</summary>
    public string? EndedBy { get; init; }

    /// <summary>Why it is errored.</summary>
    public string? ErrorNote { get; init; }

    /// <summary>Who opened it when no person typed it, such as <c>task-notification</c>.</summary>
    public string? Origin { get; init; }
}
