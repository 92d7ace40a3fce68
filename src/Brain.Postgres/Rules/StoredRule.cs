using Brain.Domain.Rules;

namespace Brain.Postgres.Rules;

/// <summary>A rule that is on.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Project">The project's folder; null for every project.</param>
/// <param name="ProjectKey">Which project that is, or null.</param>
/// <param name="ByHand">A person wrote it.</param>
/// <param name="Ratings">What people said of its hits since it was switched on.</param>
public sealed record StoredRule(
    Rule Rule,
    string? Project,
    string? ProjectKey,
    bool ByHand,
    (int Useful, int Noise, int Wrong) Ratings
);

/// <summary>Where something that is said of rules comes from.</summary>
/// <param name="Session">In which session; null outside of one.</param>
/// <param name="Project">For which project; null for every one.</param>
/// <param name="Source">The agent or door that it came by.</param>
public sealed record RuleOrigin(Guid? Session, string? Project, string Source)
{
    /// <summary>A person wrote it word by word.</summary>
    public bool ByHand { get; init; }

    /// <summary>What it was drafted from, or null.</summary>
    public Guid? Learning { get; init; }
}

/// <summary>A hit that was rated.</summary>
/// <param name="At">When it was.</param>
/// <param name="Target">What the call was aimed at.</param>
/// <param name="Before">What it was rated before, or null.</param>
public sealed record RatedHit(DateTimeOffset At, string Target, string? Before);

/// <summary>A text that a rule may come from.</summary>
/// <param name="Id">The learning, or the turn.</param>
/// <param name="Text">What it says.</param>
/// <param name="Turn">The turn's number; null for a learning.</param>
/// <param name="Session">The session, or null.</param>
public sealed record Correction(Guid Id, string Text, int? Turn, Guid? Session);
