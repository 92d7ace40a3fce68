using Brain.Domain.Tools;
using Brain.Messages.Sessions;

namespace Brain.Tests.Sessions;

public sealed class AToolPattern
{
    [Theory]
    [InlineData("Write|Edit", "edit", ToolKind.Unknown, true)]
    [InlineData("Write | Ed*", "EDIT", ToolKind.Unknown, true)]
    [InlineData("kind:edit", "Tinker", ToolKind.Edit, true)]
    [InlineData("Write|KIND:other_shell", "Tinker", ToolKind.OtherShell, true)]
    [InlineData("kind:edit", "Edit", ToolKind.Unknown, false)]
    [InlineData("kind:edit", "edit", ToolKind.Write, false)]
    [InlineData("kind:nonsense", "x", ToolKind.Unknown, false)]
    [InlineData("*", "anything", ToolKind.Unknown, true)]
    [InlineData("", "x", ToolKind.Read, false)]
    public void Covers_names_and_kinds(string pattern, string tool, ToolKind kind, bool covers) =>
        Assert.Equal(covers, ToolPattern.Covers(pattern, tool, kind));

    [Fact]
    public void Knows_every_kind_by_the_word_that_rows_keep()
    {
        foreach (var kind in Enum.GetValues<ToolKind>())
        {
            var word = System.Text.Json.JsonSerializer.Serialize(kind).Trim('"');
            Assert.Equal((word, kind), (kind.Word(), ToolPattern.KindOf(word)));
            Assert.Null(ToolPattern.Fault($"x|kind:{word}"));
        }
    }

    [Fact]
    public void Says_which_kinds_there_are() =>
        Assert.StartsWith(
            "there is no kind:shells; the kinds are unknown, read, find, search, ",
            ToolPattern.Fault("Bash|kind:shells"),
            StringComparison.Ordinal
        );
}
