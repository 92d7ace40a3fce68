using System.Diagnostics;
using Brain.Domain.Text;
using Brain.Grains.Abstractions.Sessions;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;
using Brain.Silo.Commands;
using Brain.Silo.Files;
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
    HookLatency latency,
    ActivityFeed activity
)
{
    /// <summary>Answers an event.</summary>
    /// <param name="hookEvent">What happened.</param>
    /// <param name="delivery">How it came here.</param>
    /// <exception cref="NotCommittedException">Nothing is known to be decided.</exception>
    public async Task<SessionAnswer> Answer(HookEvent hookEvent, Delivery delivery)
    {
        count.Note();
        var began = Stopwatch.GetTimestamp();
        if (hookEvent.Kind == EventKind.ModelRequest)
            return await MayAsk(hookEvent, delivery);
        delivery = projects.In(hookEvent, delivery);
        var answer = await GrainRetry.Ask(() =>
            grains.GetGrain<ISessionGrain>(hookEvent.SessionId.Value).Hear(hookEvent, delivery)
        );
        if (answer.Command is { } command)
            answer = Answer(answer, await commands.Run(command with { Caller = delivery.Caller ?? Caller.Unknown }));
        usage.ReadAfter(hookEvent, (delivery.Caller ?? Caller.Unknown).Source);
        latency.Note(hookEvent.Kind, Stopwatch.GetElapsedTime(began));
        activity.Answer(hookEvent.SessionId);
        return answer;
    }

    // The agent is about to ask its model, and tells in its own record alone what that took.
    private async Task<SessionAnswer> MayAsk(HookEvent hookEvent, Delivery delivery)
    {
        // It was made while nobody could be asked.
        if (delivery.At is not null)
            return SessionAnswer.Nothing;
        var asked = new AskModelRequest
        {
            SessionId = hookEvent.SessionId,
            Request = hookEvent.ToolUseId ?? "",
            AgentId = hookEvent.AgentId,
            Model = hookEvent.Model,
            Hard = delivery.Hard,
            IsUntold = true,
        };
        var answer = await GrainRetry.Ask(() =>
            grains.GetGrain<ISessionGrain>(hookEvent.SessionId.Value).Ask(asked, delivery.Caller)
        );
        return answer.Go ? SessionAnswer.Nothing : SessionAnswer.Block(answer.Reason ?? "");
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
