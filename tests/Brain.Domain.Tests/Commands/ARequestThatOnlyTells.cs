using Brain.Messages.Commands;

namespace Brain.Domain.Tests.Commands;

/// <summary>Of what changes nothing it is never said that it may not have been done.</summary>
public sealed class ARequestThatOnlyTells
{
    [Theory]
    [InlineData("undo", "", true)]
    [InlineData("undo", "session", true)]
    [InlineData("undo", "3 with later", true)]
    [InlineData("undo", "redo", true)]
    [InlineData("undo", "session Yes ", false)]
    [InlineData("persona", "", true)]
    [InlineData("persona", "list", true)]
    [InlineData("persona", "show Steve", true)]
    [InlineData("persona", "archive Steve", false)]
    [InlineData("pipeline", "list", true)]
    [InlineData("pipeline", "start groceries", false)]
    [InlineData("checkin", "Steve", true)]
    [InlineData("broadcast", "what?", false)]
    [InlineData("done", "", false)]
    [InlineData("nonsense", "", false)]
    public void Is_known_by_its_words(string kind, string args, bool tells) =>
        Assert.Equal(tells, new CommandRequest(kind, args).OnlyTells);
}
