using System.Collections.Immutable;
using Brain.Domain.Decisions;
using Brain.Messages.Sessions;

namespace Brain.Domain.Undo;

/// <summary>
/// The plans that a person was shown of a session. Only such a plan is done, and only as long as nothing that it
/// speaks of has changed.
/// </summary>
/// <param name="Hashes">Each one's hash, by the command that it was shown for.</param>
public sealed record ShownPlans(ImmutableDictionary<string, string> Hashes)
{
    /// <summary>Nothing was shown.</summary>
    public static readonly ShownPlans None = new(ImmutableDictionary<string, string>.Empty);

    /// <summary>Decides whether a plan is shown, or done because it was.</summary>
    /// <param name="command">What was typed.</param>
    /// <param name="plan">What it would do now.</param>
    /// <returns>The plan as the answer, or as the change: one of the two is null.</returns>
    public Decision<ShownPlans, Receipt?, UndoPlan?> Decide(UndoCommand command, UndoPlan plan)
    {
        var what = (command with { Yes = false }).ToString();
        var wasShown = Hashes.TryGetValue(what, out var hash) && hash == plan.Hash;
        return command.Yes && wasShown && !plan.Refused && !plan.Empty
            ? new(new(Hashes.Remove(what)), null, plan)
            : new(new(Hashes.SetItem(what, plan.Hash)), plan.Shown(command), null);
    }
}
