using Brain.Domain.Undo;
using Brain.Grains.Abstractions.Personas;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;
using Brain.Postgres.Undo;
using Brain.Silo.Commands;

namespace Brain.Silo.Sessions;

/// <summary>Closes a session, or takes back what it changed.</summary>
internal sealed class SessionEndCommands(IGrainFactory grains, UndoStore undos) : ICommandHandler
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

        if (request.Command == CommandKind.Done)
            return CommandResult.Of(await grains.GetGrain<IAuditorGrain>(session.Value).Close(request.Caller));
        if (request.IsByAgent && await TakesRules(session, request.Args))
            return CommandResult.Refused(
                "undo.person",
                "This would take back a rule or how it was switched, and only a person does that: say it in a terminal "
                    + "of your own, or at the prompt. Nothing was changed."
            );
        return CommandResult.Of(
            await grains.GetGrain<IArchivistGrain>(session.Value).Undo(request.Args, request.Caller.Source)
        );
    }

    // Only a plan that was shown and is still the same is done, so what is looked at here is what would be done.
    private async Task<bool> TakesRules(SessionId session, string args)
    {
        if (UndoCommand.Parse(args).Command is not { Yes: true } command)
            return false;
        if (!command.Again)
            return (await undos.Plan(session, command.Scope, CancellationToken.None)).HoldsRules;
        return await undos.Latest(session, CancellationToken.None) is { } undo
            && (await undos.PlanAgain(undo, CancellationToken.None)).HoldsRules;
    }
}
