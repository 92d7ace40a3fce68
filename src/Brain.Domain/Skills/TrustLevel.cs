namespace Brain.Domain.Skills;

/// <summary>How far a skill is trusted, from evidence. The names are those of <c>v2.skills.trust_level</c>.</summary>
public enum TrustLevel
{
    /// <summary>Nothing is known of it, or its folder changed since.</summary>
    Untested,

    /// <summary>It was used with success.</summary>
    Trusted,

    /// <summary>Its own tests ran and passed; version and hash are frozen.</summary>
    Verified,

    /// <summary>A person relies on it.</summary>
    Critical,
}
