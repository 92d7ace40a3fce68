using Brain.Messages.Sessions;

namespace Brain.Domain.Undo;

/// <summary>What the Archivist answers.</summary>
public static class UndoReceipts
{
    /// <summary>There is no undo to take back.</summary>
    public static Receipt NothingToRedo { get; } =
        Refused("There is no undo in this session that stands. Nothing was changed.");

    /// <summary>What would be done, or why it can't be.</summary>
    public static Receipt Shown(this UndoPlan plan, UndoCommand command)
    {
        var text = plan.ToText(command with { Yes = false });
        return plan.Refused ? Refused(text) : new(text);
    }

    /// <summary>What was done, or why nothing was.</summary>
    public static Receipt Done(this UndoOutcome outcome, UndoCommand command)
    {
        var text = outcome.ToText(command);
        return outcome.Undo is null ? Refused(text) : new(text);
    }

    private static Receipt Refused(string text) => new(text, new("undo.refused", text));
}
