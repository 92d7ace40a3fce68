namespace Brain.Domain.Skills;

/// <summary>What is known of a skill where its trust is decided.</summary>
/// <param name="Level">How far it is trusted now.</param>
/// <param name="Successes">
/// Turns that a person typed and in which this very folder was used and went well, since its trust last moved; of one
/// that is untested among the newest.
/// </param>
/// <param name="Failures">Turns in which it did not.</param>
/// <param name="IsVerified">Its own tests passed with this very folder.</param>
public sealed record SkillStanding(TrustLevel Level, int Successes, int Failures, bool IsVerified)
{
    /// <summary>The scan found an error in it: no use raises its trust, a person's word and its own tests do.</summary>
    public bool IsSuspect { get; init; }
}

/// <summary>Another trust, and why.</summary>
/// <param name="To">The level from now on.</param>
/// <param name="Reason">As a sentence.</param>
public sealed record TrustMove(TrustLevel To, string Reason);

/// <summary>How trust moves: on evidence, and at a person's word; never by what a file says of itself.</summary>
public static class SkillTrust
{
    /// <summary>In so many turns it must have gone well before a skill is trusted.</summary>
    public const int SuccessesMin = 3;

    /// <summary>Of one that is untested so many of its newest turns count: a failure before them is over.</summary>
    public const int UsesMax = 10;

    /// <summary>Where its trust goes after uses that were recorded; null where it stays.</summary>
    public static TrustMove? After(SkillStanding standing) =>
        standing switch
        {
            { Failures: > 0, Level: not TrustLevel.Untested } => new(
                Below(standing),
                $"{standing.Failures} of its last {standing.Failures + standing.Successes} uses failed."
            ),
            { Failures: 0, Level: TrustLevel.Untested, Successes: >= SuccessesMin, IsSuspect: false } => new(
                TrustLevel.Trusted,
                $"{standing.Successes} uses went well and none failed."
            ),
            _ => null,
        };

    /// <summary>Why a person can't say this level of it; null when it can be said.</summary>
    public static string? Refused(TrustLevel from, TrustLevel to) =>
        to == TrustLevel.Verified ? "verified comes of its own tests alone: brain skills test NAME"
        : to == TrustLevel.Trusted && from == TrustLevel.Untested
            ? $"trusted comes of {SuccessesMin} uses that went well; a person may say critical"
        : null;

    private static TrustLevel Below(SkillStanding standing) =>
        standing.Level switch
        {
            TrustLevel.Critical when standing.IsVerified => TrustLevel.Verified,
            TrustLevel.Critical or TrustLevel.Verified => TrustLevel.Trusted,
            _ => TrustLevel.Untested,
        };
}
