using System.Globalization;
using System.Text.Json;

namespace Brain.Tests.CommandLine;

/// <summary>What people type in a shell, with a silo behind it.</summary>
public sealed class AskingTheBrain(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private readonly Guid _session = Guid.NewGuid();

    private CommandLineProgram Program => new(silo.Settings.Home);

    private string Short => _session.ToString()[..8];

    [Fact]
    public async Task Takes_the_first_characters_of_a_session()
    {
        await Begin(silo.Settings.Home);

        var set = await Program.Run("purpose", "count the beans", "--session", Short);
        var shown = await Program.Run("purpose", "--session", Short);
        var tail = await Program.Run("tail", "--once", "--session", Short);

        Assert.Equal((0, ""), (set.Code, set.Error));
        Assert.Equal("count the beans\n", shown.Out);
        Assert.Equal(0, tail.Code);
    }

    [Fact]
    public async Task Takes_the_first_characters_of_one_behind_a_thousand()
    {
        await Begin(silo.Settings.Home);
        await silo.Postgres.Run(
            "insert into v2.sessions (id, project_path, started_at, status) "
                + "select gen_random_uuid(), '/of/many', now(), 'ended' from generate_series(1, 1001)"
        );

        var shown = await Program.Run("costs", "--session", _session.ToString()[..13].ToUpperInvariant());

        Assert.Equal((0, ""), (shown.Code, shown.Error));
    }

    [Fact]
    public async Task Takes_what_it_printed_of_sessions_begun_within_a_minute()
    {
        // Of UUIDs of version 7 the first digits are the time: eight of them stay the same for 65 s.
        var first = Guid.CreateVersion7();
        var second = Guid.Parse($"{first.ToString()[..8]}-ffff{Guid.CreateVersion7().ToString()[13..]}");
        await Begin("/of/timed", first);
        await Begin("/of/timed", second);

        foreach (var session in new[] { first, second })
        {
            var tail = await Program.Run("tail", "--once", "--session", session.ToString());
            var printed = tail.Out.Split('\n')[0].Split("  ")[1];
            var shown = await Program.Run("costs", "--session", printed);

            Assert.StartsWith(printed, session.ToString(), StringComparison.Ordinal);
            Assert.Equal((0, ""), (shown.Code, shown.Error));
        }

        Assert.Equal(2, (await Program.Run("costs", "--session", first.ToString()[..8])).Code);
    }

    [Fact]
    public async Task Shows_where_a_learning_is_from_as_it_takes_it()
    {
        var session = Guid.CreateVersion7();
        await Begin("/of/timed", session);
        var id = Guid.NewGuid();
        await silo.Postgres.Run(
            "insert into v2.learnings (id, text, kind, status, source, project_path, session_id) "
                + $"values ('{id}', 'amber kites', 'fact', 'active', 'bot:Auditor', '/of/timed', '{session}')"
        );

        var shown = await Program.Run("learnings", "show", $"{id}");

        Assert.Contains($", session {session.ToString()[..13]}\n", shown.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_costs_of_no_session_in_a_sentence()
    {
        var run = await Program.Run("costs", "--project", "/nobody/worked/here");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.StartsWith("No session that worked there.", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_with_the_costs_what_was_passed_over()
    {
        await Begin(silo.Settings.Home);
        await silo.Postgres.Run(
            "insert into brain.passed_lines (session_id, file, torn, too_long, odd) "
                + $"values ('{_session}', '/a', 2, 0, 0), ('{_session}', '/b', 0, 1, 0)"
        );

        foreach (var words in (string[][])[["costs", "--session", Short], ["costs", "--all"]])
            Assert.Contains(
                "3 lines of transcripts were passed over: 2 torn or no JSON, 1 of 8 MiB or more.",
                (await Program.Run(words)).Out,
                StringComparison.Ordinal
            );
    }

    [Fact]
    public async Task Takes_the_home_in_a_projects_folder_everywhere()
    {
        await silo.Postgres.Run(
            "insert into v2.learnings (text, kind, status, source, project_path) "
                + $"values ('amber kestrels', 'fact', 'active', 'bot:Auditor', '{silo.Settings.Home}/nest')"
        );

        var listed = await Program.Run("learnings", "--project=~/nest/");

        Assert.Equal((0, ""), (listed.Code, listed.Error));
        Assert.Contains("amber kestrels", listed.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CLAUDE_CODE_SESSION_ID")]
    [InlineData("CODEX_SESSION_ID")]
    [InlineData("COPILOT_AGENT_SESSION_ID")]
    [InlineData("BRAIN_OPENCODE_SESSION")]
    public async Task Means_the_session_of_the_agent_whose_shell_it_is(string variable)
    {
        await Begin("/nowhere/near");
        var shell = new CommandLineProgram(silo.Settings.Home)
        {
            Variables = new Dictionary<string, string> { [variable] = $"{_session}" },
        };

        var started = await shell.Run("pipeline", "start", "skill", $"{_session}");

        Assert.Equal((0, ""), (started.Code, started.Error));
        Assert.Equal(
            [$"{_session}"],
            await silo.Postgres.Lines($"select session_id from v2.pipeline_runs where subject = '{_session}'")
        );
    }

    [Fact]
    public async Task Refuses_what_is_no_session()
    {
        var none = await Program.Run("purpose", "--session", "0000000000");
        var odd = await Program.Run("purpose", "--session", "zzz");

        Assert.Equal((2, ""), (none.Code, none.Out));
        Assert.Equal((2, ""), (odd.Code, odd.Out));
        Assert.Contains("brain sessions", none.Error, StringComparison.Ordinal);
        Assert.Contains("brain sessions", odd.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("")]
    [InlineData("~/")]
    public async Task Takes_a_folder_as_it_is_typed(string typed)
    {
        var folder = Path.Combine(silo.Settings.Home, "site");
        Directory.CreateDirectory(folder);
        await Begin(folder);

        var listed = await Program.Run("sessions", "--project", typed == "~/" ? "~/site/" : folder + typed);

        Assert.Contains(Short, listed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_in_the_spelling_of_a_shell()
    {
        await Begin(silo.Settings.Home);

        var refused = await Program.Run("rate", "Nobody", "useful", "--session", Short);

        Assert.Equal(2, refused.Code);
        Assert.DoesNotContain(" /persona", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("brain ask ", "Cop")]
    [InlineData("brain checkin ", "Librarian")]
    [InlineData("brain persona show ", "Auditor")]
    [InlineData("brain pipeline start ", "groceries")]
    public async Task Completes_what_the_brain_knows(string line, string offered)
    {
        // Whoever presses Tab is not kept waiting: a brain that has just started on a busy machine offers less.
        var end = DateTime.UtcNow.AddMinutes(2);
        var words = await Offered(line);
        while (!words.Contains(offered) && DateTime.UtcNow < end)
            words = await Offered(line);

        Assert.Contains(offered, words);
    }

    [Fact]
    public async Task Completes_sessions()
    {
        await Begin(silo.Settings.Home);
        const string line = "brain purpose --session ";

        Assert.Contains(Short, await Offered(line));
    }

    [Fact]
    public async Task Tells_costs_in_dollars()
    {
        await Begin(silo.Settings.Home);

        var one = await Program.Run("costs", "--session", Short);
        var all = await Program.Run("costs", "--all");

        Assert.StartsWith("$0.00 at list prices", one.Out, StringComparison.Ordinal);
        Assert.Contains(Short, all.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "chat": { "provider": "olama", "model": "x" } }""", "'olama'")]
    [InlineData("""{ "hard": "yes" }""", "\"hard\" (line 1) is something else; expected true or false.")]
    [InlineData("""{ "hrad": true }""", "\"hrad\" is no word of it (line 1).")]
    [InlineData("""{ "personas": { "drift_turns": "2" } }""", "\"personas.drift_turns\"")]
    [InlineData("""{ "chat": { "provider": "ollama", "model": "tiny" } }""", "ollama tiny at http")]
    public async Task Names_the_odd_word_of_the_settings(string settings, string text)
    {
        await File.WriteAllTextAsync(silo.Settings.ConfigFile, settings);
        try
        {
            var doctor = await Program.Run("doctor");

            Assert.True(doctor.Out.Contains(text, StringComparison.Ordinal), doctor.Out);
            Assert.DoesNotContain("System.", doctor.Out, StringComparison.Ordinal);
            Assert.DoesNotContain("Brain.Silo.", doctor.Out, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(silo.Settings.ConfigFile);
        }
    }

    private async Task Begin(string folder, Guid? session = null) =>
        await silo.Hook(
            JsonSerializer.Serialize(
                new Dictionary<string, string>
                {
                    ["session_id"] = (session ?? _session).ToString(null, CultureInfo.InvariantCulture),
                    ["cwd"] = folder,
                    ["hook_event_name"] = "SessionStart",
                    ["source"] = "startup",
                }
            )
        );

    private async Task<string[]> Offered(string line) =>
        (await Program.Run($"[suggest:{line.Length}]", line)).Out.Split('\n');
}
