namespace Brain.Grains.Abstractions.Skills;

/// <summary>Counts uses of skills and moves their trust; one for all silos, so that no use is judged twice.</summary>
[Alias("brain.skill-trust")]
public interface ISkillTrustGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "all";

    /// <summary>Counts uses, says what came of those that are over, and moves trust where that speaks for it.</summary>
    /// <returns>How many skills are trusted otherwise than before.</returns>
    [Alias("settle")]
    Task<int> Settle();
}
