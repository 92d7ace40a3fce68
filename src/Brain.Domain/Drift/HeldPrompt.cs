using System.Text.Json.Serialization;

namespace Brain.Domain.Drift;

/// <summary>
/// A slash command of the brain that is not yet seen as one, or a prompt that a checkpoint held back.
/// </summary>
/// <param name="PromptId">Its prompt.</param>
/// <param name="Text">As typed.</param>
public sealed record HeldPrompt(Guid? PromptId, string Text)
{
    /// <summary>When it was held back by a checkpoint; long ago where an older silo wrote it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public DateTimeOffset At { get; init; }
}
