namespace Brain.Domain.Undo;

/// <summary>How much of a session is undone.</summary>
/// <param name="Turn">The turn, 1-based; 0 for the last; null for the whole session.</param>
/// <param name="WithLater">Also every later turn, and what was changed after a turn's time.</param>
public sealed record UndoScope(int? Turn, bool WithLater = false)
{
    /// <summary>The session's last turn.</summary>
    public static readonly UndoScope Last = new(0);

    /// <summary>Everything that the session changed.</summary>
    public static readonly UndoScope Session = new((int?)null);

    /// <summary>As it stands in a sentence.</summary>
    public override string ToString() =>
        (
            Turn switch
            {
                null => "the session",
                0 => "the last turn",
                var turn => $"turn {turn}",
            }
        ) + (WithLater ? " with what came later" : "");
}
