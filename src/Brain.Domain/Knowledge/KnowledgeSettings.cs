namespace Brain.Domain.Knowledge;

/// <summary>What a person configured about what sessions are told by themselves.</summary>
public sealed record KnowledgeSettings
{
    /// <summary>Of somebody who configured nothing.</summary>
    public static readonly KnowledgeSettings Default = new();

    /// <summary>The most characters that an agent is told before or after a tool call.</summary>
    public const int RecallMax = 600;

    /// <summary>The most that <see cref="NewsMax"/> may be.</summary>
    public const int NewsLimit = 8_000;

    /// <summary>The least that <see cref="NewsMax"/> may be: less holds no learning.</summary>
    public const int NewsLeast = 700;

    /// <summary>An agent is told what is known about a call at the moment of it.</summary>
    public bool Recalls { get; init; } = true;

    /// <summary>How likely a recalled call must be to be right: 0 to 1.</summary>
    public double ScoreMin { get; init; } = 0.7;

    /// <summary>What is learnt in one session reaches the others.</summary>
    public bool TellsNews { get; init; } = true;

    /// <summary>The most characters of it with one prompt.</summary>
    public int NewsMax { get; init; } = 1_200;
}
