using System.Collections.Immutable;
using Brain.Messages.Sessions;

namespace Brain.Domain.Skills.Build;

/// <summary>A turn that a skill may be drafted from. Source: <c>v2.turns</c> and its tool calls.</summary>
/// <param name="Num">1-based place in the session.</param>
/// <param name="Asked">What the person typed, or null.</param>
/// <param name="IsTakenBack">The person corrected it in the next turn, or it was cut off.</param>
/// <param name="Calls">Oldest first, those of the main line.</param>
public sealed record DraftTurn(int Num, string? Asked, bool IsTakenBack, ImmutableArray<DraftCall> Calls);

/// <summary>A tool call that a step may be made of.</summary>
/// <param name="Kind">What the tool does.</param>
/// <param name="Tool">Its name.</param>
/// <param name="Status">ok, or what else came of it.</param>
/// <param name="Target">The command, file or address, or null.</param>
public sealed record DraftCall(ToolKind Kind, string Tool, string Status, string? Target);
