using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks;

/// <summary>What an agent can't do for the brain, and how the brain's commands are typed there.</summary>
internal sealed record AgentTraits
{
    /// <summary>It can do all, and its commands begin with a slash.</summary>
    public static readonly AgentTraits Whole = new();

    /// <summary>A limit of every agent whose own files nobody guards.</summary>
    public const string HooksCanBeTakenOut = "Nothing keeps a session from taking the brain's hooks out of its files.";

    /// <summary>A hook can have the person asked about a call.</summary>
    public bool CanAsk { get; init; } = true;

    /// <summary>It shows the person what is said at a session's start.</summary>
    public bool ShowsStart { get; init; } = true;

    /// <summary>What the brain's commands begin with.</summary>
    public string Prefix { get; init; } = "/";

    /// <summary>What a person must know of a session that is hard: a sentence each.</summary>
    public IReadOnlyList<string> Limits { get; init; } = [];

    /// <summary>The delivery with what the session must know of it.</summary>
    public Delivery Of(Delivery delivery, EventKind kind) =>
        delivery with
        {
            CannotAsk = !CanAsk,
            StartIsUnseen = !ShowsStart,
            Limits = kind == EventKind.SessionStart && Limits.Count > 0 ? string.Join(' ', Limits) : null,
            Prefix = Prefix == "/" ? null : Prefix,
        };
}
