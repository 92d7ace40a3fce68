namespace Brain.Tests.Personas;

/// <summary>What stands under a turn, through a whole silo.</summary>
public sealed class TheFooter(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private readonly ScriptedSession _talk = new(silo);

    [Fact]
    public async Task Has_a_line_of_each_persona_that_watches()
    {
        await _talk.Command("persona", "create Steve 🔧 \"APIs\"");

        await _talk.Prompt("call the service");
        await _talk.Tool("Bash", new { command = "curl https://api.example.org/users" });
        var lines = await _talk.Stop();

        Assert.StartsWith("🪑 Session Boss: turn 1", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line =>
            line.StartsWith("🔧 Steve (APIs): external calls this turn: 1 (api.example.org)", StringComparison.Ordinal)
        );
        Assert.Equal(
            ["Steve | 1"],
            await _talk.Rows(
                "select p.name, c.turn_num from v2.persona_comments c join v2.personas p on p.id = c.persona_id "
                    + "where c.session_id = '{0}' and p.name = 'Steve'"
            )
        );
    }

    [Fact]
    public async Task Says_the_same_once_and_keeps_it_every_time()
    {
        await _talk.Command("persona", "create Tom 🔧 \"APIs\"");

        var first = await _talk.Turn("think about it");
        var second = await _talk.Turn("think again");

        Assert.Contains("🔧 Tom (APIs): no external calls this turn", first);
        Assert.DoesNotContain(second, line => line.StartsWith("🔧 Tom", StringComparison.Ordinal));
        Assert.Equal(
            ["2"],
            await _talk.Rows(
                "select count(*) from v2.persona_comments c join v2.personas p on p.id = c.persona_id where "
                    + "p.name = 'Tom' and c.session_id = '{0}'"
            )
        );
    }

    [Fact]
    public async Task Remembers_over_a_restart_what_it_said()
    {
        await _talk.Command("persona", "create Uwe 🔧 \"APIs\"");
        await _talk.Turn("think about it");

        await silo.Sleep();
        await silo.Wake();

        Assert.DoesNotContain(await _talk.Turn("think again"), line =>
            line.StartsWith("🔧 Uwe", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Counts_what_was_seen_before_a_restart()
    {
        await _talk.Command("persona", "create Vera 🔧 \"APIs\"");
        await _talk.Prompt("call it twice");
        await _talk.Tool("Bash", new { command = "curl https://one.example.org" });

        await silo.Sleep();
        await silo.Wake();
        await _talk.Tool("Bash", new { command = "curl https://two.example.org" });

        Assert.Contains(await _talk.Stop(), line =>
            line.StartsWith(
                "🔧 Vera (APIs): external calls this turn: 2 (one.example.org, two.example.org)",
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public async Task Follows_a_skill_that_is_edited()
    {
        await _talk.Command("persona", "create Willi 🔧 \"words\"");
        var file = Path.Combine(silo.Settings.Skills, "willi", "SKILL.md");
        await File.WriteAllTextAsync(
            file,
            "---\nname: willi\ndescription: words\nwatch:\n  - text: banana\n    say: '{count} bananas'\n---\n"
        );
        await silo.Refresh();

        Assert.Contains("🔧 Willi (words): 2 bananas", await _talk.Turn("a banana", "another banana"));
    }

    [Fact]
    public async Task Says_once_what_of_a_skill_cannot_be_read_and_its_rules_hold()
    {
        await _talk.Command("persona", "create Wanda 🔧 \"words\"");
        var file = Path.Combine(silo.Settings.Skills, "wanda", "SKILL.md");
        await File.WriteAllTextAsync(
            file,
            "---\nname: wanda\ndescription: words\nargument-hint: [page] [size]\n"
                + "watch:\n  - text: banana\n    say: '{count} bananas'\n---\n"
        );
        await silo.Refresh();

        var lines = await _talk.Turn("a banana", "another banana");

        Assert.Contains("🔧 Wanda (words): 2 bananas", lines);
        Assert.Contains(lines, line => line.StartsWith("🔧 Wanda: SKILL.md line 4: ", StringComparison.Ordinal));
        Assert.DoesNotContain(await _talk.Turn("a banana"), line =>
            line.Contains("SKILL.md", StringComparison.Ordinal)
        );
        var status = await silo.Socket.GetStringAsync("/status", TestContext.Current.CancellationToken);
        Assert.Contains("(persona Wanda), line 4: ", status, StringComparison.Ordinal);
        await _talk.Command("persona", "archive Wanda");
    }

    [Fact]
    public async Task Leaves_out_who_is_muted_and_says_so_once()
    {
        await _talk.Command("persona", "create Xaver 🔧 \"APIs\"");
        for (var turn = 1; turn <= 8; turn++)
        {
            await _talk.Turn($"think {turn}");
            Assert.Contains("is rated noise", await _talk.Command("rate", "Xaver noise"), StringComparison.Ordinal);
        }

        var lines = await _talk.Turn("think on");
        var silent = await _talk.Turn("and on");

        Assert.Contains(lines, line =>
            line.StartsWith("🔧 Xaver is muted (precision 0 % over 8 ratings)", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(silent, line => line.Contains("Xaver", StringComparison.Ordinal));
        Assert.Equal(
            ["10"],
            await _talk.Rows(
                "select count(*) from v2.persona_comments c join v2.personas p on p.id = c.persona_id where "
                    + "p.name = 'Xaver'"
            )
        );
    }

    [Fact]
    public async Task Says_in_one_session_only_that_a_persona_is_muted()
    {
        const string muted = "🔧 Ralf is muted (precision 0 % over 8 ratings): /persona unmute Ralf";
        await _talk.Command("persona", "create Ralf 🔧 \"APIs\"");
        for (var turn = 1; turn <= 8; turn++)
            await _talk.Turn($"think {turn}");
        await Rated("Ralf", "noise");

        Assert.Contains(muted, await _talk.Turn("think on"));
        await silo.Refresh();
        Assert.DoesNotContain(await new ScriptedSession(silo).Turn("elsewhere"), line =>
            line.Contains("Ralf", StringComparison.Ordinal)
        );

        await Rated("Ralf", "useful");
        Assert.Contains(
            "🔧 Ralf (APIs): no external calls this turn",
            await new ScriptedSession(silo).Turn("heard again")
        );
        await Rated("Ralf", "noise");
        Assert.Contains(muted, await new ScriptedSession(silo).Turn("muted anew"));
    }

    [Fact]
    public async Task Is_the_same_when_the_stop_comes_twice()
    {
        await _talk.Command("persona", "create Yves 🔧 \"APIs\"");
        await _talk.Prompt("go");
        await _talk.Stop();
        await _talk.Stop();

        Assert.Equal(
            ["1 | 0"],
            await _talk.Rows(
                "select (select count(*) from v2.persona_comments c join v2.personas p on p.id = c.persona_id "
                    + "where p.name = 'Yves'), (select count(*) from v2.persona_comments_history where session_id = "
                    + "'{0}')"
            )
        );
    }

    [Fact]
    public async Task Goes_without_a_persona_that_was_deleted_meanwhile()
    {
        await _talk.Command("persona", "create Zoe 🔧 \"APIs\"");
        await _talk.Prompt("go");
        await silo.Postgres.Run(
            "alter table v2.personas disable trigger tell_personas_changed; delete from v2.personas where name = "
                + "'Zoe'; alter table v2.personas enable trigger tell_personas_changed"
        );

        await _talk.Stop();

        Assert.Equal(
            ["ok"],
            await _talk.Rows("select status from v2.turns where session_id = '{0}' and ended_at is not null")
        );
    }

    // What a person thinks of its first eight comments.
    private async Task Rated(string persona, string rating)
    {
        await silo.Postgres.Run(
            $$"""
            update v2.persona_comments set rating = '{{rating}}', rated_at = now(), metadata = metadata || '{"rated_by": "user"}'
            where turn_num <= 8 and persona_id = (select id from v2.personas where name = '{{persona}}') and session_id = '{{_talk.Id}}'
            """
        );
        await silo.Refresh();
    }
}
