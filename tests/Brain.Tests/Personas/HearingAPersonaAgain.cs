namespace Brain.Tests.Personas;

/// <summary>Who is muted, how they are heard again, and what their rules would say, through a whole silo.</summary>
public sealed class HearingAPersonaAgain(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private readonly ScriptedSession _talk = new(silo, $"/home/me/{Guid.NewGuid():N}");

    [Fact]
    public async Task Is_not_needed_after_many_quiet_sessions()
    {
        await Persona("Quinn");
        for (var session = 0; session < 3; session++)
        {
            var talk = new ScriptedSession(silo, _talk.Project);
            foreach (var asked in (string[])["one", "two", "three", "four", "five"])
                await talk.Turn(asked);
            await talk.Command("done", "");
        }

        await silo.Refresh();

        Assert.DoesNotContain("muted", await _talk.Command("persona", "show Quinn"), StringComparison.Ordinal);
        Assert.Equal(
            ["0"],
            await _talk.Rows(
                "select count(*) from v2.persona_comments c join v2.personas p on p.id = c.persona_id where "
                    + "p.name = 'Quinn' and c.rating is not null"
            )
        );
    }

    [Fact]
    public async Task Is_nearer_after_lines_of_its_defaults_that_nobody_took_up()
    {
        await Persona("Yara");
        for (var turn = 1; turn <= 3; turn++)
        {
            await _talk.Prompt("go on");
            for (var call = 0; call < turn; call++)
                await _talk.Tool("WebFetch", new { url = "https://till.example/v1" });
            await _talk.Stop();
        }

        await _talk.Command("done", "");

        Assert.Equal(
            ["1 | ", "2 | ", "3 | noise"],
            await _talk.Rows(
                "select c.turn_num, c.rating from v2.persona_comments c join v2.personas p on p.id = c.persona_id "
                    + "where p.name = 'Yara' and c.session_id = '{0}' order by 1"
            )
        );
    }

    [Fact]
    public async Task Needs_more_than_one_line_that_the_Auditor_dislikes()
    {
        await Persona("Rita");
        await Rated("Rita", "the same line", "bot:Auditor");
        await silo.Refresh();
        Assert.DoesNotContain("muted", await _talk.Command("persona", "show Rita"), StringComparison.Ordinal);

        await Rated("Rita", "line ' || chr(96 + n) || '", "bot:Auditor");
        await silo.Refresh();
        Assert.Contains("muted in the footer", await _talk.Command("persona", "show Rita"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_one_command()
    {
        await Persona("Sven");
        await Rated("Sven", "the same line", "user");
        await silo.Refresh();
        Assert.Contains("muted in the footer", await _talk.Command("persona", "show Sven"), StringComparison.Ordinal);

        Assert.Contains("heard again", await _talk.Command("persona", "unmute Sven"), StringComparison.Ordinal);

        Assert.DoesNotContain("muted", await _talk.Command("persona", "show Sven"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Can_be_tried_on_the_last_turns()
    {
        await Persona("Tess");
        await _talk.Prompt("what does the till say?");
        await _talk.Tool("WebFetch", new { url = "https://till.example/v1" });
        await _talk.Stop();
        await _talk.Turn("thanks");

        var text = await _talk.Command("persona", "test Tess");

        Assert.Contains("turn 1: external calls this turn: 1 (till.example)", text, StringComparison.Ordinal);
        Assert.Contains("turn 2: no external calls this turn", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_archive_where_delete_was_said()
    {
        await Persona("Uma");

        Assert.Contains("/persona archive Uma", await _talk.Command("persona", "delete Uma"), StringComparison.Ordinal);
        Assert.Equal(["active"], await _talk.Rows("select status from v2.personas where name = 'Uma'"));
    }

    [Fact]
    public async Task Folds_what_it_said_again_and_again()
    {
        await Persona("Vera");
        foreach (var asked in (string[])["one", "two", "three", "four"])
            await _talk.Turn(asked);

        var text = await _talk.Command("checkin", "Vera");

        Assert.Single(text.Split('\n'), line => line.Contains("no external calls", StringComparison.Ordinal));
        Assert.Contains("4×", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_its_job_said_once_in_a_broadcast()
    {
        await Persona("Walt");
        await Persona("Xena");

        var text = await _talk.Command("broadcast", "what is a cursor?");

        Assert.Contains("🔧 Walt", text, StringComparison.Ordinal);
        Assert.DoesNotContain("(APIs)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("keeps the turns", text, StringComparison.Ordinal);
    }

    private async Task Persona(string name)
    {
        await _talk.Command("persona", $"create {name} 🔧 \"APIs\"");
        await silo.Refresh();
    }

    private Task Rated(string name, string comment, string by) =>
        silo.Postgres.Run(
            $$"""
            with s as (
              insert into v2.sessions (project_path, mode, started_at, source)
              values ('/p', 'execution', now(), 'x') returning id)
            insert into v2.persona_comments (persona_id, session_id, turn_num, comment, rating, rated_at, metadata)
            select p.id, s.id, n, '{{comment}}', 'noise', now(), '{"rated_by": "{{by}}"}'
            from s, v2.personas p, generate_series(1, 10) n where p.name = '{{name}}'
            """
        );
}
