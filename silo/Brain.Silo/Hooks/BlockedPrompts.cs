using System.Collections.Concurrent;
using Brain.Domain.Sessions;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks;

/// <summary>
/// What was blocked last in each session: its agent may put it back into the input box, and what is typed next for the
/// brain itself stands behind it. Only how long an answer is waited for goes by it, so that it is kept in memory.
/// </summary>
internal sealed class BlockedPrompts
{
    private const int SessionsMax = 1_024;

    // What a checkpoint held back stays held while other prompts are blocked.
    private const int PromptsMax = 4;

    // Behind a longer text nobody types.
    private const int CharsMax = 16_384;

    private readonly ConcurrentDictionary<SessionId, string[]> _blocked = new();

    /// <summary>What was blocked since the last prompt that went on, the newest first.</summary>
    public string[] Of(SessionId session) => _blocked.GetValueOrDefault(session, []);

    /// <summary>Takes note of an event that was answered.</summary>
    public void Note(HookEvent told, SessionAnswer answer)
    {
        if (told.Kind == EventKind.SessionEnd)
            _blocked.TryRemove(told.SessionId, out _);
        if (told.Kind != EventKind.Prompt || (told.Words ?? told.Prompt) is not { Length: > 0 and <= CharsMax } words)
            return;
        // A command goes on only to be answered as one.
        if (SlashCommand.In(words) is not null)
            return;
        if (answer.Decision != AnswerDecision.Block)
        {
            _blocked.TryRemove(told.SessionId, out _);
            return;
        }

        if (_blocked.Count >= SessionsMax)
            _blocked.Clear();
        _blocked[told.SessionId] = [.. Of(told.SessionId).Where(one => one != words).Prepend(words).Take(PromptsMax)];
    }
}
