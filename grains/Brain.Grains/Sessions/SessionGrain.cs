using Brain.Domain.Sessions;
using Brain.Grains.Abstractions.Sessions;
using Brain.Messages.Sessions;
using Brain.Postgres.Sessions;
using Orleans.Placement;

namespace Brain.Grains.Sessions;

/// <summary>The rules that hold for a project, as they are configured now.</summary>
/// <param name="project">The project's folder, or null.</param>
public delegate Rules RulesOf(string? project);

/// <summary>Load, decide, commit, answer. Every rule lies in <see cref="Session"/>.</summary>
[GrainType("session")]
[PreferLocalPlacement]
public sealed class SessionGrain(SessionStore store, ChangeWriter writer, RulesOf rules, TimeProvider clock)
    : Grain, ISessionGrain
{
    private Session _session = null!;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        _session = await store.Load(new(this.GetPrimaryKey()), cancellationToken);

    /// <inheritdoc/>
    public async Task<HookAnswer> Hear(HookEvent heard)
    {
        var decided = _session.Decide(heard, rules(_session.Project ?? heard.Cwd), clock.GetUtcNow());
        var committed = await Commit(decided.Next, decided.Change);
        return committed switch
        {
            { Repeated: true } => HookAnswer.Nothing,
            { Facts: { } facts } => decided.Next.Orient(decided.Answer, facts, heard.HandOff),
            _ => decided.Answer,
        };
    }

    /// <inheritdoc/>
    public Task<Receipt> Declare(DeclarePurpose message) => Commit(_session.Decide(message, clock.GetUtcNow()));

    /// <inheritdoc/>
    public Task<Receipt> Change(ChangeMode message) => Commit(_session.Decide(message, clock.GetUtcNow()));

    /// <inheritdoc/>
    public Task<Receipt> Limit(SetBudget message) => Commit(_session.Decide(message, clock.GetUtcNow()));

    private async Task<Receipt> Commit(Declared declared)
    {
        await Commit(declared.Next, declared.Change);
        return declared.Receipt;
    }

    // Decide, write, only then believe.
    private async Task<Committed> Commit(Session next, Change change)
    {
        var committed = Committed.Plainly;
        try
        {
            if (change.Later)
                await writer.CommitLater(change);
            else if (!change.Empty)
                committed = await writer.Commit(change);
        }
        catch
        {
            // What was written is now unknown. A fresh activation reads it back; this one must not guess.
            DeactivateOnIdle();
            throw;
        }

        if (!committed.Repeated)
            _session = next;
        return committed;
    }
}
