using Brain.Domain.Text;

namespace Brain.Tests.Text;

/// <summary>Text of others, as Postgres takes it.</summary>
public sealed class SomeonesText
{
    // No attribute's argument holds half of a character.
    [Fact]
    public void Loses_what_is_no_character() =>
        Assert.Equal(
            ["a\ufffdb", "\ufffd", "a\ufffdb", "\ufffd\ud83d\ude00"],
            new[] { "a\0b", "\ud83d", "a\ude00b", "\ud83d\ud83d\ude00" }.Select(StorableText.Of)
        );

    [Fact]
    public void Stays_as_it_is_when_all_of_it_are_characters()
    {
        const string text = "Grüße \ud83e\udd80, 你好";

        Assert.Same(text, StorableText.Of(text));
    }
}
