namespace Brain.Domain.Skills;

/// <summary>What is known of a skill where its trust is decided.</summary>
/// <param name="Level">How far it is trusted now.</param>
/// <param name="Successes">
/// Uses of this very folder that went well since its trust last moved; of one that is untested among the newest.
/// </param>
/// <param name="Failures">Those that did not.</param>
/// <param name="IsVerified">Its own tests passed with this very folder.</param>
public sealed record SkillStanding(TrustLevel Level, int Successes, int Failures, bool IsVerified);

/// <summary>Another trust, and why.</summary>
/// <param name="To">The level from now on.</param>
/// <param name="Reason">As a sentence.</param>
public sealed record TrustMove(TrustLevel To, string Reason);

/// <summary>How trust moves: on evidence, and at a person's word; never by what a file says of itself.</summary>
public static class SkillTrust
{
    /// <summary>So many uses must have gone well before a skill is trusted.</summary>
    public const int SuccessesMin = 3;

    /// <summary>Of one that is untested so many of its newest uses count: a failure before them is over.</summary>
    public const int UsesMax = 10;

    /// <summary>Where its trust goes after uses that were recorded; null where it stays.</summary>
    public static TrustMove? After(SkillStanding standing) =>
        standing switch
        {
            { Failures: > 0, Level: not TrustLevel.Untested } => new(
                Below(standing),
                $"{standing.Failures} of its last {standing.Failures + standing.Successes} uses failed."
            ),
            { Failures: 0, Level: TrustLevel.Untested, Successes: >= SuccessesMin } => new(
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
