using Brain.Domain.Decisions;
using Brain.Domain.Sessions;
using Brain.Domain.Sessions.Events;
using Brain.Grains.Abstractions.Sessions;
using Brain.Grains.Ports;
using Brain.Messages.Commands;
using Brain.Messages.Import;
using Brain.Messages.Sessions;
using Brain.Postgres.Import;
using Brain.Postgres.Sessions;
using Orleans.Placement;

namespace Brain.Grains.Sessions;

/// <summary>Load, decide, commit, answer. Every rule lies in <see cref="Session"/>.</summary>
[GrainType("session")]
[PreferLocalPlacement]
public sealed class SessionGrain(
    SessionStore store,
    SessionBatchWriter writer,
    ISessionContexts contexts,
    SurroundingsOf around,
    FilesChanged changed,
    TimeProvider clock,
    ITranscripts transcripts,
    ImportStore imports,
    IRecall recall,
    TurnJudged lookAgain,
    ISpend spend,
    IUsageMeter meter
) : DecidingGrain<Session>, ISessionGrain
{
    // Where hooks said last that the transcript lies: the gate is not told.
    private (string? Source, string? Path) _transcript;

    /// <inheritdoc/>
    public async Task<SessionAnswer> Hear(HookEvent hookEvent, Delivery? delivery = null)
    {
        if (delivery is null && hookEvent.Kind == EventKind.Unknown)
            throw new NotCommittedException(
                $"{hookEvent.Name} comes from a silo of an older version, which does not say what it is; nothing was "
                    + "written. Its carrier delivers it again.",
                raced: false
            );
        var session = await Capped(hookEvent, delivery);
        if (hookEvent.TranscriptPath is { } path)
            _transcript = (delivery?.Caller?.Source ?? session.Source, path);
        if (session.CountsBefore(hookEvent))
            await transcripts.Glance(delivery?.Caller?.Source ?? session.Source, hookEvent.TranscriptPath, Count);
        session = await Spending(hookEvent, delivery);

        // In a burst it may have waited for its session's rows for longer than its caller waits.
        if (clock.GetUtcNow() > delivery?.Until)
            throw new NotCommittedException(
                $"{hookEvent.Name} came too late: its caller has given up, and nothing was written.",
                raced: false
            );
        var project = session.Project ?? delivery?.Folder ?? hookEvent.Cwd;
        var decided = session.Decide(
            hookEvent,
            await Context(session, hookEvent, delivery, project),
            clock.GetUtcNow(),
            delivery
        );
        var committed = await Commit(session, decided.Next, decided.Change);
        var next = decided.Next.Knowing(committed);
        if (
            decided.Next.Judged is { Signs: { Provisional: false, Purpose.Length: > 0 } } judged
            && judged != session.Judged
            && !committed.Repeated
        )
            lookAgain(this.GetPrimaryKey(), judged.ToWeigh());
        return committed switch
        {
            { Repeated: true } => SessionAnswer.Nothing,
            { Facts: { } facts } => next.SayWhereItStands(
                next.SayWhatCameAlong(
                    next.Orient(
                        decided.Answer,
                        facts with
                        {
                            Learnt = changed(facts.Learnt),
                        },
                        new(delivery?.OwnHandOff, delivery?.HandOff)
                    ),
                    committed.Inherited
                ),
                hookEvent.Source,
                facts
            ),
            _ => decided.Answer,
        };
    }

    /// <inheritdoc/>
    public async Task<ModelRequestAnswer> Ask(AskModelRequest asked, Caller? by = null)
    {
        var known = await Known();
        // The transcript knows how long its cache is kept, which the gate is not told and which has its price.
        if (
            known.BudgetUsd is not null
            || (asked.IsUntold && known.BudgetCap is not null)
            || !spend.Caps(known, known.Project).Caps.IsEmpty
        )
            await transcripts.Glance(_transcript.Source, _transcript.Path, Count);
        known = await Known();
        var standing = await Standing(known, known.Project);
        return await Answer(session =>
            (session with { Spend = standing }).Decide(
                asked,
                contexts.Of(session.Project, session.ProjectKey),
                clock.GetUtcNow(),
                by
            )
        );
    }

    /// <inheritdoc/>
    public Task<ModelRequestAnswer> Count(CountModelRequests done, Caller? by = null) =>
        Answer(session =>
            session.Decide(done, contexts.Of(session.Project, session.ProjectKey), clock.GetUtcNow(), by)
        );

    /// <inheritdoc/>
    public Task Count(UsageFound found) =>
        found.Passed is { } passed
            ? store.KeepPassed(new(this.GetPrimaryKey()), passed, CancellationToken.None)
            : meter.Measure(
                new(this.GetPrimaryKey()),
                found,
                () =>
                    Answer(session =>
                        session.Decide(
                            found,
                            contexts.Of(session.Project, session.ProjectKey).Settings.Prices,
                            clock.GetUtcNow()
                        )
                    )
            );

    /// <inheritdoc/>
    public Task Look(TurnWeighed message) =>
        Answer(session =>
            session.Decide(message, contexts.Of(session.Project, session.ProjectKey), clock.GetUtcNow())
        );

    /// <inheritdoc/>
    public Task<Receipt> Declare(DeclarePurpose message, Caller? by = null) =>
        Answer(session => session.Decide(message, clock.GetUtcNow(), by));

    /// <inheritdoc/>
    public Task<Receipt> Change(ChangeMode message, Caller? by = null) =>
        Answer(session => session.Decide(message, clock.GetUtcNow(), by));

    /// <inheritdoc/>
    public async Task<Receipt> Limit(SetBudget message, Caller? by = null)
    {
        var known = await Known();
        var standing = await Standing(known, known.Project, asked: true);
        return await Answer(session => (session with { Spend = standing }).Decide(message, clock.GetUtcNow(), by));
    }

    /// <inheritdoc/>
    public Task<Receipt> Switch(SwitchHints message, Caller? by = null) =>
        Answer(session => session.Decide(message, clock.GetUtcNow(), by));

    /// <inheritdoc/>
    public Task<Receipt> Close(CloseSession message, Caller? by = null) =>
        Answer(session => session.Decide(message, clock.GetUtcNow(), by));

    /// <inheritdoc/>
    public Task<Receipt> Abandon(AbandonSession message, Caller? by = null) =>
        Answer(session => session.Decide(message, clock.GetUtcNow(), by));

    /// <inheritdoc/>
    public async Task<ImportCounts> Import(ImportRows rows)
    {
        try
        {
            var counts = await imports.WriteHeld(rows.Rows, CancellationToken.None);
            // New turns have numbers of their own, and may have given the others new ones.
            if (counts.Turns > 0)
                base.Doubt();
            else
                Believe(session => session with { TokensTotal = counts.TokensTotal ?? session.TokensTotal });
            return counts;
        }
        catch (Exception fault)
        {
            Doubt();
            throw NotCommitted(fault);
        }
    }

    /// <inheritdoc/>
    public Task Forget()
    {
        base.Doubt();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task<Session> Load() => store.Load(new(this.GetPrimaryKey()), CancellationToken.None);

    /// <inheritdoc/>
    protected override void Doubt()
    {
        base.Doubt();
        DeactivateOnIdle();
    }

    /// <inheritdoc/>
    protected override NotCommittedException NotCommitted(Exception fault) =>
        new(fault.Message, SessionBatchWriter.IsLostRace(fault));

    // Before the transcript is looked at it only matters whether there are caps at all.
    private async ValueTask<Session> Capped(HookEvent hookEvent, Delivery? delivery)
    {
        var session = await Known();
        return hookEvent.AsksSpend()
            ? session with
            {
                Spend = spend.Caps(
                    session with
                    {
                        ProjectKey = session.ProjectKey ?? delivery?.ProjectKey,
                    },
                    session.Project ?? delivery?.Folder ?? hookEvent.Cwd
                ),
            }
            : session;
    }

    // What caps in dollars hold is read where a decision may go by it.
    private async ValueTask<Session> Spending(HookEvent hookEvent, Delivery? delivery)
    {
        var session = await Known();
        return hookEvent.AsksSpend()
            ? session with
            {
                Spend = await Standing(
                    session with
                    {
                        ProjectKey = session.ProjectKey ?? delivery?.ProjectKey,
                    },
                    session.Project ?? delivery?.Folder ?? hookEvent.Cwd,
                    hookEvent.SaysBudget()
                ),
            }
            : session with
            {
                Spend = SpendStanding.None,
            };
    }

    private async ValueTask<SpendStanding> Standing(Session session, string? project, bool asked = false)
    {
        try
        {
            return await spend.Of(session, project, asked);
        }
        catch (Exception fault)
        {
            throw new NotCommittedException(fault.Message, raced: false);
        }
    }

    private async ValueTask<SessionContext> Context(
        Session session,
        HookEvent hookEvent,
        Delivery? delivery,
        string? project
    )
    {
        var context = contexts.Of(project, session.ProjectKey ?? delivery?.ProjectKey) with
        {
            Around = around(project, hookEvent, delivery),
        };
        return session.Asks(hookEvent, context.Knowledge, isHistory: delivery?.At is not null) is { } question
            ? context with
            {
                Knowledge = context.Knowledge with { Recalled = await recall.Find(question) },
            }
            : context;
    }

    private async Task<TAnswer> Answer<TAnswer>(Func<Session, Decision<Session, TAnswer, SessionChange>> decide)
    {
        var session = await Known();
        var decided = decide(session);
        await Commit(session, decided.Next, decided.Change);
        return decided.Answer;
    }

    private async Task<Committed> Commit(Session before, Session next, SessionChange change)
    {
        var committed = Committed.Plainly;
        await Commit(async () =>
        {
            if (change.Later)
                await writer.CommitLater(change);
            else if (!change.Empty)
                committed = await writer.Commit(change);
            return committed.Repeated ? before : next.Knowing(committed);
        });
        return committed;
    }
}
