using Brain.Domain.Import;
using Brain.Messages.Sessions;

namespace Brain.Silo.Import;

/// <summary>
/// What was typed, as turns without answers of sessions that nothing else tells of. Where the agent does not say which
/// session it was, a prompt that some session has at that time is that one's: it is found by its words.
/// </summary>
internal static class PromptHistory
{
    /// <summary>The rows.</summary>
    /// <param name="prompts">What was typed.</param>
    /// <param name="known">Sessions that a transcript or a hook told of.</param>
    /// <param name="agent">Whose history it is.</param>
    public static IEnumerable<SessionFound> Sessions(
        IEnumerable<HistoryPrompt> prompts,
        HashSet<Guid> known,
        string agent
    ) =>
        prompts
            .Where(prompt => !known.Contains(prompt.Session.Value))
            .GroupBy(prompt => prompt.Session)
            .Select(session => Of(session, agent));

    private static SessionFound Of(IGrouping<SessionId, HistoryPrompt> session, string agent)
    {
        var first = session.MinBy(prompt => prompt.At)!;
        return new(
            new()
            {
                SessionId = session.Key,
                Source = agent,
                Session = new()
                {
                    ProjectPath = first.Project,
                    StartedAt = first.At,
                    EndedAt = session.Max(prompt => prompt.At),
                    Purpose = first.Text.Split('\n')[0] is { Length: > 0 } words
                        ? words[..Math.Min(words.Length, 200)]
                        : null,
                },
                Turns =
                [
                    .. session.Select(prompt => new ImportedTurn
                    {
                        StartedAt = prompt.At,
                        UserMessage = prompt.Text,
                        History = true,
                        Unnamed = !prompt.IsNamed,
                    }),
                ],
            },
            []
        );
    }
}
