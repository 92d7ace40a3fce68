using Brain.Domain.Knowledge;

namespace Brain.Tests.Knowledge;

/// <summary>What is shown of a long text.</summary>
public sealed class AnExcerpt
{
    private const int Max = 200;
    private static readonly string Log = string.Concat(Enumerable.Repeat("12:00 gateway up and well ", 40));

    [Fact]
    public void Is_all_of_a_short_text() => Assert.Equal("one two", Excerpt.Of(" one\n\ttwo ", 0, "two", Max));

    [Fact]
    public void Of_a_turn_has_its_answer_and_what_was_asked()
    {
        var prompt = $"{Log}\nwhich port does the gateway take?";
        var text = Excerpt.Of($"{prompt}\nIt takes 8443.", prompt.Length, "what port is it?", Max);

        Assert.EndsWith("which port does the gateway take? It takes 8443.", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, Max / 2, Max);
    }

    [Fact]
    public void Of_a_long_answer_is_the_stretch_that_was_asked_about()
    {
        var text = Excerpt.Of($"why?\n{Log}The retry waits two seconds. {Log}", 4, "how long do retries wait?", Max);

        Assert.StartsWith("why? …", text, StringComparison.Ordinal);
        Assert.Contains("The retry waits two seconds.", text, StringComparison.Ordinal);
        Assert.EndsWith("…", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, Max / 2, Max);
    }

    [Fact]
    public void Of_a_text_without_the_words_is_its_beginning()
    {
        var text = Excerpt.Of(Log, 0, "zebras", Max);

        Assert.StartsWith("12:00 gateway", text, StringComparison.Ordinal);
        Assert.Equal(Max, text.Length);
    }

    [Fact]
    public void Shows_no_half_of_a_character()
    {
        var text = string.Concat(Enumerable.Repeat("🦊", Max)) + " fox";

        Assert.All(Enumerable.Range(Max, 9), max =>
        {
            var shown = Excerpt.Of(text, 0, "fox", max);
            Assert.EndsWith("fox", shown, StringComparison.Ordinal);
            Assert.Equal(shown, string.Concat(shown.EnumerateRunes()));
        });
    }
}
