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
    ProjectFolders projects,
    HookCount count,
    TimeProvider clock
)
{
    /// <summary>
    /// So many events are decided at the same time; the others wait in line, each as long as its caller does. In a
    /// burst all of them would be answered at its end, when nobody waits any more.
    /// </summary>
    public const int AtWorkMax = 48;

    // For a caller that does not say how long it waits.
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _atWork = new(AtWorkMax, AtWorkMax);

    /// <summary>Answers an event.</summary>
    /// <param name="hookEvent">What happened.</param>
    /// <param name="delivery">How it came here.</param>
    /// <exception cref="NotCommittedException">Nothing is known to be decided.</exception>
    public async Task<SessionAnswer> Answer(HookEvent hookEvent, Delivery delivery)
    {
        count.Note();
        delivery = projects.In(hookEvent, delivery);
        var answer = await Decide(hookEvent, delivery);
        if (answer.Command is { } command)
            answer = Answer(answer, await commands.Run(command with { Caller = delivery.Caller ?? Caller.Unknown }));
        usage.ReadAfter(hookEvent);
        return answer;
    }

    private async Task<SessionAnswer> Decide(HookEvent hookEvent, Delivery delivery)
    {
        if (!await InLine(delivery.Until))
            throw new NotCommittedException(
                $"{hookEvent.Name} came too late: its caller has given up, and nothing was written.",
                raced: false
            );
        try
        {
            return await GrainRetry.Ask(() =>
                grains.GetGrain<ISessionGrain>(hookEvent.SessionId.Value).Hear(hookEvent, delivery)
            );
        }
        finally
        {
            _atWork.Release();
        }
    }

    private async ValueTask<bool> InLine(DateTimeOffset? until)
    {
        if (_atWork.Wait(0))
            return true;
        var left = until is { } moment ? moment - clock.GetUtcNow() : WaitMax;
        return left > TimeSpan.Zero && await _atWork.WaitAsync(left < WaitMax ? left : WaitMax);
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
                Typed = done.Refusal is null ? answer.Typed : null,
                Reason = Redaction.Cut(done.Message, SessionAnswer.TextMax),
            };
}
