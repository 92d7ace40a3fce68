using System.Text.Json.Serialization;
using Brain.Messages.Sessions;

namespace Brain.Messages.Personas;

/// <summary>
/// What a person asked the brain to do that is more than a session's own affair: a command and what followed it. Every
/// door hands over the same errand, so what a person may say is read in one place.
/// </summary>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Args">What follows the command's name, as typed.</param>
public sealed record CommandRequest([property: JsonRequired] string Kind, string Args)
{
    /// <summary>The commands that are errands.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["ask", "checkin", "persona", "rate", "broadcast", "done", "undo", "pipeline"];

    /// <summary>The most characters that may follow a command's name.</summary>
    public const int ArgsMax = 20_000;

    /// <summary>In which session it was said, or null when it was said outside of one.</summary>
    public SessionId? Session { get; init; }

    /// <summary>The project's folder, or null.</summary>
    public string? Project { get; init; }

    /// <summary>The prompt that said it: said twice with one prompt it is one errand.</summary>
    public Guid? Prompt { get; init; }

    /// <summary>An agent sits behind the door that can answer in a persona's place from a context pack.</summary>
    public bool HasHost { get; init; }

    /// <summary>Where it was said, as rows keep it: <c>claude-code</c> or <c>manual</c>.</summary>
    [JsonIgnore]
    public string Door => HasHost ? "claude-code" : "manual";
}

/// <summary>What became of an errand.</summary>
/// <param name="Message">What is true now, or the answer, for people.</param>
/// <param name="Refusal">Null when it was done.</param>
/// <param name="Context">What the host agent shall answer from, or null when the message is the answer.</param>
public sealed record CommandResult(string Message, Refusal? Refusal = null, string? Context = null)
{
    /// <summary>Refuses, with a code for programs and a sentence for people.</summary>
    public static CommandResult Refused(string code, string message) => new(message, new(code, message));

    /// <summary>The refusal as an errand's end.</summary>
    public static CommandResult Of(Refusal refusal) => new(refusal.Message, refusal);

    /// <summary>A receipt as an errand's end.</summary>
    public static CommandResult Of(Receipt receipt) => new(receipt.Message, receipt.Refusal);
}
