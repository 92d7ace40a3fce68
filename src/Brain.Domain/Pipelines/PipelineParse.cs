using System.Collections.Immutable;

namespace Brain.Domain.Pipelines;

/// <summary>What is wrong in a definition. Expected, since people write these files, so a value.</summary>
/// <param name="Line">Where, from 1.</param>
/// <param name="Reason">What, found and expected.</param>
public sealed record PipelineFault(int Line, string Reason)
{
    /// <summary>For people: <c>line 7: links[2].within is '2 fortnights'; expected a time such as 45s, …</c>.</summary>
    public override string ToString() => $"line {Line}: {Reason}";
}

/// <summary>What came of reading a definition: the file, or all that is wrong in it.</summary>
/// <param name="File">Null when there is any fault: half a chain would be watched for what nobody meant.</param>
/// <param name="Faults">All of them, in the file's order; empty when it was read.</param>
public sealed record PipelineParse(PipelineFile? File, ImmutableArray<PipelineFault> Faults);
