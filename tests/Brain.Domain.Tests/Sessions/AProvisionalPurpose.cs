using Brain.Domain.Sessions;

namespace Brain.Tests.Sessions;

/// <summary>What a session is for while nobody has declared it.</summary>
public sealed class AProvisionalPurpose
{
    [Theory]
    [InlineData("hi", "fix the login bug of the web shop")]
    [InlineData("hello Claude!", "fix the login bug of the web shop")]
    [InlineData("go on", "fix the login bug of the web shop")]
    [InlineData("can you help me?", "fix the login bug of the web shop")]
    [InlineData("look at this project", "fix the login bug of the web shop")]
    public void Gives_way_to_a_better_sentence_and_says_so(string first, string better)
    {
        var session = Some.Session().After(Some.Prompt(default, first));

        var decided = session.Hears(Some.Prompt(session.Id, better));

        Assert.Equal((better, true), (decided.Next.Purpose, decided.Next.Provisional));
        Assert.Contains(better, decided.Answer.Message, StringComparison.Ordinal);
        Assert.Equal(better, decided.Change.Session?.Purpose);
    }

    [Theory]
    [InlineData("fix the login bug of the web shop", "and the logout")]
    [InlineData("fix the login bug of the web shop", "which district of Lisbon is nice for a holiday with children?")]
    [InlineData("hi", "thanks!")]
    [InlineData("fix login", "ok go on please")]
    [InlineData("hi", "/brain:review the login bug of the web shop")]
    public void Stays_where_no_better_one_comes(string first, string other)
    {
        var session = Some.Session().After(Some.Prompt(default, first));

        Assert.Equal(first, session.Hears(Some.Prompt(session.Id, other)).Next.Purpose);
    }

    [Fact]
    public void Is_the_first_line_that_says_something()
    {
        var prompt = Some.Prompt(default, "Hi Claude,\nplease fix the login of the shop\nthanks");
        var session = Some.Session().After(prompt);

        Assert.Equal("please fix the login of the shop", session.Purpose);
    }

    [Theory]
    [InlineData("add a footer\n<system-reminder>\nToday is Saturday, all day long\n</system-reminder>", "add a footer")]
    [InlineData("make the header like this [Image #1]", "make the header like this")]
    [InlineData("<context>\nthe parser of dates\n</context>\nfix the leap years", "fix the leap years")]
    [InlineData("<task>\nfix the date parser\n</task>", "fix the date parser")]
    [InlineData("<task>fix the date parser</task>", "<task>fix the date parser</task>")]
    [InlineData("> you said the parser was done\n\nit is not, fix the parser", "it is not, fix the parser")]
    [InlineData("the build breaks:\n```\nerror in parser line 3\n```\n", "the build breaks:")]
    [InlineData("```\nnever closed parser\nfix the dates of it", "never closed parser")]
    [InlineData("<div> is not closed in the header file", "<div> is not closed in the header file")]
    [InlineData("List<string> should be a span in the parser", "List<string> should be a span in the parser")]
    [InlineData("a < b and b > c fails in the sorter", "a < b and b > c fails in the sorter")]
    [InlineData("</", "</")]
    [InlineData(
        "<feature-request>\nadd dark mode to the settings page\n</feature-request>",
        "add dark mode to the settings page"
    )]
    [InlineData(
        "<div> is misaligned on the login page\n<p/>\n</div>\nplease be quick with this one",
        "<div> is misaligned on the login page"
    )]
    [InlineData("<path d=\"m1\"/>\nmake the arrow icon bigger", "make the arrow icon bigger")]
    public void Is_what_a_person_wrote_among_other_things(string prompt, string purpose) =>
        Assert.Equal(purpose, Some.Session().After(Some.Prompt(default, prompt)).Purpose);

    [Fact]
    public void Of_a_long_page_is_found_in_a_moment()
    {
        var page = string.Concat(Enumerable.Range(0, 60_000).Select(nth => $"<a{nth}>\n")) + "fix the date parser";

        Assert.Equal("<a0>", Some.Session().After(Some.Prompt(default, page)).Purpose);
    }

    [Fact]
    public void That_was_declared_is_never_replaced()
    {
        var session = Some.Session() with { Opened = true, Purpose = "hi" };

        Assert.Equal("hi", session.Hears(Some.Prompt(session.Id, "fix the login bug of the shop")).Next.Purpose);
    }

    [Theory]
    [InlineData(50, false)]
    [InlineData(51, true)]
    public void Takes_fifty_characters_of_the_footer(int length, bool cut)
    {
        var session = Some.Session() with { Opened = true, Purpose = new string('x', length) };

        var shown = session.Footer(1).Split(" · ")[2];

        Assert.Equal((50, cut), (shown.Length, shown.EndsWith('…')));
    }
}
