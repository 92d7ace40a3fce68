using Brain.Domain.Personas;
using Brain.Domain.Review;
using Brain.Grains.Abstractions.Review;
using Brain.Grains.Abstractions.Sessions;
using Brain.Grains.Ports;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;
using Brain.Postgres.Review;
using Brain.Postgres.Sessions;

namespace Brain.Grains.Review;

/// <summary>
/// Reads, classifies and writes page by page. A durable reminder says that it is not done yet, so that a silo that dies
/// half-way is taken over by the next one.
/// </summary>
[GrainType("auditor")]
public sealed class AuditorGrain(
    ReviewStore audits,
    SessionStore sessions,
    IChat chat,
    IPersonaCache personas,
    TurnWeigher weigher
) : Grain, IAuditorGrain, IRemindable
{
    // Stored: what an older silo began is taken over by this name.
    private const string ReminderName = "close";

    // The least that Orleans allows; a crash is rare, and nobody waits for this one.
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    private SessionId Session => new(this.GetPrimaryKey());

    /// <inheritdoc/>
    public Task<Receipt> Close(Caller? by = null) => Close(by, again: false);

    /// <inheritdoc/>
    public async Task<Receipt> Take(SubmitReview message)
    {
        if (await sessions.Find(Session, CancellationToken.None) is null)
            return ReviewText.Unknown(Session);
        var classes = ReviewText.Classes(message);
        var page = await audits.Page(Session, ReviewBatch.PageMax, CancellationToken.None);
        var audit = ModelReview.Take(
            ReviewBatch.Of(page, classes.Keys.ToHashSet()),
            classes,
            "the session's agent"
        );
        return new((await audits.Write(Session, audit, CancellationToken.None)).Reviewed());
    }

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Close(Caller.Bot("Auditor"), again: true);

    private async Task<Receipt> Close(Caller? by, bool again)
    {
        if (await sessions.Find(Session, CancellationToken.None) is null)
            return await Unknown();
        var reminder = await this.RegisterOrUpdateReminder(ReminderName, Again, Again);
        var tokens = personas.Rules.ReviewTokens;
        var written = await audits.Audit(
            Session,
            CancellationToken.None,
            async (page, audit) =>
            {
                (audit, tokens) = await Refined(page, audit, tokens);
                return audit;
            },
            weigher.Weigh
        );
        var outcome = await audits.Outcome(Session, CancellationToken.None);
        if (outcome?.HandOff(await sessions.HandOff(Session, null, CancellationToken.None)) is { } handOff)
            await audits.HandOff(Session, handOff);
        var closed = await GrainFactory
            .GetGrain<ISessionGrain>(Session.Value)
            .Close(new(written.ToText()) { Again = again }, by);
        await this.UnregisterReminder(reminder);
        return closed;
    }

    // What an earlier silo began for a session that is gone by now is never done.
    private async Task<Receipt> Unknown()
    {
        if (await this.GetReminder(ReminderName) is { } begun)
            await this.UnregisterReminder(begun);
        return ReviewText.Unknown(Session);
    }

    // A model looks again at what the rules are unsure of, as far as the person allowed it tokens.
    private async Task<(ReviewBatch Audit, int TokensLeft)> Refined(AuditPage page, ReviewBatch audit, int tokens)
    {
        if (!chat.Configured || ModelReview.Ask(page, audit, tokens) is not { } asked)
            return (audit, tokens);
        var answer = await chat.Ask(asked with { Persona = "Auditor" }, CancellationToken.None);
        return (ModelReview.Take(audit, answer), tokens - answer.TokensIn - answer.TokensOut);
    }
}
