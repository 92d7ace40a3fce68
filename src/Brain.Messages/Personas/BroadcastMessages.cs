using System.Text.Json.Serialization;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Messages.Personas;

/// <summary>A question to every active persona.</summary>
/// <param name="Question">1 to <see cref="AskPersona.QuestionMax"/> characters.</param>
public sealed record Broadcast([property: JsonRequired] string Question)
{
    /// <summary>In which session it was said, or null.</summary>
    public SessionId? Session { get; init; }

    /// <summary>The project's folder, or null for every project.</summary>
    public string? Project { get; init; }

    /// <summary>The agent or door that it came by.</summary>
    [JsonPropertyName("door")]
    public string Source { get; init; } = Caller.ManualSource;
}

/// <summary>The question as one persona gets it, with what the brain knows about it.</summary>
/// <param name="Question">As it was asked.</param>
/// <param name="Known">The rows that bear on it, as <c>[learning 1a2b3c4d] …</c>, best first.</param>
/// <param name="TokensMax">The most tokens of the reply.</param>
public sealed record BroadcastQuestion([property: JsonRequired] string Question, string[] Known, int TokensMax);

/// <summary>What came of a broadcast.</summary>
/// <param name="Text">All replies as one block; who was late or failed is named.</param>
/// <param name="Answered">How many replied in time.</param>
/// <param name="Late">Who had not replied by the deadline.</param>
/// <param name="Failed">Who could not reply.</param>
public sealed record BroadcastDone(string Text, int Answered, string[] Late, string[] Failed)
{
    /// <summary>Why nobody was asked, or null.</summary>
    public Refusal? Refusal { get; init; }
}
