using Brain.Domain.Pipelines;
using Brain.Postgres;
using Brain.Postgres.Pipelines;
using Brain.Silo.Configuration;
using Brain.Silo.Hosting;
using Npgsql;

namespace Brain.Silo.Pipelines;

/// <summary>
/// Sends what is due to people's ntfy. A message is a row that says "not sent yet" until the server has it: a silo that
/// dies leaves it to the next. Several silos do this side by side.
/// </summary>
internal sealed partial class Notifier(
    NotificationStore store,
    PgListener listener,
    Ntfy ntfy,
    BrainConfiguration rules,
    TimeProvider clock,
    ILogger<Notifier> logger
) : BackgroundLoop(Options, clock, logger)
{
    /// <summary>How often it looks without having heard of a row: configuration is mended without one.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    private const string NoTopic =
        "No topic: name one as \"topic\" in \"ntfy\" of brain.json, or in the pipeline's definition.";

    private static readonly TimeSpan LookMin = TimeSpan.FromMilliseconds(250);

    // The rows stay as they are; the database's own trouble is told elsewhere.
    private static readonly LoopOptions Options = new("Sending notifications", "They wait.")
    {
        BackOffMin = Backoff.First,
        BackOffMax = LookEvery,
    };

    private readonly NtfyPause _pause = new(clock);

    /// <summary>Where messages go now, or why they can't; neither when no server is configured.</summary>
    public (NtfyAccess? Access, string? Fault) Access =>
        NtfyAccess.Of(rules.Ntfy(), Environment.GetEnvironmentVariable);

    /// <summary>Sends all that is due now.</summary>
    /// <returns>How long until more is due, or the server may be asked again; null when nothing waits, or nothing can
    /// be sent.</returns>
    public async Task<TimeSpan?> SendDue(CancellationToken stop)
    {
        while (true)
        {
            var (access, fault) = Access;
            if (
                (fault ?? (access is { Topic: null } ? NoTopic : null)) is { } why
                && await store.Unsendable(why, onlyWithoutTopic: fault is null, stop) is > 0 and var waiting
            )
                LogUnsendable(logger, waiting, why);
            if (access is null)
                return null;
            if (_pause.Left(access.Server) is { } left)
                return left;
            var atOnce = _pause.AtOnce;
            var claimed = await store.Claim(atOnce, access.Topic, stop);
            _pause.Note(await Task.WhenAll(claimed.Select(one => Send(access, one))));
            if (claimed.Length < atOnce || stop.IsCancellationRequested)
                return await store.NextIn(access.Topic is not null, stop);
        }
    }

    /// <inheritdoc/>
    protected override Task Begin(CancellationToken stop)
    {
        listener.Subscribe(PgChannel.Notifications, Wake);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        var next = await SendDue(stop) ?? LookEvery;
        return next < LookMin ? LookMin
            : next < LookEvery ? next
            : LookEvery;
    }

    // Not stopped half-way: a try that was begun is noted.
    private async Task<NtfyOutcome> Send(NtfyAccess access, ClaimedNotification claimed)
    {
        var outcome =
            claimed.Try > Backoff.TriesMax ? await LastLook(access, claimed) : await ntfy.Send(access, claimed);
        try
        {
            if (!await Note(claimed, outcome))
                LogTakenOver(logger, claimed.Id, claimed.Try);
        }
        catch (NpgsqlException fault)
        {
            LogNotNoted(logger, fault, claimed.Id, claimed.Try);
        }

        return outcome;
    }

    // Silos died at every try of it.
    private async Task<NtfyOutcome> LastLook(NtfyAccess access, ClaimedNotification claimed) =>
        await ntfy.Find(access, claimed) is { } found
            ? new NtfySent(found)
            : new NtfyRefused($"Given up after {Backoff.TriesMax} tries: none was finished.");

    private async Task<bool> Note(ClaimedNotification claimed, NtfyOutcome outcome)
    {
        if (outcome is NtfySent sent)
            return await store.Sent(claimed, sent.Id);
        if (
            outcome is NtfyLater later
            && Backoff.After(claimed.Try, later.Asked, Random.Shared.NextDouble()) is { } pause
        )
        {
            LogLater(logger, claimed.Id, claimed.Try, later.Why, pause);
            return await store.NotSent(claimed, later.Why, pause, later.MayHaveArrived);
        }

        var why = outcome is NtfyLater last
            ? $"Given up after {claimed.Try} tries: {last.Why}"
            : ((NtfyRefused)outcome).Why;
        LogGivenUp(logger, claimed.Id, claimed.Try, why);
        return await store.NotSent(claimed, why, next: null, mayHaveArrived: true);
    }
}
