using Brain.Domain.Text;
using Brain.Grains.Abstractions.Sessions;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;
using Brain.Silo.Commands;
using Brain.Silo.Hosting;
using Brain.Silo.Sessions;

namespace Brain.Silo.Hooks;

/// <summary>
/// What every adapter has in common: an event is decided by its session, a command that comes of it is done, and the
/// agent's own record is read afterwards.
/// </summary>
internal sealed class HookDispatcher(
    IGrainFactory grains,
    CommandDispatcher commands,
    UsageReader usage,
    TimeProvider clock
)
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(100);

    /// <summary>Answers an event.</summary>
    /// <param name="heard">What happened.</param>
    /// <param name="delivery">How it came here.</param>
    /// <param name="waits">Told once when a person's command takes its time, so that the agent waits for it.</param>
    /// <param name="stop">The agent has given up.</param>
    /// <exception cref="NotCommittedException">Nothing is known to be decided.</exception>
    public async Task<SessionAnswer> Answer(
        HookEvent heard,
        Delivery delivery,
        Func<Task> waits,
        CancellationToken stop
    )
    {
        var answer = await GrainRetry.Ask(() =>
            grains.GetGrain<ISessionGrain>(heard.SessionId.Value).Hear(heard, delivery)
        );
        if (answer.Command is { } command)
        {
            var running = commands.Run(command with { Caller = delivery.Caller ?? Caller.Unknown });
            if (await Task.WhenAny(running, Task.Delay(AtOnce, clock, stop)) != running)
                await waits();
            answer = Answer(answer, await running);
        }

        usage.ReadAfter(heard);
        return answer;
    }

    private static SessionAnswer Answer(SessionAnswer answer, CommandResult done) =>
        done.Context is { } pack
            ? SessionAnswer.Nothing with
            {
                Context = Redaction.Cut(pack, SessionAnswer.TextMax),
            }
            : answer with
            {
                Command = null,
                Reason = Redaction.Cut(done.Message, SessionAnswer.TextMax),
            };
}
