using System.Collections.Immutable;
using Brain.Domain.Text;

namespace Brain.Domain.Personas;

/// <summary>
/// What came of reading a SKILL.md: the file with the rules that can be read, and a fault for each thing that can't.
/// </summary>
/// <param name="File">Null when the file is no skill at all.</param>
/// <param name="Faults">In the file's order; empty when all of it was read.</param>
public sealed record SkillParse(SkillFile? File, ImmutableArray<YamlFault> Faults);
