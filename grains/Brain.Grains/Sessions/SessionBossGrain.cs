using Brain.Grains.Abstractions.Sessions;
using Brain.Grains.Ports;
using Brain.Messages.Commands;
using Brain.Postgres.Knowledge;
using Brain.Postgres.Sessions;

namespace Brain.Grains.Sessions;

/// <summary>A durable reminder wakes it; each silent session decides for itself.</summary>
[GrainType("session-boss")]
public sealed class SessionBossGrain(
    SessionStore sessions,
    BroadcastStore broadcasts,
    IPersonaCache personas,
    TimeProvider clock
) : Grain, ISessionBossGrain, IRemindable
{
    // Stored, as it is.
    private const string ReminderName = "look";
    private const int SessionsMax = 500;

    private static readonly Caller Boss = Caller.Bot("Session Boss");

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public Task Watch() => this.RegisterOrUpdateReminder(ReminderName, Every, Every);

    /// <inheritdoc/>
    public async Task Look()
    {
        var now = clock.GetUtcNow();
        await broadcasts.Interrupt(now);
        foreach (
            var session in await sessions.Silent(now - personas.Rules.AbandonAfter, SessionsMax, CancellationToken.None)
        )
            await GrainFactory.GetGrain<ISessionGrain>(session).Abandon(new(now - personas.Rules.AbandonAfter), Boss);
    }

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Look();
}
