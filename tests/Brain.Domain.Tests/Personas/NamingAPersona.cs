using Brain.Domain.Personas;

namespace Brain.Tests.Personas;

public sealed class NamingAPersona
{
    private static readonly string[] Names = ["Steve", "Steve Jobs"];

    [Theory]
    [InlineData("Steve why?", "Steve", "why?")]
    [InlineData("Steve Jobs, why?", "Steve Jobs", "why?")]
    [InlineData("\"Steve\" Jobs, why?", "Steve", "Jobs, why?")]
    [InlineData("\"steve jobs\": why?", "Steve Jobs", "why?")]
    public void Takes_the_longest_name_or_the_one_in_quotes(string words, string name, string rest) =>
        Assert.Equal((name, rest), PersonaNames.Split(words, Names));

    [Fact]
    public void Finds_nobody_by_another_name() => Assert.Null(PersonaNames.Split("\"Bob\" why?", Names));
}
