using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Silo.Commands;

/// <summary>Where a command was said, and by whom: all of a request but its words.</summary>
/// <param name="Session">In which session, or null.</param>
/// <param name="Project">The project's folder, or null.</param>
/// <param name="Prompt">Said again with the same, it is the same command.</param>
/// <param name="Caller">Who.</param>
internal sealed record CommandOrigin(SessionId? Session, string? Project, Guid Prompt, Caller Caller)
{
    /// <summary>An agent sits behind the door that can answer in a persona's place from a context pack.</summary>
    public bool HasHost { get; init; }

    /// <summary>An agent or one of the brain's own asks, not a person.</summary>
    public bool IsByAgent { get; init; }

    /// <summary>That of a request.</summary>
    public static CommandOrigin Of(CommandRequest request) =>
        new(request.Session, request.Project, request.Prompt ?? Guid.NewGuid(), request.Caller)
        {
            HasHost = request.HasHost,
            IsByAgent = request.IsByAgent,
        };

    /// <summary>What is answered where a session is needed and none was named.</summary>
    public static CommandResult NoSession(CommandKind kind)
    {
        var name = CommandCatalog.Of(kind).Name;
        return CommandResult.Refused(
            "errand.session",
            $"/{name} is about a session, and none was named; nothing was done. Say which: brain {name} --session ID"
        );
    }
}
