using Brain.Domain.Drift;
using Brain.Domain.Personas;

namespace Brain.Domain.Sessions;

/// <summary>What a person configured about personas, in the section <c>personas</c> of brain.json.</summary>
public sealed record PersonaRules
{
    /// <summary>The rules of somebody who configured nothing.</summary>
    public static readonly PersonaRules Default = new();

    /// <summary>When a persona's comments are no longer shown.</summary>
    public MuteRule Mute { get; init; } = new();

    /// <summary>The most tokens of a reply to a broadcast: 1 to 32,000.</summary>
    public int ReplyTokens { get; init; } = 1_000;

    /// <summary>Other caps, by the persona's name.</summary>
    public IReadOnlyDictionary<string, int> ReplyTokensOf { get; init; } = new Dictionary<string, int>();

    /// <summary>How long a broadcast waits: 1 s to 10 min.</summary>
    public TimeSpan BroadcastDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Without a chat model the host agent is handed a context pack instead of the person the evidence.
    /// </summary>
    public bool AnswersByHost { get; init; }

    /// <summary>A session with no event for so long is abandoned: 1 min to 365 days.</summary>
    public TimeSpan AbandonAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// The most tokens that a chat model may use to look at one session's turns again: 0, the default, is none.
    /// </summary>
    public int ReviewTokens { get; init; }

    /// <summary>How quiet the footer is.</summary>
    public FooterSettings Footer { get; init; } = new();

    /// <summary>What the Cop does about drift.</summary>
    public DriftSettings Drift { get; init; } = DriftSettings.Default;

    /// <summary>Whether a persona's comments are kept and not shown.</summary>
    public bool Mutes(Persona persona) => Mute.Mutes(persona.Weighed ?? persona.Ratings);

    /// <summary>The cap of one persona's replies.</summary>
    public int TokensFor(Persona persona) => ReplyTokensOf.TryGetValue(persona.Name, out var own) ? own : ReplyTokens;
}
