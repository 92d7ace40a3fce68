using Brain.Domain.Undo;

namespace Brain.Tests.Undo;

public sealed class AnUndoCommand
{
    [Theory]
    [InlineData("", "/brain:undo")]
    [InlineData(null, "/brain:undo")]
    [InlineData("yes", "/brain:undo yes")]
    [InlineData(" 3 ", "/brain:undo 3")]
    [InlineData("turn 3 YES", "/brain:undo 3 yes")]
    [InlineData("3 with later", "/brain:undo 3 with later")]
    [InlineData("3  with\tlater yes", "/brain:undo 3 with later yes")]
    [InlineData("with later", "/brain:undo with later")]
    [InlineData("Session yes", "/brain:undo session yes")]
    [InlineData("redo", "/brain:undo redo")]
    [InlineData("redo yes", "/brain:undo redo yes")]
    public void Is_read_as_it_is_typed(string? args, string command) =>
        Assert.Equal(command, UndoCommand.Parse(args).Command?.ToString());

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("3.5")]
    [InlineData("99999999999")]
    [InlineData("yes yes")]
    [InlineData("yes 3")]
    [InlineData("everything")]
    [InlineData("redo with later")]
    [InlineData("3 with")]
    [InlineData("'; drop table v2.turns; --")]
    public void Is_refused_when_it_says_something_else(string args)
    {
        var (command, refusal) = UndoCommand.Parse(args);

        Assert.Null(command);
        Assert.Equal("undo.unreadable", refusal!.Code);
        Assert.StartsWith(
            $"'{args}' is nothing to undo: say /brain:undo [TURN|session|redo] [with later] [yes]; TURN is a turn's number",
            refusal.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Means_the_last_turn_unless_it_says_more() =>
        Assert.Equal(new UndoCommand(UndoScope.Last), UndoCommand.Parse("").Command);
}
