using System.Text.Json;
using Brain.Domain.Text;
using Brain.Domain.Tools;
using Brain.Messages.Sessions;

namespace Brain.Tests.Sessions;

public sealed class AJsonText
{
    [Theory]
    [InlineData("x")]
    [InlineData("é")]
    [InlineData("漢")]
    [InlineData("🧠")]
    [InlineData("a\n\"\\")]
    [InlineData("\u0001")]
    public void Begins_as_the_whole_text_does(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 5_000));
        var json = JsonSerializer.SerializeToElement(text);
        var escaped = text.Replace("\\", @"\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\u0001", "\\u0001");
        var plain = JsonDocument.Parse($"\"{escaped}\"").RootElement;

        foreach (var max in Enumerable.Range(100, 30))
        {
            Assert.All([json, plain], one =>
                Assert.StartsWith(
                    text[..(max + 1)].TrimEnd('\ud83e'),
                    JsonText.Start(one, max),
                    StringComparison.Ordinal
                )
            );
            Assert.All([json, plain], one =>
                Assert.StartsWith(JsonText.Start(one, max), text, StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public void Of_a_short_text_is_the_whole() =>
        Assert.Equal("äb🧠", JsonText.Start(JsonSerializer.SerializeToElement("äb🧠"), 4));

    [Theory]
    [InlineData(Mode.Execution, 0, null)]
    [InlineData(Mode.Execution, 1, "ask")]
    [InlineData(Mode.Sparring, 0, null)]
    [InlineData(Mode.Sparring, 1, "ask")]
    [InlineData(Mode.Debug, 1, "ask")]
    public void Of_a_command_that_is_too_long_is_asked(Mode mode, int more, string? decision)
    {
        var session = Some.Session() with { Mode = mode };
        var command = "ls " + new string('a', ModeTable.CommandMax - 3 + more);

        var decided = session.Hears(Some.Tool(session.Id, "PreToolUse", "Bash", null, input: new { command }));

        Assert.Equal(decision, decided.Answer.Word());
        Assert.Equal(decision is null ? [] : ["command.too_long"], decided.Change.Decisions.Select(row => row.Rule));
    }
}
