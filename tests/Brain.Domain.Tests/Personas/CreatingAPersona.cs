using Brain.Domain.Personas;
using FsCheck;
using FsCheck.Fluent;

namespace Brain.Tests.Personas;

public sealed class CreatingAPersona
{
    [Theory]
    [InlineData("Steve")]
    [InlineData("Al")]
    [InlineData("Mary Ann O'Neil-Smith 2")]
    [InlineData("René")]
    [InlineData("Жанна")]
    [InlineData("स्टीव")]
    [InlineData("史蒂夫")]
    [InlineData("Copper")]
    [InlineData("Abcdefghij Abcdefghij Abcdefghij Abcdefg")]
    public void Takes_a_name_of_letters(string name) =>
        Assert.Null(PersonaValidation.Check(name, "🔧", "APIs", ["Bob"]));

    [Theory]
    [InlineData("", "has 0 characters and may have 2 to 40")]
    [InlineData("S", "has 1 characters and may have 2 to 40")]
    [InlineData("Abcdefghij Abcdefghij Abcdefghij Abcdefgh", "has 41 characters and may have 2 to 40")]
    [InlineData(" Steve", "must begin with a letter or a digit")]
    [InlineData("-rf", "must begin with a letter or a digit")]
    [InlineData("Steve ", "may have single blanks between its words only")]
    [InlineData("Steve  B", "may have single blanks between its words only")]
    [InlineData("Steve!", "has U+0021; letters, digits, blanks, hyphens and apostrophes can be used")]
    [InlineData("St\neve", "has U+000A;")]
    [InlineData("Steve\uD83D", "has U+FFFD;")]
    [InlineData("Steve🔧", "has U+1F527;")]
    [InlineData("Rene\u0301", "has U+0301, which can be spelt in another way")]
    [InlineData("\u212Aelvin", "has U+212A, which can be spelt in another way")]
    [InlineData("St\u200Beve", "has U+200B;")]
    [InlineData("Steve\uFE0F", "has U+FE0F;")]
    public void Refuses_what_is_no_name(string name, string reason)
    {
        var refusal = PersonaValidation.Check(name, "🔧", "APIs", []);

        Assert.Equal("persona.name-unusable", refusal?.Code);
        Assert.Contains(reason, refusal!.Message, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was changed.", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ask")]
    [InlineData("Ask")]
    [InlineData("BROADCAST")]
    [InlineData("Check-in")]
    [InlineData("check in")]
    [InlineData("everyone")]
    [InlineData("all")]
    [InlineData("undo")]
    [InlineData("Recap")]
    [InlineData("list agents")]
    [InlineData("Cop")]
    [InlineData("session boss")]
    [InlineData("Session-Boss")]
    [InlineData("LIBRARIAN")]
    public void Refuses_the_names_of_commands_and_system_personas(string name) =>
        Assert.Equal("persona.name-reserved", PersonaValidation.Check(name, "🔧", "APIs", [])?.Code);

    [Theory]
    [InlineData("Steve", "steve")]
    [InlineData("STEVE", "Steve")]
    [InlineData("ЖАННА", "Жанна")]
    [InlineData("RENÉ", "René")]
    [InlineData("Steve-B", "Steve B")]
    public void Refuses_a_name_that_somebody_has(string name, string taken)
    {
        var refusal = PersonaValidation.Check(name, "🔧", "APIs", ["Bob", taken]);

        Assert.Equal("persona.name-taken", refusal?.Code);
        Assert.Contains(taken, refusal!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("🔧")]
    [InlineData("🗄️")]
    [InlineData("🪑")]
    [InlineData("👩🏽‍💻")]
    [InlineData("👨‍👩‍👧‍👦")]
    [InlineData("👩🏽‍❤️‍💋‍👨🏽")]
    [InlineData("🇩🇪")]
    [InlineData("🏴󠁧󠁢󠁥󠁮󠁧󠁿")]
    [InlineData("1️⃣")]
    [InlineData("#⃣")]
    [InlineData("✊🏿")]
    [InlineData("❤")]
    [InlineData("☎︎")]
    public void Takes_what_people_see_as_one_emoji(string emoji) =>
        Assert.Null(PersonaValidation.Check("Steve", emoji, "APIs", []));

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" ", "is empty")]
    [InlineData("a", "is not an emoji")]
    [InlineData("1", "is not an emoji")]
    [InlineData("#", "is not an emoji")]
    [InlineData("1\uFE0F", "is not an emoji")]
    [InlineData("é", "is not an emoji")]
    [InlineData("a\uFE0F", "is not an emoji")]
    [InlineData("あ", "is not an emoji")]
    [InlineData("\u200D", "is not an emoji")]
    [InlineData("\uFE0F", "is not an emoji")]
    [InlineData("🏽", "is not an emoji")]
    [InlineData("🇩", "is not an emoji")]
    [InlineData("🔧\u200D", "is not an emoji")]
    [InlineData("🔧\u0301", "is not an emoji")]
    [InlineData("\uD83D", "is not an emoji")]
    [InlineData("\u0007", "is not an emoji")]
    [InlineData(":wrench:", "is not an emoji")]
    [InlineData("🔧🔧", "is more than one emoji")]
    [InlineData("🔧 ", "is more than one emoji")]
    [InlineData("🇩🇪🇫🇷", "is more than one emoji")]
    [InlineData("👩🏽‍❤️‍💋‍👨🏽\uFE0F\uFE0F", "has 17 units and may have 16")]
    public void Refuses_what_is_not_one_emoji(string emoji, string reason)
    {
        var refusal = PersonaValidation.Check("Steve", emoji, "APIs", []);

        Assert.Equal("persona.emoji-unusable", refusal?.Code);
        Assert.Contains(reason, refusal!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "persona.job-empty")]
    [InlineData(1, null)]
    [InlineData(200, null)]
    [InlineData(201, "persona.job-long")]
    public void Takes_a_job_of_two_hundred_characters(int length, string? refusal) =>
        Assert.Equal(refusal, PersonaValidation.Check("Steve", "🔧", new string('x', length), [])?.Code);

    [Theory]
    [InlineData(" ", "persona.job-empty")]
    [InlineData("APIs\nand more", "persona.job-unusable")]
    [InlineData("APIs\u001b[31m", "persona.job-unusable")]
    [InlineData("APIs\u200B and more", "persona.job-unusable")]
    [InlineData("\"APIs\": the <best> & only --- 🔧", null)]
    public void Takes_a_job_on_one_line(string job, string? refusal) =>
        Assert.Equal(refusal, PersonaValidation.Check("Steve", "🔧", job, [])?.Code);

    [Fact]
    public void Never_throws_and_always_gives_a_reason() =>
        Prop.ForAll(SomePersona.HostileText(), SomePersona.HostileText(), (name, emoji) =>
            {
                var refusal = PersonaValidation.Check(name, emoji, name + emoji, [emoji]);

                Assert.True(
                    refusal is null
                        || (
                            refusal.Code.StartsWith("persona.", StringComparison.Ordinal)
                            && refusal.Message.EndsWith("Nothing was changed.", StringComparison.Ordinal)
                        )
                );
            })
            .Check(Config.QuickThrowOnFailure);
}
