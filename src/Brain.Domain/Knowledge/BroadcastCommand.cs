namespace Brain.Domain.Knowledge;

/// <summary>What <c>/broadcast</c> is told.</summary>
/// <param name="Question">As typed; <see cref="BroadcastSummary.Refuse"/> judges it.</param>
public sealed record BroadcastCommand(string Question);
