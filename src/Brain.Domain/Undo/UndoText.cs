using Brain.Domain.Text;
using Brain.Messages.Text;

namespace Brain.Domain.Undo;

/// <summary>How an undo is put into words, for people.</summary>
public static class UndoText
{
    /// <summary>The most lines that a plan is told in.</summary>
    public const int LinesMax = 40;

    // What a plan's first and last lines take, what stays, and a blank one.
    private const int FrameLines = 6;

    private const int WidthMax = 160;

    /// <summary>What would change, grouped by table, and what to say to do it.</summary>
    /// <param name="plan">What would be done.</param>
    /// <param name="asked">What was typed.</param>
    public static string ToText(this UndoPlan plan, UndoCommand asked)
    {
        var subject = asked.Again ? "the undo" : asked.Scope.ToString();
        if (plan.Empty)
            return $"There is nothing left to undo in {subject}.";
        if (plan.Lines is [{ Refuses: true, What: var hindrance }])
            return $"{hindrance} Nothing was changed.";
        if (!plan.Refused)
            return $"Undoing {subject} would change "
                + $"{Rows(plan.Lines.Length)}:\n{Grouped(plan.Lines)}\n{Staying(plan)}Say "
                + $"{asked with { Yes = true }} to do it.";

        var against = plan.Lines.Where(line => line.Refuses).ToArray();
        var way =
            asked.Again || asked.Scope.WithLater
                ? ""
                : "\nTo take them too, say "
                    + $"{asked with { Scope = asked.Scope with { WithLater = true }, Yes = false }}.";
        return $"{Capital(subject)} can't be undone: this stands against it.\n{Grouped(against)}\nNothing was "
            + $"changed.{way}";
    }

    /// <summary>What was done; or that nothing was, and how the plan is now.</summary>
    /// <param name="outcome">What became of it.</param>
    /// <param name="asked">What was typed.</param>
    public static string ToText(this UndoOutcome outcome, UndoCommand asked)
    {
        var plan = outcome.Plan;
        if (outcome.Undo is null)
        {
            var moved =
                plan.Refused || plan.Empty ? "" : "This has changed since it was shown, so nothing was undone.\n";
            return moved + plan.ToText(asked with { Yes = false });
        }

        var counts = plan.Lines.GroupBy(line => line.Act).Select(act => $"{act.Count()} {Done(act.Key)}");
        var back = asked.Again ? "It can be undone again." : "/brain:undo redo takes this back.";
        return $"Undone: {(asked.Again ? "the undo" : asked.Scope.ToString())}. {Rows(plan.Lines.Length)}: "
            + $"{string.Join(", ", counts)}. {back}";
    }

    private static string Grouped(IEnumerable<UndoLine> lines)
    {
        var tables = lines.GroupBy(line => line.Tab).ToArray();
        var shown = Math.Max(1, ((LinesMax - FrameLines) / tables.Length) - 2);
        return string.Join(
            '\n',
            tables.SelectMany(table =>
                table
                    .Take(shown)
                    .Select(line =>
                        "  " + Redaction.Cut(line.Refuses ? line.What ?? "" : $"{line.Act}: {line.What}", WidthMax)
                    )
                    .Prepend($"{Capital(table.Key.Replace('_', ' '))}:")
                    .Concat(table.Count() > shown ? [$"  and {table.Count() - shown} more"] : [])
            )
        );
    }

    private static string Staying(UndoPlan plan) =>
        string.Concat(
            plan.Stays.Select(stay => $"{Capital(stay.Tab.Replace('_', ' '))} stay ({stay.Rows}): {stay.Why}.\n")
        );

    private static string Done(string act) =>
        act switch
        {
            "remove" => "removed",
            "bring back" => "brought back",
            _ => "put back",
        };

    private static string Rows(int count) => Plural.Of(count, "row");

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
