using System.Collections.Immutable;

namespace Brain.Domain.Personas;

/// <summary>What can't be read in a SKILL.md. Expected, since people write these files, so a value.</summary>
/// <param name="Line">Where, from 1.</param>
/// <param name="Reason">What, why, and what is now true.</param>
public sealed record SkillFault(int Line, string Reason)
{
    /// <summary>For people: <c>line 7: watch[2].input is no pattern: …; the other rules still hold</c>.</summary>
    public override string ToString() => $"line {Line}: {Reason}";
}

/// <summary>What came of reading a SKILL.md: the file with the rules that can be read, and a fault for each thing that can't.</summary>
/// <param name="File">Null when the file is no skill at all.</param>
/// <param name="Faults">In the file's order; empty when all of it was read.</param>
public sealed record SkillParse(SkillFile? File, ImmutableArray<SkillFault> Faults);
