using Brain.Domain.Knowledge;

namespace Brain.Tests.Knowledge;

public sealed class FindingWhatIsForgotten
{
    private const string Long = "The vault of the old mill opens with the seventh key, which hangs behind the clock.";

    [Theory]
    [InlineData("So: amber kestrels!", "So: [forgotten]!")]
    [InlineData("AMBER  Kestrels and amber\nkestrels", "[forgotten] and [forgotten]")]
    [InlineData("amber kestrel", "amber kestrel")]
    [InlineData("", "")]
    public void Ignores_case_and_blanks_of_matching_words(string text, string now) =>
        Assert.Equal(now, ForgetNeedles.Matching("Amber kestrels").Clean(text));

    [Fact]
    public void Leaves_the_same_text_where_there_is_nothing()
    {
        const string text = "nothing of it";

        Assert.Same(text, ForgetNeedles.Matching("amber kestrels").Clean(text));
    }

    [Theory]
    [InlineData("Asked: The vault of the old mill opens with the seventh key, which ha…", "Asked: [forgotten]…")]
    [InlineData(
        "The vault of the old mill opens\nwith the seventh key, which hangs behind the clock. Yes",
        "[forgotten] Yes"
    )]
    [InlineData("The vault of the old mill is red", "The vault of the old mill is red")]
    [InlineData("the vault of the old mill opens with the seven", "the vault of the old mill opens with the seven")]
    public void Knows_a_text_that_was_cut_off_or_put_on_one_line(string text, string now) =>
        Assert.Equal(now, ForgetNeedles.Of([Long]).Clean(text));

    [Fact]
    public void Knows_a_text_as_json_writes_it() =>
        Assert.Equal(
            """{"said":"[forgotten]"}""",
            ForgetNeedles.Of(["say \"amber\" to the\nkestrels"]).Clean("""{"said":"say \"amber\" to the\nkestrels"}""")
        );

    [Fact]
    public void Takes_the_longest_of_those_that_begin_alike() =>
        Assert.Equal(
            "[forgotten]!",
            ForgetNeedles
                .Of(["run the tests again", "run the tests again and again"])
                .Clean("run the tests again and again!")
        );

    [Fact]
    public void Leaves_out_what_is_too_short_to_be_looked_for() =>
        Assert.True(ForgetNeedles.Of(["yes", "ok then"]).IsEmpty);

    [Fact]
    public void Looks_for_twenty_thousand_texts_at_once()
    {
        var needles = ForgetNeedles.Of(
            Enumerable.Range(0, 20_000).Select(n => $"a sentence that has the number {n} in it")
        );

        Assert.Equal(
            "[forgotten], and a sentence",
            needles.Clean("a sentence that has the number 19999 in it, and a sentence")
        );
    }
}
