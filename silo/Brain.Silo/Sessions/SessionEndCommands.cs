using Brain.Grains.Abstractions.Personas;
using Brain.Messages.Commands;
using Brain.Silo.Commands;

namespace Brain.Silo.Sessions;

/// <summary>Closes a session, or takes back what it changed.</summary>
internal sealed class SessionEndCommands(IGrainFactory grains) : ICommandHandler
{
    /// <inheritdoc/>
    public IReadOnlyCollection<CommandKind> Kinds { get; } = [CommandKind.Done, CommandKind.Undo];

    /// <inheritdoc/>
    public async Task<CommandResult> Run(CommandRequest request)
    {
        if (request.Session is not { } session)
        {
            return CommandResult.Refused(
                "errand.session",
                $"/{request.Kind} is about a session, and none was named; nothing was done. Say which: brain "
                    + $"{request.Kind} --session ID"
            );
        }

        return CommandResult.Of(
            request.Command == CommandKind.Done
                ? await grains.GetGrain<IAuditorGrain>(session.Value).Close(request.Caller)
                : await grains.GetGrain<IArchivistGrain>(session.Value).Undo(request.Args, request.Caller.Source)
        );
    }
}
