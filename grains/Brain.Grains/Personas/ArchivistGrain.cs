using Brain.Domain.Undo;
using Brain.Grains.Abstractions.Personas;
using Brain.Grains.Abstractions.Sessions;
using Brain.Messages.Sessions;
using Brain.Postgres.Undo;

namespace Brain.Grains.Personas;

/// <summary>
/// Plans, shows or does as <see cref="ShownPlans"/> decides. What the session's own grain holds is stale afterwards.
/// </summary>
[GrainType("archivist")]
public sealed class ArchivistGrain(UndoStore store) : Grain, IArchivistGrain
{
    private ShownPlans _shown = ShownPlans.None;

    private SessionId Session => new(this.GetPrimaryKey());

    /// <inheritdoc/>
    public async Task<Receipt> Undo(string args, string by)
    {
        var (command, refusal) = UndoCommand.Parse(args);
        if (command is null)
            return new(refusal!.Message, refusal);
        if (!command.Again)
            return await Undo(command, await store.Plan(Session, command.Scope, CancellationToken.None), plan =>
                store.Undo(Session, (command.Scope, plan.Hash), by, CancellationToken.None)
            );
        return await store.Latest(Session, CancellationToken.None) is { } undo
            ? await Undo(command, await store.PlanAgain(undo, CancellationToken.None), plan =>
                store.UndoAgain((undo, plan.Hash), by, CancellationToken.None)
            )
            : UndoReceipts.NothingToRedo;
    }

    private async Task<Receipt> Undo(UndoCommand command, UndoPlan plan, Func<UndoPlan, Task<UndoOutcome>> undo)
    {
        var decided = _shown.Decide(command, plan);
        _shown = decided.Next;
        if (decided.Change is not { } wanted)
            return decided.Answer!;
        var outcome = await undo(wanted);
        if (outcome.Undo is not null)
            await GrainFactory.GetGrain<ISessionGrain>(Session.Value).Forget();
        return outcome.Done(command);
    }
}
