using Brain.Domain.Personas;
using Brain.Domain.Undo;

namespace Brain.Tests.Undo;

public sealed class TellingAnUndo
{
    private static readonly UndoCommand Last = new(UndoScope.Last);
    private static readonly UndoCommand Third = new(new UndoScope(3));

    [Fact]
    public void Groups_what_would_change_and_says_how_to() =>
        Assert.Equal(
            """
            Undoing the last turn would change 3 rows:
            Sessions:
              put back: purpose: b → a
            Tool calls:
              remove: Edit a.txt
              remove: Edit b.txt
            Say /brain:undo yes to do it.
            """,
            Plan(
                    Line("sessions", "put back", "purpose: b → a"),
                    Line("tool_calls", "remove", "Edit a.txt"),
                    Line("tool_calls", "remove", "Edit b.txt")
                )
                .ToText(Last)
        );

    [Fact]
    public void Says_what_stands_against_it_and_how_to_take_that() =>
        Assert.Equal(
            """
            Turn 3 can't be undone: this stands against it.
            Turns:
              belongs to turn 4
            Nothing was changed.
            To take them too, say /brain:undo 3 with later.
            """,
            Plan(Line("turns", "remove", "turn 3"), Line("turns", "refuse", "belongs to turn 4")).ToText(Third)
        );

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(12)]
    public void Takes_at_most_forty_lines(int tables)
    {
        var plan = Plan([
            .. Enumerable.Range(0, 1_000).Select(i => Line($"table_{i % tables}", "remove", new string('x', 1_000))),
        ]);

        var lines = plan.ToText(Last).Split('\n');

        Assert.InRange(lines.Length, 3, UndoText.LinesMax);
        Assert.Contains("  and ", plan.ToText(Last), StringComparison.Ordinal);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 170));
    }

    [Fact]
    public void Says_what_was_done_and_how_to_take_that_back() =>
        Assert.Equal(
            "Undone: the last turn. 2 rows: 1 put back, 1 removed. /brain:undo redo takes this back.",
            new UndoOutcome(Guid.Empty, Plan(Line("sessions", "put back", "x"), Line("turns", "remove", "y"))).ToText(
                Last
            )
        );

    [Fact]
    public void Says_that_what_was_shown_has_changed() =>
        Assert.StartsWith(
            "This has changed since it was shown, so nothing was undone.\nUndoing the last turn would change 1 row:",
            new UndoOutcome(null, Plan(Line("turns", "remove", "y"))).ToText(Last with { Yes = true }),
            StringComparison.Ordinal
        );

    [Fact]
    public void Says_when_there_is_nothing_left() =>
        Assert.Equal("There is nothing left to undo in the session.", Plan().ToText(new(UndoScope.Session)));

    [Fact]
    public void Says_why_nothing_can_be_undone() =>
        Assert.Equal(
            "A turn is under way: turn 2 has not ended yet. Nothing was changed.",
            Plan(Line("sessions", "refuse", "A turn is under way: turn 2 has not ended yet.")).ToText(Last)
        );

    private static UndoPlan Plan(params UndoLine[] lines) => new([.. lines], "hash");

    private static UndoLine Line(string table, string act, string what) => new(table, Guid.Empty, act, what);
}
