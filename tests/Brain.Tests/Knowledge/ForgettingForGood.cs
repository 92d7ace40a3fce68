using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brain.Messages.Import;
using Brain.Messages.Knowledge;
using Brain.Messages.Projects;
using Brain.Messages.Sessions;
using Brain.Postgres.Knowledge;
using Brain.Silo.Caches;
using Brain.Silo.Files;
using Brain.Silo.Sessions;
using Brain.Tests.Import;
using Microsoft.Extensions.DependencyInjection;

namespace Brain.Tests.Knowledge;

/// <summary><c>brain forget</c>, through a whole silo.</summary>
public sealed class ForgettingForGood : IAsyncLifetime
{
    private const string Phrase = "the vault opens with seventeen amber kestrels";
    private static readonly TimeSpan ForgottenMax = TimeSpan.FromMinutes(3);

    private readonly SiloFixture _silo = new();
    private readonly Client.ScratchFolder _project = new();
    private readonly Guid _session = Guid.NewGuid();
    private readonly Guid _other = Guid.NewGuid();

    public async ValueTask InitializeAsync()
    {
        await _silo.InitializeAsync();
        await Hook("SessionStart", _session, """ "source": "startup" """);
        await Turn(_session, 1, $"Remember: {Phrase}, says the owner.", "I will remember it.");
        await Turn(_session, 2, "And the blue kettle is broken since yesterday", "Noted.");
        await Hook("SessionStart", _other, """ "source": "startup" """);
        await Turn(_other, 1, "Mend the till please", $"Done. By the way {Phrase.ToUpperInvariant()}.");
        await Run(
            $$"""
            insert into v2.learnings (session_id, project_path, text, kind) values ('{{_session}}', '{{_project.Path}}', 'A rule of the house: {{Phrase}}.', 'fact');
            update v2.learnings set importance = 4 where session_id = '{{_session}}';
            insert into v2.undos (session_id, scope, turn_num, direction, plan, at, undone_by)
            values ('{{_other}}', 'turn', 1, 'undo', '[{"tab": "turns", "what": "turn 1: Remember: {{Phrase}}, says…"}]', now(), 'x');
            insert into brain.drift_levels (session_id, level) values ('{{_other}}', '{"held": "so {{Phrase}} it is"}')
            on conflict (session_id) do update set level = excluded.level;
            """
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _project.Dispose();
    }

    [Fact]
    public async Task Shows_first_where_it_stands_and_changes_nothing()
    {
        var before = await Everything();

        var report = await Ask(new(Phrase, null, null), apply: false);

        Assert.Contains(report.Found, one => one is { Table: "learnings", Column: "text", Count: 1 });
        Assert.Contains(report.Found, one => one is { Table: "learnings_history", Column: "text" });
        Assert.Contains(report.Found, one => one is { Table: "undos", Column: "plan" });
        Assert.Contains(report.Found, one => one.Table == "brain.drift_levels");
        Assert.DoesNotContain("kestrels", JsonSerializer.Serialize(report), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(before, await Everything());
    }

    [Fact]
    public async Task Takes_matching_words_out_of_rows_history_undo_store_and_bookkeeping()
    {
        var versions = await Versions();

        await Forget(new(Phrase, null, null));

        Assert.DoesNotContain("kestrels", await Everything(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(
            ["A rule of the house: [forgotten].", "A rule of the house: [forgotten]."],
            await _silo.Postgres.Lines(
                "select text from v2.learnings where kind = 'fact' union all "
                    + "select text from v2.learnings_history where kind = 'fact'"
            )
        );
        Assert.Equal(
            ["Done. By the way [forgotten]."],
            await _silo.Postgres.Lines($"select assistant_response from v2.turns where session_id = '{_other}'")
        );
        Assert.Equal(versions, await Versions());
        Assert.Equal(
            ["A rule of the house: [forgotten]."],
            await _silo.Postgres.Lines("select text from v2.learnings_as_of(now()) where kind = 'fact'")
        );
    }

    [Fact]
    public async Task Takes_it_out_of_what_sessions_are_told()
    {
        await Until(() => Told().Any(text => text.Contains(Phrase, StringComparison.Ordinal)));

        await Forget(new(Phrase, null, null));

        await Until(() => Told().Contains("A rule of the house: [forgotten]."));
        Assert.DoesNotContain(Told(), text => text.Contains("kestrels", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Takes_a_row_with_its_copies_even_those_that_were_cut_off()
    {
        var turn = await _silo.Postgres.Read<Guid>(
            $"select id from v2.turns where session_id = '{_session}' and turn_num = 1"
        );

        await Forget(new(null, turn, null));

        Assert.Equal(
            ["[forgotten] | [forgotten]", "And the blue kettle is broken since yesterday | Noted."],
            await _silo.Postgres.Lines(
                $"select user_message, assistant_response from v2.turns where session_id = '{_session}' "
                    + "order by turn_num"
            )
        );
        Assert.Equal(
            ["turn 1: [forgotten]…"],
            await _silo.Postgres.Lines($"select plan -> 0 ->> 'what' from v2.undos where session_id = '{_other}'")
        );
    }

    [Fact]
    public async Task Takes_the_rules_that_were_drafted_from_a_learning()
    {
        await Run(
            $"""
            insert into v2.rules (action, tool, pattern, sentence, by_hand, learning_id)
            select 'deny', 'shell', 'npm install left', 'Never run npm install: {Phrase}', false, id from v2.learnings where kind = 'fact';
            insert into v2.rules (action, tool, pattern, sentence, by_hand) values ('deny', 'shell', 'npm install left', 'It is another one altogether', true);
            """
        );
        var learning = await _silo.Postgres.Read<Guid>("select id from v2.learnings where kind = 'fact'");

        await Forget(new(null, learning, null));

        Assert.Equal(
            ["[forgotten] | [forgotten] | false", "npm install left | It is another one altogether | true"],
            await _silo.Postgres.Lines("select pattern, sentence, by_hand::text from v2.rules order by by_hand")
        );
        Assert.DoesNotContain(
            "Never run npm install",
            await Everything(),
            StringComparison.OrdinalIgnoreCase
        );
    }

    [Fact]
    public async Task Takes_all_that_a_session_said_and_leaves_others()
    {
        await Forget(new(null, null, new SessionId(_session)));

        Assert.Equal(
            ["[forgotten] | [forgotten]", "[forgotten] | [forgotten]"],
            await _silo.Postgres.Lines(
                $"select user_message, assistant_response from v2.turns where session_id = '{_session}'"
            )
        );
        Assert.Equal(
            ["[forgotten] | fact"],
            await _silo.Postgres.Lines($"select text, kind from v2.learnings where session_id = '{_session}'")
        );
        Assert.Equal(
            ["Mend the till please"],
            await _silo.Postgres.Lines($"select user_message from v2.turns where session_id = '{_other}'")
        );
        Assert.DoesNotContain("kettle", await Everything(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("telemetry")]
    [InlineData("amber-kestrels")]
    public async Task Leaves_all_money_that_was_counted(string? phrase)
    {
        // Two skills of one quarter of an hour, which have one name afterwards.
        await Run(
            $"""
            insert into v2.cost_ledger (session_id, request_key, model, token_kind, tokens, cost_usd, used_at, skill, told_by)
            select '{_session}', 'money' || n, 'm', 'output', 10, n, '2026-03-01 10:01:00Z', 'amber-kestrels' || repeat('-amber-kestrels', n - 1), 'telemetry'
            from generate_series(1, 2) n
            """
        );

        await Forget(phrase is null ? new(null, null, new SessionId(_session)) : new(phrase, null, null));

        Assert.Equal(
            ["3 | 20 | 2"],
            await _silo.Postgres.Lines(
                $"select sum(usd)::int, sum(output), sum(requests) from brain.used where session_id = '{_session}'"
            )
        );
        const string parts = "model, told_by, skill, agent, mcp_server";
        Assert.Equal(
            await _silo.Postgres.Lines(
                $"select {parts}, sum(cost_usd)::int from v2.cost_ledger where session_id = '{_session}' group by {parts} "
                    + "order by skill"
            ),
            await _silo.Postgres.Lines(
                $"select {parts}, sum(usd)::int from brain.used where session_id = '{_session}' group by {parts} "
                    + "order by skill"
            )
        );
        Assert.Equal(
            phrase == "telemetry" ? ["amber-kestrels", "amber-kestrels-amber-kestrels"] : [],
            await _silo.Postgres.Lines("select skill from brain.used where skill like '%kestrels%' order by 1")
        );
        Assert.Equal(["telemetry"], await _silo.Postgres.Lines("select distinct told_by from brain.used"));
        await _silo.Postgres.AreThoseOfTheRows();
    }

    [Fact]
    public async Task Leaves_what_caps_are_held_against()
    {
        // Two models of one quarter of an hour, which have one name afterwards.
        await Run(
            $$"""
            insert into v2.cost_ledger (session_id, request_key, model, token_kind, tokens, cost_usd, used_at)
            select '{{_session}}', 'cap' || n, case n when 1 then 'amber-kestrels' else 'Amber-Kestrels' end, 'output', 10, n, '2026-03-01 10:01:00Z'
            from generate_series(1, 2) n;
            insert into v2.audit_log (session_id, action, event_key, at, detail)
            values ('{{_session}}', 'turn.step', 'cap3', '2026-03-01 10:02:00Z', '{"model":"amber-kestrels","cost_usd":4}');
            """
        );
        const string spent =
            "select (sum(usd) filter (where told_by <> 'gate'))::int, (sum(usd) filter (where told_by = 'gate'))::int from brain.used "
            + "where session_id = ";
        Assert.Equal(["3 | 4"], await _silo.Postgres.Lines($"{spent}'{_session}'"));

        await Forget(new("amber-kestrels", null, null));

        Assert.Equal(["3 | 4"], await _silo.Postgres.Lines($"{spent}'{_session}'"));
        Assert.Equal(
            await _silo.Postgres.Lines($"select distinct model from v2.cost_ledger where session_id = '{_session}' order by 1"),
            await _silo.Postgres.Lines(
                $"select model from brain.used where session_id = '{_session}' and told_by <> 'gate' order by 1"
            )
        );
        await _silo.Postgres.AreThoseOfTheRows();
    }

    [Fact]
    public async Task Does_not_let_it_come_back()
    {
        await Forget(new(null, null, new SessionId(_session)));
        await Forget(new("blue", null, null));

        // As a transcript that is read again, and an event that waited, write it.
        await Run(
            $"""
            delete from v2.persona_comments where session_id = '{_session}';
            delete from v2.drift_events where session_id = '{_session}';
            delete from v2.turns where session_id = '{_session}' and turn_num = 2;
            insert into v2.turns (session_id, turn_num, started_at, user_message)
            values ('{_session}', 2, now(), 'And the blue kettle is broken since yesterday'), ('{_session}', 3, now(), 'Something else entirely, new to all');
            insert into v2.learnings (session_id, project_path, text, kind) values ('{_session}', '{_project.Path}', 'A rule of the house: {Phrase}.', 'fact');
            update v2.turns set assistant_response = 'I will remember it.' where session_id = '{_session}' and turn_num = 3;
            """
        );

        Assert.Equal(
            ["[forgotten] | ", "Something else entirely, new to all | [forgotten]"],
            await _silo.Postgres.Lines(
                $"select user_message, assistant_response from v2.turns where session_id = '{_session}' "
                    + "and turn_num > 1 order by turn_num"
            )
        );
        Assert.Equal(
            ["[forgotten]", "[forgotten]"],
            await _silo.Postgres.Lines($"select text from v2.learnings where session_id = '{_session}'")
        );
    }

    [Fact]
    public async Task Does_not_let_matching_words_come_back_beside_others()
    {
        await Forget(new(Phrase, null, null));

        // As a transcript that is read again by newer rules for secrets writes it.
        await Run(
            $$"""
            insert into v2.turns (session_id, turn_num, started_at, user_message, assistant_response)
            values ('{{_session}}', 3, now(), 'Remember: [redacted] and
              {{Phrase.Replace("amber", "\n amber", StringComparison.Ordinal)}}, says the owner.', 'The amber kestrels are said anew.');
            insert into v2.learnings (session_id, project_path, text, kind, metadata)
            values ('{{_session}}', '{{_project.Path}}', 'One rule of this house: {{Phrase}}!', 'fact', '{}');
            """
        );

        Assert.Equal(
            ["Remember: [redacted] and\n  [forgotten], says the owner. | The amber kestrels are said anew."],
            await _silo.Postgres.Lines(
                $"select user_message, assistant_response from v2.turns where session_id = '{_session}' "
                    + "and turn_num = 3"
            )
        );
        Assert.Equal(
            ["A rule of the house: [forgotten].", "One rule of this house: [forgotten]!"],
            await _silo.Postgres.Lines($"select text from v2.learnings where session_id = '{_session}' order by 1")
        );
        Assert.DoesNotContain("seventeen amber", await Everything(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Does_not_let_sentences_of_a_session_come_back_beside_others()
    {
        await Forget(new(null, null, new SessionId(_session)));

        await Run(
            $"""
            insert into v2.turns (session_id, turn_num, started_at, user_message, assistant_response)
            values ('{_session}', 3, now(), 'A word before. And the blue kettle is broken since yesterday! Noted.', 'Noted. And more.')
            """
        );

        Assert.Equal(
            ["A word before. [forgotten]! Noted. | Noted. And more."],
            await _silo.Postgres.Lines(
                $"select user_message, assistant_response from v2.turns where session_id = '{_session}' "
                    + "and turn_num = 3"
            )
        );
    }

    [Fact]
    public async Task Does_not_let_sentences_come_back_whatever_letter_they_begin_with()
    {
        await Run(Says(_session, 3, "verify that each of it runs in dev. Then rest."));
        await Forget(new(null, null, new SessionId(_session)));

        await Run(Says(_session, 4, "At last it is so. verify that each of it runs in dev! So."));

        Assert.Equal(["At last it is so. [forgotten]! So."], await Said(_session, 4));
    }

    [Fact]
    public async Task Leaves_words_that_are_said_anew_elsewhere()
    {
        await Run(Says(_session, 3, "please run the tests"));
        await Run(Says(_other, 3, "now please run the tests"));
        await Forget(new(null, null, new SessionId(_session)));
        Assert.Equal(["now [forgotten]"], await Said(_other, 3));

        await Run(Says(_other, 4, "please run the tests"));
        await Run(Says(_other, 5, "now please run the tests"));

        Assert.Equal(["please run the tests"], await Said(_other, 4));
        Assert.Equal(["now [forgotten]"], await Said(_other, 5));
    }

    [Fact]
    public async Task Leaves_words_of_a_row_that_are_said_anew_in_another_session()
    {
        await Run(Says(_session, 3, "please run the tests"));
        await Run(Says(_session, 4, "now please run the tests"));
        await Run(Says(_other, 3, "now please run the tests"));
        await Forget(new(null, await TurnId(_session, 3), null));

        await Run(Says(_session, 5, "then please run the tests"));
        await Run(Says(_other, 5, "then please run the tests"));

        Assert.Equal(["then [forgotten]"], await Said(_session, 5));
        Assert.Equal(["then please run the tests"], await Said(_other, 5));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Takes_the_rest_of_a_sentence_that_was_forgotten_in_part(bool isSession)
    {
        await Run(Says(_session, 3, "Hello there friend. My sister lives at 5 Elm, code hunter2."));
        await Forget(new("hunter2", null, null));
        var pieces = await _silo.Postgres.Lines("select replacement from brain.forgotten_pieces");
        Assert.Contains("My sister lives at 5 Elm, code [forgotten]", pieces);
        var turn = await TurnId(_session, 3);

        await Forget(isSession ? new(null, null, new SessionId(_session)) : new(null, turn, null));

        Assert.DoesNotContain("Elm", await Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_digests_that_nobody_can_try_texts_against()
    {
        await Forget(new("kestrels", null, null));

        Assert.Equal(
            ["0 | True"],
            await _silo.Postgres.Lines(
                $"""
                select count(*) filter (where f.digest = encode(sha256(convert_to(concat_ws(chr(31), '{_session}', 'user_message',
                  'Remember: {Phrase}, says the owner.'), 'UTF8')), 'hex')), count(*) > 0
                from v2.forgotten f
                """
            )
        );
    }

    [Fact]
    public async Task Does_not_let_it_come_back_in_a_note_that_goes_on()
    {
        var note = Path.Combine(_project.Path, "-home-me-site", "memory", "deploy.md");
        Directory.CreateDirectory(Path.GetDirectoryName(note)!);
        await File.WriteAllTextAsync(note, $"Deploy when {Phrase}.\n");
        await _silo.Import(_project.Path);
        await Forget(new(Phrase, null, null));

        await File.AppendAllTextAsync(note, "And never on a Friday.\n");
        var changed = await _silo.Import(_project.Path);

        Assert.Equal(
            ["Deploy when [forgotten]."],
            await _silo.Postgres.Lines($"select text from v2.learnings where metadata ->> 'file' = '{note}'")
        );
        Assert.Equal(
            new ImportSkip(note, null, "something of it was forgotten, so what it says now is left out"),
            Assert.Single(changed.Skipped)
        );
        Assert.DoesNotContain("kestrels", await Everything(), StringComparison.OrdinalIgnoreCase);
        File.Move(note, $"{note[..^3]}-again.md");
        await File.WriteAllTextAsync($"{note[..^3]}-again.md", $"Deploy when {Phrase}.\n");
        await _silo.Import(_project.Path);
        Assert.DoesNotContain("kestrels", await Everything(), StringComparison.OrdinalIgnoreCase);
        await File.WriteAllTextAsync($"{note[..^3]}-new.md", $"We deploy as soon as {Phrase}.\n");
        await _silo.Import(_project.Path);
        Assert.Equal(
            ["We deploy as soon as [forgotten]."],
            await _silo.Postgres.Lines("select text from v2.learnings where metadata ->> 'file' like '%-new.md'")
        );
        Assert.DoesNotContain("kestrels", await Everything(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Does_not_let_it_come_back_in_a_document_that_changed()
    {
        _project["till.md"] = $"# Till\nIt is said that {Phrase}.\n# More\nOpen at nine.\n";
        var asked = new AddDocuments([_project.Path]) { Project = _project.Path };
        await Documents(asked);
        await Forget(new(Phrase, null, null));

        _project["till.md"] = $"# Till\nIt is still said that {Phrase}.\n# More\nOpen at ten.\n";
        var changed = await Documents(asked);

        Assert.Contains("was forgotten", Assert.Single(changed.Skipped).Reason, StringComparison.Ordinal);
        Assert.Equal((0, 0), (changed.Added, changed.Changed));
        Assert.DoesNotContain("kestrels", await Everything(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Names_machines_whose_files_it_does_not_reach()
    {
        await Run(
            """
            insert into brain.import_files (host, path, agent, kind, inode, head, bytes, place)
            values ('lighthouse', '/home/me/a.jsonl', 'claude-code', 'transcript', 1, '', 0, '{}')
            """
        );

        var before = await Ask(new(Phrase, null, null), apply: false);
        var done = await Forget(new(Phrase, null, null));

        foreach (var left in new[] { before.Left, done.Left })
            Assert.Contains(" of lighthouse may have it", string.Join('\n', left), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_no_other_machine_where_there_is_none()
    {
        var done = await Forget(new(Phrase, null, null));

        Assert.DoesNotContain(done.Left, left => left.Contains("may have it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_skills_that_the_brain_wrote_of_it()
    {
        var skill = Path.Combine(_project.Path, "skills", "kestrel", "SKILL.md");
        Directory.CreateDirectory(Path.GetDirectoryName(skill)!);
        await File.WriteAllTextAsync(skill, $"---\nname: kestrel\n---\nKnow that {Phrase}.\n");
        await Run($"insert into v2.skill_builds (act, name, place) values ('extract', 'kestrel', '{skill}')");
        var persona = Path.Combine(_silo.Settings.Skills, "rex", "SKILL.md");
        Directory.CreateDirectory(Path.GetDirectoryName(persona)!);
        await File.WriteAllTextAsync(persona, $"Rex. {Phrase}");

        var before = await Ask(new(Phrase, null, null), apply: false);
        var done = await Forget(new(Phrase, null, null));

        foreach (var left in new[] { before.Left, done.Left })
            Assert.Equal(
                new[] { $"{persona} has it", $"{skill} has it" }.Order(StringComparer.Ordinal),
                left.Select(one => one.Split(": ")[0])
                    .Where(one => one.EndsWith(" has it", StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal)
            );
    }

    [Fact]
    public async Task Takes_it_out_of_waiting_events_logs_and_the_brains_hand_offs()
    {
        var mac = HandOffKey.Of(_silo.Settings);
        var marker = $"<!-- brain:{_session}:1 -->";
        _project["HANDOFF.md"] =
            $"Mine, and {Phrase}.\n\n"
            + mac.Sign(RealPath.Of(_project.Path), $"{marker}\n### Turn 1\n- Asked: Remember: {Phrase}\n");
        var spool = Path.Combine(_silo.Settings.Home, "spool");
        Directory.CreateDirectory(spool);
        Directory.CreateDirectory(Path.Combine(_silo.Settings.Home, "logs"));
        var line =
            $$$"""{"id":"{{{Guid.NewGuid()}}}","at":"2026-01-01T00:00:00Z","hard":false,"event":{"prompt":"so\n{{{Phrase}}}"}}""";
        File.WriteAllText(Path.Combine(spool, $"{_other}.jsonl"), $"\n{line}\n");
        File.WriteAllText(
            Path.Combine(spool, "rejected.jsonl"),
            new JsonObject { ["reason"] = "torn", ["line"] = line }.ToJsonString() + "\n"
        );
        File.WriteAllText(Path.Combine(_silo.Settings.Home, "logs", "script.log"), $"one\ntwo {Phrase}\n");

        var done = await Forget(new(Phrase, null, null));

        var files = Directory.EnumerateFiles(_silo.Settings.Home, "*", SearchOption.AllDirectories);
        foreach (var file in files.Where(file => file != _silo.Settings.Socket))
            Assert.DoesNotContain("kestrels", Text(file), StringComparison.OrdinalIgnoreCase);
        var handOff = _project["HANDOFF.md"];
        Assert.StartsWith($"Mine, and {Phrase}.\n\n{marker}\n### Turn 1\n- Asked: Remember: [forgotten]\n", handOff);
        Assert.Equal("### Turn 1\n- Asked: Remember: [forgotten]\n", mac.Read(RealPath.Of(_project.Path), handOff).Own);
        Assert.Contains(done.Left, left => left.Contains("outside of the brain's own parts", StringComparison.Ordinal));
        var waits = JsonNode.Parse(File.ReadAllLines(Path.Combine(spool, $"{_other}.jsonl"))[1])!;
        Assert.Equal("so\n[forgotten]", (string?)waits["event"]!["prompt"]);
    }

    [Fact]
    public async Task Is_finished_by_a_silo_that_comes_back()
    {
        var store = _silo.Services.GetRequiredService<ForgetStore>();
        var target = new ForgetTarget(null, null, new SessionId(_session));
        var run = Guid.NewGuid();
        await _silo.Sleep();
        var database = _silo.Postgres.Database;
        store = new(database);
        await store.Begin(run, target, await store.Needles(target, default), default);
        var begun = (await store.Unfinished(default))!;
        // The rows of some tables are gone with their texts, and then it dies.
        var walk = await store.Plan(target, begun.Needles, run, default);
        var place = default(Brain.Messages.Secrets.RedactionPlace);
        do
        {
            place = (await walk.Next(place, default)).Next;
        } while (place!.Table != "learnings_history");
        await store.Move(begun with { Place = place }, default);
        Assert.Contains("kestrels", await Everything(), StringComparison.Ordinal);

        await _silo.Wake();

        var done = await Done(run);
        Assert.DoesNotContain("Remember", await Everything(), StringComparison.Ordinal);
        Assert.Equal("done", done.Phase);
        Assert.Equal("0", (await _silo.Postgres.Lines("select count(*) from brain.forget_runs"))[0]);
    }

    [Fact]
    public async Task Leaves_one_row_in_the_audit_log_without_a_word_of_it()
    {
        await Forget(new(Phrase, null, null));

        var row = Assert.Single(
            await _silo.Postgres.Lines("select detail from v2.audit_log where action = 'knowledge.forgotten'")
        );
        Assert.Equal("matching", JsonNode.Parse(row)!["what"]!.ToString());
        Assert.DoesNotContain("kestrel", row, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"target":{"matching":"amber kestrels"},"apply":true,"by_agent":true}""", "forget.person")]
    [InlineData("""{"target":{"matching":" x "},"apply":true}""", "forget.length")]
    [InlineData("""{"target":{},"apply":true}""", "forget.one")]
    public async Task Is_refused_to_an_agent_and_for_what_says_nothing(string body, string code)
    {
        var before = await Everything();

        using var answer = await _silo.Socket.PostAsync(
            "/forget",
            new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"))
        );

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(code, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["refusal"]!["code"]!.ToString());
        Assert.Equal(before, await Everything());
    }

    [Fact]
    public async Task Puts_no_trigger_on_a_table_before_it_was_ever_used()
    {
        const string guards = "select count(*) from pg_trigger where tgname = 'a_forgotten'";
        Assert.Equal(["0"], await _silo.Postgres.Lines(guards));

        await Forget(new(Phrase, null, null));

        Assert.NotEqual(["0"], await _silo.Postgres.Lines(guards));
        Assert.Empty(
            await _silo.Postgres.Lines("select tgname from pg_trigger where not tgisinternal and tgenabled = 'D'")
        );
    }

    private async Task<ForgetReport> Ask(ForgetTarget target, bool apply)
    {
        using var answer = await _silo.Socket.PostAsync(
            "/forget",
            JsonContent.Create(new Forget(target, apply), Brain.Messages.MessagesJson.Default.Forget)
        );
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {body}");
        return JsonSerializer.Deserialize(body, Brain.Messages.MessagesJson.Default.ForgetReport)!;
    }

    private async Task<DocumentsAdded> Documents(AddDocuments asked)
    {
        using var answer = await _silo.Socket.PostAsync(
            "/documents",
            JsonContent.Create(asked, Brain.Messages.MessagesJson.Default.AddDocuments)
        );
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync(Brain.Messages.MessagesJson.Default.DocumentsAdded))!;
    }

    private string[] Told() =>
        [
            .. _silo
                .Services.GetRequiredService<LearningCache>()
                .Of(ProjectFolder.Of(_project.Path))
                .Since(DateTimeOffset.MinValue)
                .Select(one => one.Text),
        ];

    private static async Task Until(Func<bool> isSo)
    {
        for (var end = DateTime.UtcNow + ForgottenMax; !isSo(); await Task.Delay(20))
            Assert.True(DateTime.UtcNow < end, "It did not come about in time.");
    }

    private async Task<ForgetProgress> Forget(ForgetTarget target) =>
        await Done((await Ask(target, apply: true)).Run!.Value);

    private async Task<ForgetProgress> Done(Guid run)
    {
        var store = new ForgetStore(_silo.Postgres.Database);
        using var over = new CancellationTokenSource(ForgottenMax);
        while (true)
        {
            if (await store.Progress(run, over.Token) is { Phase: "done" } done)
                return done;
            await Task.Delay(50, over.Token);
        }
    }

    private Task Turn(Guid session, int num, string asked, string answered) =>
        Hook("UserPromptSubmit", session, $""" "prompt": "{asked}", "prompt_id": "{Prompt(session, num)}" """)
            .ContinueWith(
                _ =>
                    Hook(
                        "Stop",
                        session,
                        $""" "last_assistant_message": "{answered}", "prompt_id": "{Prompt(session, num)}" """
                    ),
                TaskScheduler.Default
            )
            .Unwrap();

    private static Guid Prompt(Guid session, int num) => new(session.ToByteArray()[..15].Append((byte)num).ToArray());

    private async Task Hook(string name, Guid session, string fields)
    {
        var (status, body) = await _silo.Hook(
            $$"""{"session_id": "{{session}}", "hook_event_name": "{{name}}", "cwd": "{{_project.Path}}", {{fields}}}"""
        );
        Assert.True(status == HttpStatusCode.OK, body);
    }

    private Task Run(string sql) => _silo.Postgres.Run(sql);

    private static string Says(Guid session, int num, string words) =>
        "insert into v2.turns (session_id, turn_num, started_at, user_message) "
        + $"values ('{session}', {num}, now(), '{words}')";

    private async Task<Guid> TurnId(Guid session, int num) =>
        Guid.Parse(
            Assert.Single(
                await _silo.Postgres.Lines(
                    $"select id from v2.turns where session_id = '{session}' and turn_num = {num}"
                )
            )
        );

    private Task<string[]> Said(Guid session, int num) =>
        _silo.Postgres.Lines(
            $"select user_message from v2.turns where session_id = '{session}' and turn_num = {num}"
        );

    private Task<string[]> Versions() =>
        _silo.Postgres.Lines(
            "select id, valid_from, valid_to from v2.learnings union all "
                + "select id, valid_from, valid_to from v2.learnings_history order by 1, 2"
        );

    private async Task<string> Everything()
    {
        var all = new List<string>();
        foreach (
            var table in await _silo.Postgres.Lines(
                "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('v2', 'brain')"
            )
        )
            all.AddRange(await _silo.Postgres.Lines($"select t::text from {table} t order by 1"));
        all.AddRange(
            await _silo.Postgres.Lines(
                "select convert_from(payloadbinary, 'UTF8') from orleans.storage where payloadbinary is not null"
            )
        );
        return string.Join('\n', all);
    }

    private static string Text(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
