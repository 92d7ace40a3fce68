using System.Collections.Concurrent;

namespace Brain.Silo.Hooks.Codex;

/// <summary>
/// The rollout of a session, told from its events. A sub-agent's events name its own, which lies beside the session's
/// or in the folder of a later day; what a session used, its sub-agents' part too, is found from the session's.
/// </summary>
internal sealed class CodexRolloutOf
{
    private const int SessionsMax = 10_000;

    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>The session's rollout; null where it is not known.</summary>
    /// <param name="session">Codex' own id of the session.</param>
    /// <param name="named">The rollout that the event names.</param>
    /// <param name="isOwn">It is the session's own.</param>
    public string? Find(string? session, string? named, bool isOwn)
    {
        if (session is null || !Guid.TryParse(session, out _))
            return isOwn ? named : null;
        if (isOwn)
            return named is null ? null : Keep(session, named);
        if (_known.TryGetValue(session, out var known))
            return known;
        return Beside(session, named) is { } found ? Keep(session, found) : null;
    }

    private static string? Beside(string session, string? named)
    {
        if (named is null || !Path.IsPathFullyQualified(named) || Path.GetDirectoryName(named) is not { } folder)
            return null;
        try
        {
            return Directory
                .EnumerateFiles(folder, $"*-{session}.jsonl")
                .FirstOrDefault(file => CodexRollouts.ThreadOf(file) == session);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private string Keep(string session, string rollout)
    {
        if (_known.Count >= SessionsMax)
            _known.Clear();
        return _known[session] = rollout;
    }
}
