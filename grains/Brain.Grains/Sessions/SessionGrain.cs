using Brain.Domain.Sessions;
using Brain.Grains.Abstractions.Sessions;
using Brain.Grains.Ports;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;
using Brain.Postgres.Sessions;
using Orleans.Placement;

namespace Brain.Grains.Sessions;

/// <summary>Load, decide, commit, answer. Every rule lies in <see cref="Session"/>.</summary>
[GrainType("session")]
[PreferLocalPlacement]
public sealed class SessionGrain(
    SessionStore store,
    SessionBatchWriter writer,
    RulesOf rules,
    SurroundingsOf around,
    TimeProvider clock,
    ITranscripts transcripts
) : Grain, ISessionGrain
{
    private Session? _session;

    /// <inheritdoc/>
    public async Task<SessionAnswer> Hear(HookEvent heard, Delivery? delivery = null)
    {
        if (delivery is null && heard.Kind == EventKind.Unknown)
            throw new NotCommittedException(
                $"{heard.Name} comes from a silo of an older version, which does not say what it is; nothing was "
                    + "written. Its carrier delivers it again.",
                raced: false
            );
        var session = await Known();
        if (session.CountsBefore(heard))
        {
            await transcripts.Glance(heard.TranscriptPath, Count);
            session = await Known();
        }

        // In a burst it may have waited for its session's rows for longer than its caller waits.
        if (clock.GetUtcNow() > delivery?.Until)
            throw new NotCommittedException(
                $"{heard.Name} came too late: its caller has given up, and nothing was written.",
                raced: false
            );
        var project = session.Project ?? heard.Cwd;
        var decided = session.Decide(
            heard,
            rules(project) with
            {
                Around = around(project, heard, delivery),
            },
            clock.GetUtcNow(),
            delivery
        );
        var committed = await Commit(decided.Next, decided.Change);
        return committed switch
        {
            { Repeated: true } => SessionAnswer.Nothing,
            { Facts: { } facts } => decided.Next.Orient(
                decided.Answer,
                facts,
                new(delivery?.OwnHandOff, delivery?.HandOff)
            ),
            _ => decided.Answer,
        };
    }

    /// <inheritdoc/>
    public async Task<StepAnswer> Ask(StepAsked asked, Caller? by = null)
    {
        var session = await Known();
        return await Commit(session.Decide(asked, rules(session.Project), clock.GetUtcNow(), by));
    }

    /// <inheritdoc/>
    public async Task<StepAnswer> Count(StepsDone done, Caller? by = null)
    {
        var session = await Known();
        return await Commit(session.Decide(done, rules(session.Project), clock.GetUtcNow(), by));
    }

    /// <inheritdoc/>
    public async Task Count(UsageFound found)
    {
        var session = await Known();
        var decided = session.Decide(found, rules(session.Project).Prices, clock.GetUtcNow());
        await Commit(decided.Next, decided.Change);
    }

    /// <inheritdoc/>
    public async Task<Receipt> Declare(DeclarePurpose message, Caller? by = null) =>
        await Commit((await Known()).Decide(message, clock.GetUtcNow(), by));

    /// <inheritdoc/>
    public async Task<Receipt> Change(ChangeMode message, Caller? by = null) =>
        await Commit((await Known()).Decide(message, clock.GetUtcNow(), by));

    /// <inheritdoc/>
    public async Task<Receipt> Limit(SetBudget message, Caller? by = null) =>
        await Commit((await Known()).Decide(message, clock.GetUtcNow(), by));

    /// <inheritdoc/>
    public async Task<Receipt> Close(CloseSession message, Caller? by = null) =>
        await Commit((await Known()).Decide(message, clock.GetUtcNow(), by));

    /// <inheritdoc/>
    public async Task<Receipt> Abandon(AbandonSession message, Caller? by = null) =>
        await Commit((await Known()).Decide(message, clock.GetUtcNow(), by));

    /// <inheritdoc/>
    public Task Forget()
    {
        _session = null;
        return Task.CompletedTask;
    }

    // Read by the first call and not by the activation: an activation that fails looks like a silo that went away, and
    // its callers would ask again for seconds instead of saying at once what the database said.
    private async Task<Session> Known()
    {
        try
        {
            return _session ??= await store.Load(new(this.GetPrimaryKey()), CancellationToken.None);
        }
        catch (Exception fault)
        {
            throw new NotCommittedException(fault.Message, raced: false);
        }
    }

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
            throw new NotCommittedException(fault.Message, SessionBatchWriter.IsLostRace(fault));
        }

        if (!committed.Repeated)
            _session = next.Knowing(committed);
        return committed;
    }
}
