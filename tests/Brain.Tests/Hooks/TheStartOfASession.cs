using Brain.Tests.Personas;

namespace Brain.Tests.Hooks;

/// <summary>What a person sees as a session begins: what holds, the last hand-off, who else is here.</summary>
public sealed class TheStartOfASession(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private readonly string _project = $"/home/me/{Guid.NewGuid():N}";

    [Fact]
    public async Task Is_silent_when_there_is_nothing() =>
        Assert.Null((await new ScriptedSession(silo, _project).Start())["systemMessage"]);

    [Fact]
    public async Task Tells_of_a_live_neighbour_and_of_the_file_that_both_edit()
    {
        var (one, two) = (new ScriptedSession(silo, _project), new ScriptedSession(silo, _project));
        foreach (var talk in (ScriptedSession[])[one, two])
        {
            await talk.Prompt("mend the till");
            await talk.Tool("Edit", new { file_path = $"{_project}/src/till.cs" });
            await talk.Stop();
        }

        var text = await Told(two, "resume");

        Assert.Contains($"session {one.Id.ToString()[..8]}", text, StringComparison.Ordinal);
        Assert.Contains("both edit src/till.cs", text, StringComparison.Ordinal);
        Assert.InRange(text.Split('\n').Length, 2, 3);
    }

    [Fact]
    public async Task Tells_what_holds_when_it_goes_on()
    {
        var talk = new ScriptedSession(silo, _project);
        await talk.Command("purpose", "mend the till");
        await talk.Command("mode", "sparring");
        await talk.Command("budget", "50k");

        Assert.Contains(
            "sparring · mend the till · 0 of 50,000 tokens used",
            await Told(talk, "resume"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Tells_the_last_hand_off()
    {
        var before = new ScriptedSession(silo, _project);
        await before.Command("purpose", "mend the till");
        await before.Prompt("rewrite the till");
        await before.Tool("Edit", new { file_path = $"{_project}/src/till.cs" });
        await before.Stop();
        await before.Command("done", "");

        var text = await Told(new(silo, _project), "startup");

        Assert.Contains("mend the till", text, StringComparison.Ordinal);
        Assert.Contains("src/till.cs", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_silent_after_compaction()
    {
        var talk = new ScriptedSession(silo, _project);
        await talk.Command("purpose", "mend the till");

        Assert.Null((await talk.Hook("SessionStart", ("source", "compact")))["systemMessage"]);
    }

    private static async Task<string> Told(ScriptedSession talk, string source) =>
        (string?)(await talk.Hook("SessionStart", ("source", source)))["systemMessage"] ?? "";
}
