using Brain.Domain.Undo;
using Brain.Grains.Abstractions.Sessions;
using Brain.Grains.Abstractions.Undo;
using Brain.Messages.Sessions;
using Brain.Messages.Undo;
using Brain.Postgres.Undo;

namespace Brain.Grains.Undo;

/// <summary>
/// Plans, shows or does as <see cref="ShownPlans"/> decides. What the session's own grain holds is stale afterwards.
/// </summary>
[GrainType("archivist")]
public sealed class ArchivistGrain(UndoStore store) : Grain, IArchivistGrain
{
    private ShownPlans _shown = ShownPlans.None;

    private SessionId Session => new(this.GetPrimaryKey());

    /// <inheritdoc/>
    public Task<Receipt> TakeBack(TakeBack message, string by) => Undo(UndoCommand.Of(message), by);

    /// <inheritdoc/>
    public async Task<Receipt> Undo(string args, string by)
    {
        var (command, refusal) = UndoCommand.Parse(args);
        return command is null ? new(refusal!.Message, refusal) : await Undo(command, by);
    }

    private async Task<Receipt> Undo(UndoCommand command, string by)
    {
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
