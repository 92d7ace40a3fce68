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
    public void Follow(IAgentAdapter adapter, HookEvent heard, Delivery delivery)
    {
        if (
            adapter.AnswersLate
            && heard is { Kind: EventKind.TurnEnd, LastAssistantMessage: null }
            && _waiting < WaitingMax
        )
            _ = Complete(adapter, heard, delivery with { EventId = null, Until = null });
    }

    private async Task Complete(IAgentAdapter adapter, HookEvent heard, Delivery delivery)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            foreach (var wait in Waits)
            {
                await Task.Delay(wait, clock);
                if (adapter.AnswerOf(heard) is not { } answer)
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
