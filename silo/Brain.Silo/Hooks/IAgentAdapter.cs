using System.Text.Json;
using Brain.Messages.Hooks;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks;

/// <summary>The words of one agent: a payload in, an answer out.</summary>
internal interface IAgentAdapter
{
    /// <summary>Whose words.</summary>
    KnownAgent Agent { get; }

    /// <summary>What the agent can't do, and how the brain's commands are typed there.</summary>
    AgentTraits Traits => AgentTraits.Whole;

    /// <summary>Reads what a hook sends.</summary>
    /// <param name="body">JSON as it came, in UTF-8; bytes that are none are mended already.</param>
    /// <param name="named">Which event the carrier was started for, where the payload does not say; else null.</param>
    /// <exception cref="JsonException">It is no hook event.</exception>
    AgentEvent Read(ReadOnlyMemory<byte> body, string? named);

    /// <summary>Writes an answer as the agent reads it; empty for nothing to say.</summary>
    /// <param name="answer">What leaves: it is cleaned.</param>
    /// <param name="to">The event answered.</param>
    ReadOnlyMemory<byte> Write(SessionAnswer answer, HookEvent to);
}

/// <summary>A hook event as it was read.</summary>
/// <param name="Event">What happened.</param>
internal sealed record AgentEvent(HookEvent Event)
{
    /// <summary>The delivery with what the adapter knows beside it, such as what settings weaken.</summary>
    public Func<Delivery, Delivery> Judge { get; init; } = delivery => delivery;

    /// <summary>
    /// Looks once more for what was answered in the turn that is over, where the agent may write that down only after
    /// it told so; null where it does not.
    /// </summary>
    public Func<string?>? Answered { get; init; }

    /// <summary>
    /// Looks whether the person refused the call that the agent asks about, where it writes that down and tells it by
    /// no event: what an event of it would say; null where it did not, or not yet.
    /// </summary>
    public Func<HookEvent?>? Refused { get; init; }
}
