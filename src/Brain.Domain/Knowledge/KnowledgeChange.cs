using System.Collections.Immutable;
using Brain.Domain.Decisions;

namespace Brain.Domain.Knowledge;

/// <summary>What a decision leaves of knowledge. Written by <c>v2.record_knowledge</c>.</summary>
public sealed record KnowledgeChange : IChangePart
{
    /// <summary>Nothing.</summary>
    public static readonly KnowledgeChange None = new();

    /// <summary>Facts that the session is told now.</summary>
    public ImmutableArray<HeardFact> HeardFacts
    {
        get;
        init => field = value.OrNone();
    } = [];

    /// <summary>
    /// A turn whose prompt was answered and nobody got the answer: what was told with it was not heard.
    /// </summary>
    public int? UnheardTurn { get; init; }
}

/// <summary>A fact that a session was told.</summary>
/// <param name="Fact">A learning, or a tool call that was recalled.</param>
/// <param name="TurnNum">With the prompt of which turn; its negative, where it was told at a call of that turn.</param>
public sealed record HeardFact(Guid Fact, int TurnNum);
