using Brain.Domain.Personas;
using Brain.Domain.Text;
using Brain.Domain.Watching;
using FsCheck;
using FsCheck.Fluent;

namespace Brain.Tests.Personas;

public sealed class ANewPersonasSkill
{
    [Fact]
    public void Is_a_skill_that_can_be_read()
    {
        var read = SkillFile.Read(SkillFile.Template("Steve", "🔧", "APIs"));

        Assert.Empty(read.Faults);
        Assert.Equal("steve", read.File!.Name);
        Assert.Contains("APIs", read.File.Description, StringComparison.Ordinal);
        Assert.Contains("You are Steve 🔧", read.File.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_external_calls_and_their_absence()
    {
        var steve = Made("APIs");

        Assert.Equal(
            "no external calls this turn",
            steve.SaysOf(("Bash", new { command = "ls" }), ("Read", new { file_path = "https://x.org" }))
        );
        Assert.Equal(
            "external calls this turn: 2 (api.github.com, example.com)",
            steve.SaysOf(
                ("Bash", new { command = "curl -s \"https://me:pw@api.github.com/x\"" }),
                ("WebFetch", new { url = "http://example.com:80/" })
            )
        );
    }

    [Theory]
    [InlineData("tests", "Bash", "dotnet test", "test runs this turn: 1")]
    [InlineData("our SQL schema", "Bash", "psql -c 'x'", "database commands this turn: 1 (psql)")]
    [InlineData("releases", "Bash", "git push origin main", "steps towards a release this turn: 1 (git push)")]
    [InlineData("Secrets, mostly", "Read", ".env", "calls that speak of secrets this turn: 1 (.env)")]
    [InlineData("gardening", "Bash", "ls", "commands this turn: 1")]
    public void Watches_what_its_job_speaks_of(string job, string tool, string command, string comment)
    {
        Assert.Equal(comment, Made(job).SaysOf((tool, new { command })));
        Assert.NotNull(Made(job).SaysOf());
    }

    [Fact]
    public void Shows_every_key_in_examples_that_work()
    {
        var text = SkillFile.Template("Steve", "🔧", "gardening");
        foreach (var key in new[] { "tool", "input", "path", "text", "say", "nothing" })
            Assert.Contains($"#   {key} ", text, StringComparison.Ordinal);

        var uncommented = SkillFile.Read(
            text.Replace("#  - ", "  - ", StringComparison.Ordinal).Replace("#    ", "    ", StringComparison.Ordinal)
        );

        Assert.Empty(uncommented.Faults);
        Assert.Equal(SkillFile.Read(text).File!.Rules.Length + 2, uncommented.File!.Rules.Length);
    }

    [Fact]
    public void Can_be_read_whatever_the_persona_is_called()
    {
        Prop.ForAll(SomePersona.HostileText(), SomePersona.HostileText(), (name, job) =>
            {
                var read = SkillFile.Read(SkillFile.Template(name, "🔧", job));

                Assert.Empty(read.Faults);
                Assert.Equal(SkillFile.Slug(name), read.File!.Name);
                Assert.Contains(OneLine.Of(job, 240), read.File.Description, StringComparison.Ordinal);
                Assert.NotEmpty(read.File.Rules);
            })
            .Check(Config.QuickThrowOnFailure);
    }

    [Theory]
    [InlineData("Steve", "steve")]
    [InlineData("STEVE  the 2nd", "steve-the-2nd")]
    [InlineData("O'Brien", "obrien")]
    [InlineData("-Al-", "al")]
    public void Lies_in_a_folder_of_its_name(string name, string folder) => Assert.Equal(folder, SkillFile.Slug(name));

    [Fact]
    public void Has_a_folder_of_its_own_beyond_ascii()
    {
        Assert.Matches("^persona-[0-9a-f]{8}$", SkillFile.Slug("Жанна"));
        Assert.Matches("^ren-[0-9a-f]{8}$", SkillFile.Slug("René"));
        Assert.Equal(SkillFile.Slug("ЖАННА"), SkillFile.Slug("жанна"));
        Assert.NotEqual(SkillFile.Slug("Жанна"), SkillFile.Slug("Жорж"));
    }

    [Fact]
    public void Has_a_folder_that_any_file_system_takes() =>
        Prop.ForAll(SomePersona.HostileText(), name =>
                Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", SkillFile.Slug(name + new string('x', name.Length % 99))[..])
            )
            .Check(Config.QuickThrowOnFailure);

    private static WatchingPersona Made(string job) =>
        new(Guid.NewGuid(), "Steve", "🔧", job, SkillFile.Read(SkillFile.Template("Steve", "🔧", job)).File!.Rules);
}
