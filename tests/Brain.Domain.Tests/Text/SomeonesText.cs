using Brain.Domain.Text;

namespace Brain.Tests.Text;

/// <summary>Text of others, as Postgres takes it.</summary>
public sealed class SomeonesText
{
    [Theory]
    [InlineData("a\0b", "a\ufffdb")]
    [InlineData("\ud83d", "\ufffd")]
    [InlineData("a\ude00b", "a\ufffdb")]
    [InlineData("\ud83d\ud83d\ude00", "\ufffd\ud83d\ude00")]
    public void Loses_what_is_no_character(string text, string stored) => Assert.Equal(stored, StorableText.Of(text));

    [Fact]
    public void Stays_as_it_is_when_all_of_it_are_characters()
    {
        const string text = "Grüße \ud83e\udd80, 你好";

        Assert.Same(text, StorableText.Of(text));
    }
}
