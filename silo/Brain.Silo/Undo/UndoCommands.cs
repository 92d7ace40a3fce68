using Brain.Domain.Undo;
using Brain.Grains.Abstractions.Undo;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;
using Brain.Postgres.Undo;
using Brain.Silo.Commands;

namespace Brain.Silo.Undo;

/// <summary>Has the Archivist take back what a session changed.</summary>
internal sealed class UndoCommands(IGrainFactory grains, UndoStore store)
    : TypedCommandHandler<UndoCommand>(CommandKind.Undo)
{
    /// <inheritdoc/>
    public override Func<CancellationToken, Task<CommandResult>> Read(CommandRequest request) =>
        request.Session is null ? _ => Task.FromResult(CommandOrigin.NoSession(CommandKind.Undo)) : base.Read(request);

    /// <inheritdoc/>
    protected override (UndoCommand? Command, Refusal? Refusal) Parse(CommandKind kind, string args) =>
        UndoCommand.Parse(args);

    /// <inheritdoc/>
    protected override async Task<CommandResult> Run(UndoCommand command, CommandOrigin origin)
    {
        var session = origin.Session!.Value;
        if (origin.IsByAgent && command.Yes && await TakesPersonsWord(session, command))
            return CommandResult.Refused(
                "undo.person",
                "This would take back a rule, how it was switched, or how far a skill is trusted, and only a person "
                    + "does that: say it in a terminal of your own, or at the prompt. Nothing was changed."
            );
        return CommandResult.Of(
            await grains.GetGrain<IArchivistGrain>(session.Value).TakeBack(command.Message, origin.Caller.Source)
        );
    }

    // Only a plan that was shown and is still the same is done, so what is looked at here is what would be done.
    private async Task<bool> TakesPersonsWord(SessionId session, UndoCommand command)
    {
        if (!command.Again)
            return (await store.Plan(session, command.Scope, CancellationToken.None)).HoldsPersonsWord;
        return await store.Latest(session, CancellationToken.None) is { } undo
            && (await store.PlanAgain(undo, CancellationToken.None)).HoldsPersonsWord;
    }
}
