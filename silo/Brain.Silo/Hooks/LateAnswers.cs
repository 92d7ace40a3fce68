using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks;

/// <summary>
/// An agent may write down what was answered only after its hook: the turn's end is told once more when it has. What is
/// not written within seconds is not told; an import finds it.
/// </summary>
internal sealed partial class LateAnswers(HookDispatcher hooks, TimeProvider clock, ILogger<LateAnswers> logger)
{
    private const int WaitingMax = 1_024;

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromMilliseconds(250),
        TimeSpan.FromMilliseconds(500),
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(3),
    ];

    private int _waiting;

    /// <summary>Takes note of an event that was answered; nobody waits.</summary>
    public void Follow(AgentEvent read, Delivery delivery)
    {
        if (
            // Of a turn that is not known by its prompt the next one would be told the answer.
            read
                is
            {
                Answered: { } answered,
                Event: { Kind: EventKind.TurnEnd, LastAssistantMessage: null, PromptId: not null } heard
            }
            && _waiting < WaitingMax
        )
            _ = Complete(heard, answered, delivery with { EventId = null, Until = null });
    }

    private async Task Complete(HookEvent heard, Func<string?> answered, Delivery delivery)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            foreach (var wait in Waits)
            {
                await Task.Delay(wait, clock);
                if (answered() is not { } answer)
                    continue;
                await hooks.Answer(heard with { LastAssistantMessage = answer }, delivery);
                return;
            }
        }
        catch (Exception fault)
        {
            LogFailed(logger, heard.SessionId, fault);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
