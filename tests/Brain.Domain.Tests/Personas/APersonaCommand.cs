using Brain.Domain.Personas;
using FsCheck;
using FsCheck.Fluent;

namespace Brain.Tests.Personas;

public sealed class APersonaCommand
{
    [Theory]
    [InlineData("create Steve 🔧 \"APIs\"", "Steve", "🔧", "APIs")]
    [InlineData("create Steve 🔧 APIs and more", "Steve", "🔧", "APIs and more")]
    [InlineData("CREATE  Mary  Ann  👩🏽‍💻  “our APIs”", "Mary Ann", "👩🏽‍💻", "our APIs")]
    [InlineData("create \"Mary Ann\" 🔧 \"APIs\"", "Mary Ann", "🔧", "APIs")]
    [InlineData("create O'Neil 🔧\"APIs\"", "O'Neil", "🔧", "APIs")]
    [InlineData("create Steve 1️⃣ \"the \"best\" APIs\"", "Steve", "1️⃣", "the \"best\" APIs")]
    [InlineData("create Steve 🔧🔧 \"APIs\"", "Steve", "🔧🔧", "APIs")]
    [InlineData("create \"Steve\" x \"APIs\"", "Steve", "x", "APIs")]
    [InlineData("create Steve! 🔧 APIs", "Steve!", "🔧", "APIs")]
    public void Creates(string args, string name, string emoji, string job) =>
        Assert.Equal(new(PersonaAct.Create, name) { Emoji = emoji, Job = job }, PersonaCommand.Parse(args).Command);

    [Theory]
    [InlineData("", PersonaAct.List, "")]
    [InlineData(" list ", PersonaAct.List, "")]
    [InlineData("show Steve", PersonaAct.Show, "Steve")]
    [InlineData("show Mary Ann", PersonaAct.Show, "Mary Ann")]
    [InlineData("Deactivate \"Mary Ann\"", PersonaAct.Deactivate, "Mary Ann")]
    [InlineData("activate Steve", PersonaAct.Activate, "Steve")]
    [InlineData("archive Steve", PersonaAct.Archive, "Steve")]
    [InlineData("restore Steve", PersonaAct.Restore, "Steve")]
    public void Names_a_persona(string args, PersonaAct verb, string name) =>
        Assert.Equal(new(verb, name), PersonaCommand.Parse(args).Command);

    [Theory]
    [InlineData("rename Steve Bob", "Steve", "Bob")]
    [InlineData("rename Steve to Bob", "Steve", "Bob")]
    [InlineData("rename Mary Ann to Anna Maria", "Mary Ann", "Anna Maria")]
    [InlineData("rename \"Mary Ann\" \"Anna Maria\"", "Mary Ann", "Anna Maria")]
    [InlineData("rename \"Mary Ann\" to Anna Maria", "Mary Ann", "Anna Maria")]
    [InlineData("rename Steve \"Anna Maria\"", "Steve", "Anna Maria")]
    public void Renames(string args, string name, string newName) =>
        Assert.Equal(new(PersonaAct.Rename, name) { NewName = newName }, PersonaCommand.Parse(args).Command);

    [Theory]
    [InlineData("rate Steve useful", "Steve", "useful")]
    [InlineData("rate Mary Ann WRONG", "Mary Ann", "wrong")]
    public void Rates(string args, string name, string rating) =>
        Assert.Equal(new(PersonaAct.Rate, name) { Rating = rating }, PersonaCommand.Parse(args).Command);

    [Theory]
    [InlineData("explode", "'explode' is nothing that personas do")]
    [InlineData("list all", "list stands alone")]
    [InlineData("show", "The name is missing")]
    [InlineData("show \"Steve\" now", "'now' stands after the name")]
    [InlineData("create", "The name is missing")]
    [InlineData("create Steve", "The emoji between the name and the job is missing")]
    [InlineData("create 🔧 \"APIs\"", "The emoji between the name and the job is missing")]
    [InlineData("create \"Steve\" \"APIs\"", "The emoji between the name and the job is missing")]
    [InlineData("create Steve 🔧", "The job after the emoji is missing")]
    [InlineData("create Steve 🔧 \"APIs", "The quote around the job has no end")]
    [InlineData("create Steve 🔧 \"APIs\" now", "'now' stands after the job")]
    [InlineData("rename Steve", "One of the two names is missing")]
    [InlineData("rename Mary Ann Anna Maria", "Which words are the new name can't be told")]
    [InlineData("rate Steve", "A rating is useful, noise or wrong")]
    [InlineData("rate wrong", "A rating is useful, noise or wrong")]
    public void Says_how_it_is_said_when_it_can_not_be_read(string args, string reason)
    {
        var asked = PersonaCommand.Parse(args);

        Assert.Null(asked.Command);
        Assert.Equal("persona.usage", asked.Refusal?.Code);
        Assert.StartsWith(reason, asked.Refusal!.Message, StringComparison.Ordinal);
        Assert.EndsWith(PersonaCommand.Usage, asked.Refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_995, null)]
    [InlineData(1_996, "persona.usage")]
    public void Is_read_up_to_two_thousand_characters(int length, string? refusal) =>
        Assert.Equal(refusal, PersonaCommand.Parse("show " + new string('x', length)).Refusal?.Code);

    [Fact]
    public void Never_throws_whatever_is_typed() =>
        Prop.ForAll(SomePersona.HostileText(), text =>
            {
                foreach (var verb in new[] { "", "create ", "rename ", "rate ", "show " })
                {
                    var asked = PersonaCommand.Parse(verb + text);
                    Assert.True(asked.Command is null != asked.Refusal is null);
                }
            })
            .Check(Config.QuickThrowOnFailure);
}
