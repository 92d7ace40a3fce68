using System.Collections.Immutable;
using Brain.Domain.Review;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks;

/// <summary>
/// A session that nobody has, in an agent's words, for a silo to walk through before the first real one.
/// </summary>
/// <param name="Events">Its events, read as they are when they come.</param>
/// <param name="Write">Writes an answer as it is when it leaves.</param>
/// <param name="Calls">What a turn called, as it is kept when it is reviewed.</param>
/// <param name="Request">A whole HTTP request of an event that nobody knows.</param>
internal sealed record AgentWarmUp(
    Func<SessionId, IEnumerable<HookEvent>> Events,
    Action<SessionAnswer, HookEvent> Write,
    ImmutableArray<ToolToClassify> Calls,
    Func<SessionId, string> Request
)
{
    /// <summary>An event that no agent has.</summary>
    public const string Name = "Rehearsal";
}
