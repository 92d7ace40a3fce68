using Brain.Domain.Personas;
using FsCheck;
using FsCheck.Fluent;

namespace Brain.Tests.Personas;

public sealed class AddressingAPersona
{
    private static readonly string[] Names = ["Steve", "Steve B", "Cop", "Жанна", "https"];

    [Theory]
    [InlineData("Steve, status?", "Steve")]
    [InlineData("steve, STATUS", "Steve")]
    [InlineData("  Steve,status?  ", "Steve")]
    [InlineData("Steve: status?", "Steve")]
    [InlineData("Steve, how's it going?", "Steve")]
    [InlineData("Steve, how’s it going?", "Steve")]
    [InlineData("Steve B, status?", "Steve B")]
    [InlineData("ЖАННА, status?", "Жанна")]
    public void Checks_in(string prompt, string name) =>
        Assert.Equal(new(name, AddressKind.CheckIn, ""), AddressParser.Of(prompt, Names));

    [Theory]
    [InlineData("Steve: which call is slow?", "Steve", "which call is slow?")]
    [InlineData("STEVE:   why", "Steve", "why")]
    [InlineData("Steve B: why?", "Steve B", "why?")]
    [InlineData("cop: was that on purpose?", "Cop", "was that on purpose?")]
    [InlineData("Steve: is https://x.org/a still up?", "Steve", "is https://x.org/a still up?")]
    public void Asks(string prompt, string name, string question) =>
        Assert.Equal(new(name, AddressKind.Ask, question), AddressParser.Of(prompt, Names));

    [Theory]
    [InlineData("")]
    [InlineData("Steve")]
    [InlineData("Steve status")]
    [InlineData("Steve,")]
    [InlineData("Steve:")]
    [InlineData("Steve, please look at the login bug")]
    [InlineData("Steve's idea: use a queue")]
    [InlineData("steve@example.com: bounced")]
    [InlineData("Steven: hello")]
    [InlineData("ask Steve: why?")]
    [InlineData("Bob: why?")]
    [InlineData("https://x.org/a: what is this?")]
    [InlineData("https: //x.org")]
    [InlineData("Steve:8080 is taken")]
    [InlineData("Steve: https://x.org/a")]
    [InlineData("Steve: { \"a\": 1 }")]
    [InlineData("Steve: \"quoted\",")]
    [InlineData("cop: true")]
    [InlineData("cop: 42")]
    [InlineData("Steve: string;")]
    [InlineData("Steve: I said hello\nBob: and I did not")]
    [InlineData("Steve, status?\r\nand then fix it")]
    [InlineData("/ask Steve: why?")]
    [InlineData("`Steve: why?`")]
    public void Leaves_what_merely_begins_so_to_the_agent(string prompt) =>
        Assert.Null(AddressParser.Of(prompt, Names));

    [Theory]
    [InlineData(2_000, true)]
    [InlineData(2_001, false)]
    public void Takes_a_question_of_two_thousand_characters(int length, bool isTaken) =>
        Assert.Equal(isTaken, AddressParser.Of("Steve: " + new string('x', length), Names) is not null);

    [Fact]
    public void Speaks_to_nobody_where_there_is_nobody() => Assert.Null(AddressParser.Of("Steve, status?", []));

    [Fact]
    public void Never_throws_and_names_only_those_there_are() =>
        Prop.ForAll(SomePersona.HostileText(), SomePersona.HostileText(), (text, name) =>
            {
                foreach (var prompt in new[] { text, $"{name}: {text}", $"{name}, {text}" })
                    Assert.True(AddressParser.Of(prompt, [name, ""]) is not { } address || address.Name == name);
            })
            .Check(Config.QuickThrowOnFailure);
}
