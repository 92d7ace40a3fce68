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
public sealed class SessionGrain(SessionStore store, ChangeWriter writer, RulesOf rules, TimeProvider clock, ITranscripts transcripts)
    : Grain, ISessionGrain
{
    private Session _session = null!;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        _session = await store.Load(new(this.GetPrimaryKey()), cancellationToken);

    /// <inheritdoc/>
    public async Task<HookAnswer> Hear(HookEvent heard)
    {
        if (_session.CountsBefore(heard))
            await transcripts.Glance(heard.TranscriptPath, Count);
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
    public Task<StepAnswer> Ask(StepAsked asked) => Commit(_session.Decide(asked, rules(_session.Project), clock.GetUtcNow()));

    /// <inheritdoc/>
    public Task<StepAnswer> Count(StepsDone done) => Commit(_session.Decide(done, rules(_session.Project), clock.GetUtcNow()));

    /// <inheritdoc/>
    public Task Count(UsageFound found)
    {
        var decided = _session.Decide(found, rules(_session.Project).Prices, clock.GetUtcNow());
        return Commit(decided.Next, decided.Change);
    }

    /// <inheritdoc/>
    public Task<Receipt> Declare(DeclarePurpose message) => Commit(_session.Decide(message, clock.GetUtcNow()));

    /// <inheritdoc/>
    public Task<Receipt> Change(ChangeMode message) => Commit(_session.Decide(message, clock.GetUtcNow()));

    /// <inheritdoc/>
    public Task<Receipt> Limit(SetBudget message) => Commit(_session.Decide(message, clock.GetUtcNow()));

    /// <inheritdoc/>
    public Task<Receipt> Close(CloseSession message) => Commit(_session.Decide(message, clock.GetUtcNow()));

    /// <inheritdoc/>
    public Task<Receipt> Abandon(AbandonSession message) => Commit(_session.Decide(message, clock.GetUtcNow()));

    /// <inheritdoc/>
    public async Task Forget() => _session = await store.Load(_session.Id, CancellationToken.None);

    private async Task<Receipt> Commit(Declared declared)
    {
        await Commit(declared.Next, declared.Change);
        return declared.Receipt;
    }

    private async Task<StepAnswer> Commit(Stepped stepped)
    {
        await Commit(stepped.Next, stepped.Change);
        return stepped.Answer;
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
        catch (Exception fault)
        {
            // What was written is now unknown. A fresh activation reads it back; this one must not guess.
            DeactivateOnIdle();
            throw new NotCommittedException(fault.Message, ChangeWriter.IsLostRace(fault));
        }

        if (!committed.Repeated)
            _session = next.Knowing(committed);
        return committed;
    }
}
