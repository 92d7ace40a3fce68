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

    /// <summary>The prompt that said it: said twice with one prompt it is one command.</summary>
    public Guid? Prompt { get; init; }

    /// <summary>An agent sits behind the door that can answer in a persona's place from a context pack.</summary>
    public bool HasHost { get; init; }

    /// <summary>Who asks. Set by the edge, and never read from what was sent.</summary>
    [JsonIgnore]
    public Caller Caller { get; init; } = Caller.Unknown;

    /// <summary>
    /// The client says of itself that it runs within an agent's session. It is believed where nothing else is known:
    /// nobody gains by it.
    /// </summary>
    public bool ByAgent { get; init; }

    /// <summary>An agent or one of the brain's own asks, not a person.</summary>
    [JsonIgnore]
    public bool IsByAgent => ByAgent || !Caller.IsPerson;

    /// <summary>What is asked for, as code switches on it; null when the brain has no such request.</summary>
    [JsonIgnore]
    public CommandKind? Command => CommandCatalog.Find(Kind) is { IsRequest: true } verb ? verb.Kind : null;

    /// <summary>It changes nothing: it lists or shows. An undo without <c>yes</c> at its end only shows, too.</summary>
    [JsonIgnore]
    public bool OnlyTells
    {
        get
        {
            var words = Args.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            return Command is { } kind
                && (
                    kind == CommandKind.Undo
                        ? words is not [.., var last] || !last.Equals("yes", StringComparison.OrdinalIgnoreCase)
                        : CommandCatalog.Of(kind).OnlyTells(words.FirstOrDefault())
                );
        }
    }

    /// <summary>Asks for a verb that is known to be one.</summary>
    public static CommandRequest For(CommandKind kind, string args) => new(CommandCatalog.Of(kind).Name, args);
}
