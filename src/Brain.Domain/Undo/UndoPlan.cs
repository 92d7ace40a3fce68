using System.Collections.Immutable;

namespace Brain.Domain.Undo;

/// <summary>What an undo would do, row by row. Source: <c>v2.undo_plan</c> or <c>v2.undo_again_plan</c>.</summary>
/// <param name="Lines">In the order they are told; those that refuse are last.</param>
/// <param name="Hash">The same as long as nothing that the plan speaks of has changed; empty for an empty plan.</param>
public sealed record UndoPlan(ImmutableArray<UndoLine> Lines, string Hash)
{
    /// <summary>What a person may look for in it and stays.</summary>
    public ImmutableArray<UndoStay> Stays { get; init; } = [];

    /// <summary>Something stands against it, so none of it can be done.</summary>
    public bool Refused => Lines.Any(line => line.Refuses);

    /// <summary>It moves a rule, how it was switched, or how far a skill is trusted: what only a person says.</summary>
    public bool HoldsPersonsWord => Lines.Any(line => line.Tab is "rules" or "rule_switches" or "skill_moves");

    /// <summary>There is nothing to undo.</summary>
    public bool Empty => Lines.IsEmpty;
}

/// <summary>One row of a plan.</summary>
/// <param name="Tab">Its table in schema <c>v2</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Act">remove, put back or bring back; or refuse.</param>
/// <param name="What">Before → after as one line, or why it is refused.</param>
public sealed record UndoLine(string Tab, Guid Id, string Act, string? What)
{
    /// <summary>The row stands against the plan.</summary>
    public bool Refuses => Act == "refuse";
}

/// <summary>Rows of one table that an undo leaves.</summary>
/// <param name="Tab">The table in schema <c>v2</c>.</param>
/// <param name="Rows">How many of them are the session's.</param>
/// <param name="Why">As a part of a sentence.</param>
public sealed record UndoStay(string Tab, int Rows, string Why);

/// <summary>What became of a plan that was to be done.</summary>
/// <param name="Undo">The row of <c>v2.undos</c>; null when nothing was changed.</param>
/// <param name="Plan">What was done; or, when nothing was, how the plan is now.</param>
public sealed record UndoOutcome(Guid? Undo, UndoPlan Plan);
