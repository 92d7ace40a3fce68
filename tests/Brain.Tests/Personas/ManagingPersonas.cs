using System.Net.Http.Json;
using Brain.Grains.Ports;
using Brain.Messages.Personas;
using Microsoft.Extensions.DependencyInjection;

namespace Brain.Tests.Personas;

/// <summary>What a person says of personas, through the doors that people use.</summary>
public sealed class ManagingPersonas(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private readonly ScriptedSession _talk = new(silo);

    [Fact]
    public async Task Makes_a_row_and_a_skill()
    {
        var text = await _talk.Command("persona", "create Ada 🔧 \"APIs\"");

        var file = Path.Combine(silo.Settings.Skills, "ada", "SKILL.md");
        Assert.StartsWith($"🔧 Ada (APIs) is there. What it watches is in {file}", text, StringComparison.Ordinal);
        Assert.StartsWith("---\nname: ada\n", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.Equal(
            [$"Ada | 🔧 | APIs | user | active | {file}"],
            await silo.Postgres.Lines(
                "select name, emoji, job, tier, status, skill_binding from v2.personas where name = 'Ada'"
            )
        );
    }

    [Fact]
    public async Task Never_writes_over_a_file()
    {
        var file = Path.Combine(silo.Settings.Skills, "bert", "SKILL.md");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "mine");

        var text = await _talk.Command("persona", "create Bert 🔧 APIs");

        Assert.Contains("was there already and is kept as it is", text, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(file));
    }

    [Theory]
    [InlineData("create carl 🔧 twice", "There is a persona Carl already")]
    [InlineData("create Cop 🔧 law", "would be taken for a system persona")]
    [InlineData("create done 🔧 ends", "would be taken for the command /done")]
    [InlineData("create Dora X letters", "The emoji between the name and the job is missing")]
    [InlineData("create Dora 🔧🔧 letters", "one emoji")]
    [InlineData("dance", "Usage: /persona list | show NAME | create NAME")]
    [InlineData("rename Cop to Sheriff", "can't be renamed")]
    [InlineData("archive Librarian", "can be neither deactivated, archived nor deleted")]
    [InlineData("show Nobody", "There is no persona 'Nobody'")]
    public async Task Refuses_with_the_reason(string args, string reason)
    {
        await _talk.Command("persona", "create Carl 🔧 once");
        var before = await silo.Postgres.Lines("select name, status from v2.personas order by 1");

        Assert.Contains(reason, await _talk.Command("persona", args), StringComparison.Ordinal);

        Assert.Equal(before, await silo.Postgres.Lines("select name, status from v2.personas order by 1"));
    }

    [Fact]
    public async Task Leaves_no_file_of_a_persona_that_was_refused()
    {
        // Another silo was faster, and this one has not heard of it.
        await silo.Postgres.Run(
            "alter table v2.personas disable trigger tell_personas_changed; insert into v2.personas (name, "
                + "emoji, job) values ('Eve', '🔧', 'first'); alter table v2.personas enable trigger "
                + "tell_personas_changed"
        );

        Assert.Contains(
            "There is a persona Eve already",
            await _talk.Command("persona", "create Eve 🔧 second"),
            StringComparison.Ordinal
        );

        Assert.False(Directory.Exists(Path.Combine(silo.Settings.Skills, "eve")));
    }

    [Fact]
    public async Task Renames_rests_and_brings_back()
    {
        await _talk.Command("persona", "create Fred 🔧 files");

        Assert.Contains(
            "is called Frida from now on",
            await _talk.Command("persona", "rename Fred to Frida"),
            StringComparison.Ordinal
        );
        Assert.Contains("is inactive", await _talk.Command("persona", "deactivate frida"), StringComparison.Ordinal);
        Assert.Contains("is active", await _talk.Command("persona", "activate Frida"), StringComparison.Ordinal);
        Assert.Contains("is archived", await _talk.Command("persona", "archive Frida"), StringComparison.Ordinal);
        Assert.DoesNotContain("Frida", await _talk.Command("persona", "list"), StringComparison.Ordinal);
        Assert.Contains("is active", await _talk.Command("persona", "restore Frida"), StringComparison.Ordinal);
        Assert.Equal(
            ["5"],
            await silo.Postgres.Lines(
                "select count(*) from v2.personas_history h join v2.personas p on p.id = h.id where p.name = 'Frida'"
            )
        );
    }

    [Fact]
    public async Task Does_on_the_command_line_what_it_does_in_a_session()
    {
        using var made = await silo.Socket.PostAsJsonAsync(
            "/errands",
            new { kind = "persona", args = "create Gerd 🔧 \"the garden\"" }
        );
        Assert.True(made.IsSuccessStatusCode);

        var all = await silo.Socket.GetFromJsonAsync<PersonaSummary[]>(
            "/personas",
            Messages.MessagesJson.Default.Options
        );

        Assert.Contains(all!, one =>
            one is { Name: "Gerd", Emoji: "🔧", Job: "the garden", Tier: "user", Status: "active" }
        );
        Assert.Equal(5, all!.Count(one => one.Tier == "system"));
    }

    [Fact]
    public async Task Is_done_once_however_often_it_is_delivered()
    {
        var prompt = Guid.NewGuid();

        var lines = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => _talk.Command("persona", "create Hilde 🔧 heights", prompt))
        );

        Assert.Single(lines.Distinct());
        Assert.Contains("Hilde (heights) is there", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hears_of_what_another_silo_wrote()
    {
        await silo.Postgres.Run("insert into v2.personas (name, emoji, job) values ('Ivo', '🔧', 'elsewhere')");
        var personas = silo.Services.GetRequiredService<IPersonaCache>();

        for (var look = 0; look < 200 && personas.All.All(persona => persona.Name != "Ivo"); look++)
            await Task.Delay(20);

        Assert.Contains(personas.All, persona => persona.Name == "Ivo");
    }

    [Fact]
    public async Task Takes_no_turn_and_no_tokens()
    {
        await _talk.Command("persona", "list");

        Assert.Equal(["0"], await _talk.Rows("select turn_count from v2.sessions where id = '{0}'"));
        Assert.Equal(["command.persona"], await _talk.Rows("select rule from v2.decisions where session_id = '{0}'"));
    }
}
