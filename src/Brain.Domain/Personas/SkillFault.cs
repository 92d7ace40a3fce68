namespace Brain.Domain.Personas;

/// <summary>What can't be read in an active persona's SKILL.md, as the next turn's footer tells it.</summary>
/// <param name="Persona">Whose.</param>
/// <param name="Text">One line.</param>
public sealed record SkillFault(Guid Persona, string Text);
