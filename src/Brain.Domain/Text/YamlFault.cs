namespace Brain.Domain.Text;

/// <summary>What can't be read in a SKILL.md. Expected, since people write these files, so a value.</summary>
/// <param name="Line">Where, from 1.</param>
/// <param name="Reason">What, why, and what is now true.</param>
public sealed record YamlFault(int Line, string Reason)
{
    /// <summary>For people: <c>line 7: watch[2].input is no pattern: …; the other rules still hold</c>.</summary>
    public override string ToString() => $"line {Line}: {Reason}";
}
