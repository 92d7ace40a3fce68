using System.Text.Json.Serialization;
using Brain.Messages.Sessions;

namespace Brain.Messages.Commands;

/// <summary>
/// What a person asked the brain to do that is more than a session's own affair: a command and what followed it. Every
/// door hands over the same request, so what a person may say is read in one place.
/// </summary>
/// <param name="Kind">The name of a verb of the catalogue that is a request.</param>
/// <param name="Args">What follows the command's name, as typed.</param>
public sealed record CommandRequest([property: JsonRequired] string Kind, string Args)
{
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

    /// <summary>
    /// It came by the command line from within an agent's session, so the agent may have said it. The client says so of
    /// itself: a program that hides where it runs is taken for the person.
    /// </summary>
    public bool ByAgent { get; init; }

    /// <summary>What is asked for, as code switches on it; null when the brain has no such request.</summary>
    [JsonIgnore]
    public CommandKind? Command => CommandCatalog.Find(Kind) is { IsRequest: true } verb ? verb.Kind : null;

    /// <summary>Asks for a verb that is known to be one.</summary>
    public static CommandRequest For(CommandKind kind, string args) => new(CommandCatalog.Of(kind).Name, args);

    /// <summary>Where it was said, as rows keep it: <c>claude-code</c> or <c>manual</c>.</summary>
    [JsonIgnore]
    public string Door => HasHost ? "claude-code" : "manual";
}
