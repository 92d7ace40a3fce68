using System.Text.Json.Serialization;

namespace Brain.Messages.Personas;

/// <summary>
/// What came of a question to a persona. Source of the names: the statuses of <c>broadcast_replies</c>.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<AnswerOutcome>))]
public enum AnswerOutcome
{
    /// <summary>A model said it.</summary>
    [JsonStringEnumMemberName("answered")]
    Answered,

    /// <summary>No model was asked: the rows that match were shown.</summary>
    [JsonStringEnumMemberName("evidence")]
    Evidence,

    /// <summary>The host agent answers from the rows that it was handed.</summary>
    [JsonStringEnumMemberName("context")]
    Context,

    /// <summary>Nothing came by the deadline.</summary>
    [JsonStringEnumMemberName("late")]
    Late,

    /// <summary>It did not answer, and the text says why.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
