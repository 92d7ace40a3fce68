namespace Brain.Postgres.Skills;

/// <summary>A skill that the database does not take.</summary>
/// <param name="Skill">Which.</param>
/// <param name="Rule">The rule that it breaks.</param>
public sealed record UnkeptSkill(FoundSkill Skill, string Rule);
