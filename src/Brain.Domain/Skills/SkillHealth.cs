namespace Brain.Domain.Skills;

/// <summary>How a skill does. The names are those of <c>v2.skills.health</c>.</summary>
public enum SkillHealth
{
    /// <summary>It does what it says, as far as is known.</summary>
    Healthy,

    /// <summary>Some of it does.</summary>
    Degraded,

    /// <summary>It does not.</summary>
    Broken,
}
