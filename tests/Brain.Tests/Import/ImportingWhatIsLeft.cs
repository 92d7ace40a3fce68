using Brain.Messages.Hooks.ClaudeCode;
using System.Text.Json;
using Brain.Messages;
using Brain.Messages.Import;

namespace Brain.Tests.Import;

/// <summary>Prompts of sessions whose transcripts are gone, and notes that an agent kept.</summary>
public sealed class ImportingWhatIsLeft(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("import").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Brings_back_prompts_of_a_session_that_is_gone()
    {
        var (gone, there) = (Guid.NewGuid(), new SomeTranscript(Guid.NewGuid(), Noon).Asks("I am told").Says("Yes."));
        there.WriteTo(_folder);
        History(
            (gone, "/home/me/old", Noon, "First words"),
            (gone, "/home/me/old", Noon.AddMinutes(1), "/clear"),
            (gone, "/home/me/old", Noon.AddMinutes(2), "[Pasted text #1 +2 lines] what is it?"),
            (there.Session, "/home/me/site", Noon, "I am told")
        );

        await silo.Import(_folder);
        await silo.Import(_folder);

        Assert.Equal(
            ["1 | ok | First words | - | 0 | 0 | 0", "2 | ok | one\ntwo what is it? | - | 0 | 0 | 0"],
            await silo.Turns(gone)
        );
        Assert.Single(await silo.Turns(there.Session));
        Assert.Equal(
            ["/home/me/old | First words"],
            await silo.Postgres.Lines($"select project_path, purpose from v2.sessions where id = '{gone}'")
        );
    }

    [Fact]
    public async Task Becomes_the_turn_when_its_transcript_is_found()
    {
        var transcript = new SomeTranscript(Guid.NewGuid(), Noon).Asks("First words").Says("An answer.");
        History((transcript.Session, "/home/me/site", Noon.AddMilliseconds(-300), "First words"));
        await silo.Import(_folder);
        Assert.Equal(["1 | ok | First words | - | 0 | 0 | 0"], await silo.Turns(transcript.Session));

        transcript.WriteTo(_folder);
        await silo.Import(_folder);

        Assert.Equal(["1 | ok | First words | An answer. | 0 | 1 | 9"], await silo.Turns(transcript.Session));
        Assert.Equal(
            transcript.Prompt,
            await silo.Postgres.Read<Guid>($"select prompt_id from v2.turns where session_id = '{transcript.Session}'")
        );
    }

    [Fact]
    public async Task Makes_a_session_of_a_day_where_none_is_named()
    {
        var told = new SomeTranscript(Guid.NewGuid(), Noon).Asks("I am told elsewhere").Says("Yes.");
        told.WriteTo(_folder);
        var project = $"/home/me/{Guid.NewGuid():N}";
        History(
            (null, project, Noon, "Of the first day"),
            (null, project, Noon.AddHours(1), "Of the first day too"),
            (null, project, Noon.AddDays(1), "Of the second"),
            (null, "/home/me/site", Noon, "I am told elsewhere")
        );

        await silo.Import(_folder);

        Assert.Equal(
            ["Of the first day | 1", "Of the first day too | 2", "Of the second | 1"],
            await silo.Postgres.Lines(
                $"""
                select t.user_message, t.turn_num from v2.turns t join v2.sessions s on s.id = t.session_id
                where s.project_path = '{project}' order by t.started_at
                """
            )
        );
        Assert.Equal(
            1L,
            await silo.Postgres.Read<long>("select count(*) from v2.turns where user_message = 'I am told elsewhere'")
        );
    }

    [Fact]
    public async Task Makes_a_learning_of_each_note()
    {
        var project = Path.Combine(_folder, "-home-me-site");
        var memory = Directory.CreateDirectory(Path.Combine(project, "memory")).FullName;
        new SomeTranscript(Guid.NewGuid(), Noon).Asks("Hello").Says("Hi.").WriteTo(project);
        await File.WriteAllTextAsync(
            Path.Combine(memory, "tests.md"),
            "---\nname: tests\ndescription: how tests run\nmetadata:\n  type: feedback\n---\n\nRun one class, "
                + "not all.\n"
        );
        await File.WriteAllTextAsync(
            Path.Combine(memory, "MEMORY.md"),
            "# Memory\n\n- [tests](tests.md) — how tests run\n"
        );

        var first = await silo.Import(_folder);
        var again = await silo.Import(_folder);
        await File.WriteAllTextAsync(Path.Combine(memory, "tests.md"), "Run one class.\n");
        await silo.Import(_folder);

        Assert.Equal((1, 0), (first.Learnings, again.Learnings));
        Assert.Equal(
            ["unreviewed | note | Run one class. | claude-code | /home/me/site | how tests run"],
            await silo.Postgres.Lines(
                $"""
                select status, kind, text, source, project_path, metadata ->> 'description' from v2.learnings
                where metadata ->> 'file' like '{memory}%'
                """
            )
        );
        Assert.Equal(
            1L,
            await silo.Postgres.Read<long>(
                "select count(*) from v2.learnings_history where text = 'Run one class, not all.' and kind = "
                    + "'feedback'"
            )
        );
    }

    [Theory]
    [InlineData("active")]
    [InlineData("rejected")]
    [InlineData("archived")]
    public async Task Has_new_words_of_a_note_reviewed_anew(string judged)
    {
        var (project, note) = await Note($"Run one class of {Guid.NewGuid():N}.");
        await silo.Postgres.Run(
            $"update v2.learnings set status = '{judged}', importance = 5 where metadata ->> 'file' = '{note}'"
        );
        await silo.Import(_folder);
        Assert.Equal([$"{judged} | 5"], await silo.Postgres.Lines(Said(note, "status, importance")));

        await File.WriteAllTextAsync(note, "Always push with --force.\n");
        var changed = await silo.Import(_folder);

        Assert.Equal(1, changed.Learnings);
        Assert.Equal(
            ["unreviewed |  | Always push with --force."],
            await silo.Postgres.Lines(Said(note, "status, importance, text"))
        );
        Assert.DoesNotContain(
            "--force",
            (await silo.Postgres.Lines($"select v2.orient_knowledge(v2.project_key('{project}'))"))[0],
            StringComparison.Ordinal
        );
        Assert.Equal(
            1L,
            await silo.Postgres.Read<long>(
                $"select count(*) from v2.learnings_history where metadata ->> 'file' = '{note}' and importance = 5"
            )
        );
    }

    [Fact]
    public async Task Reads_a_note_anew_that_is_as_long_as_before()
    {
        var (_, note) = await Note("The port is 8080.");

        await File.WriteAllTextAsync(note, "The port is 9090.");
        var changed = await silo.Import(_folder);
        var again = await silo.Import(_folder);

        Assert.Equal(["The port is 9090."], await silo.Postgres.Lines(Said(note, "text")));
        Assert.Equal((1, 0), (changed.Learnings, again.FilesRead));
    }

    [Fact]
    public async Task Knows_a_note_again_whose_file_has_another_name()
    {
        var (_, note) = await Note($"Mock the clock of {Guid.NewGuid():N}.");
        await silo.Postgres.Run(
            $"update v2.learnings set status = 'rejected' where metadata ->> 'file' = '{note}'"
        );
        var other = Path.Combine(Path.GetDirectoryName(note)!, "other.md");
        File.Move(note, other);

        var renamed = await silo.Import(_folder);

        Assert.Equal(0, renamed.Learnings);
        Assert.Empty(await silo.Postgres.Lines(Said(note, "status")));
        Assert.Equal(["rejected"], await silo.Postgres.Lines(Said(other, "status")));

        await File.WriteAllTextAsync(other, "Mock nothing at all.");
        await silo.Import(_folder);

        Assert.Equal(["unreviewed | Mock nothing at all."], await silo.Postgres.Lines(Said(other, "status, text")));
    }

    [Fact]
    public async Task Knows_a_copy_of_a_note_and_leaves_the_note_its_file()
    {
        var (_, note) = await Note($"Close the gate of {Guid.NewGuid():N}.");
        var copy = note.Replace($"{_folder}/", $"{_folder}/backup/", StringComparison.Ordinal);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(note, copy);

        var copied = await silo.Import(Path.Combine(_folder, "backup"));

        Assert.Equal((1, 0), (copied.FilesRead, copied.Learnings));
        Assert.Equal(["unreviewed"], await silo.Postgres.Lines(Said(note, "status")));
        Assert.Empty(await silo.Postgres.Lines(Said(copy, "status")));
    }

    [Fact]
    public async Task Keeps_what_a_copy_says_when_its_original_says_something_else()
    {
        var words = $"Bar the gate of {Guid.NewGuid():N}.";
        var (_, note) = await Note(words);
        await silo.Postgres.Run(
            $"update v2.learnings set status = 'active', importance = 4 where metadata ->> 'file' = '{note}'"
        );
        var copy = Path.Combine(Path.GetDirectoryName(note)!, "copy.md");
        File.Copy(note, copy);
        await silo.Import(_folder);
        Assert.Empty(await silo.Postgres.Lines(Said(copy, "text")));

        await File.WriteAllTextAsync(note, "Bar no gate.");
        var changed = await silo.Import(_folder);

        Assert.Equal(1, changed.Learnings);
        const string all = "text, status, importance";
        Assert.Equal(["Bar no gate. | unreviewed | "], await silo.Postgres.Lines(Said(note, all)));
        Assert.Equal([$"{words} | active | 4"], await silo.Postgres.Lines(Said(copy, all)));

        await File.WriteAllTextAsync(copy, "Bar every gate.");
        await silo.Import(_folder);
        Assert.Equal(["Bar every gate. | unreviewed"], await silo.Postgres.Lines(Said(copy, "text, status")));
    }

    [Fact]
    public async Task Changes_a_note_whose_copy_is_gone()
    {
        var (_, note) = await Note($"Latch the gate of {Guid.NewGuid():N}.");
        var copy = Path.Combine(Path.GetDirectoryName(note)!, "copy.md");
        File.Copy(note, copy);
        await silo.Import(_folder);
        File.Delete(copy);

        await File.WriteAllTextAsync(note, "Latch no gate.");
        await silo.Import(_folder);

        Assert.Equal(["Latch no gate."], await silo.Postgres.Lines(Said(note, "text")));
        Assert.Empty(await silo.Postgres.Lines(Said(copy, "text")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Changes_a_note_whose_copy_says_something_else(bool isRead)
    {
        var (_, note) = await Note($"Grease the gate of {Guid.NewGuid():N}.");
        var (copy, third) = (Beside(note, "copy.md"), Beside(note, "third.md"));
        var other = $"Grease the lock of {Guid.NewGuid():N}.";
        File.Copy(note, copy);
        await File.WriteAllTextAsync(third, other);
        await silo.Import(_folder);
        // As another note says.
        await File.WriteAllTextAsync(copy, other);
        if (isRead)
            await silo.Import(_folder);

        await File.WriteAllTextAsync(note, "Grease no gate.");
        await silo.Import(note);

        Assert.Equal(["Grease no gate."], await silo.Postgres.Lines(Said(note, "text")));
        Assert.Equal([other], await silo.Postgres.Lines(Said(third, "text")));
        Assert.Empty(await silo.Postgres.Lines(Said(copy, "text")));
        var copies = await silo.Postgres.Lines(
            $"select l.metadata ->> 'file' from v2.learnings l, jsonb_each(l.metadata -> 'copies') c "
                + $"where c.key like '%{copy}'"
        );
        if (isRead)
            Assert.Equal([third], copies);
    }

    [Fact]
    public async Task Looks_for_the_same_words_in_an_index()
    {
        const string note = """[{"origin": "here:note.md", "project_path": "/home/me/site", "text": "Wind it."}]""";
        var statement = Brain.Postgres.Sql.Read("import/find_same_notes.sql").Replace("$1", $"'{note}'::jsonb");

        Assert.Contains(
            await silo.Postgres.Lines($"set enable_seqscan = off; explain (costs off) {statement}"),
            line => line.Contains("using learnings_text", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Gives_a_note_of_no_project_one_when_it_is_written_down_where_it_is_known()
    {
        var text = $"Trim the sails of {Guid.NewGuid():N}.";
        var stray = await Write($"/home/me/lost.{Guid.NewGuid():N}", text);
        await silo.Import(_folder);
        Assert.Equal([""], await silo.Postgres.Lines(Said(stray, "project_path")));
        File.Delete(stray);

        new SomeTranscript(Guid.NewGuid(), Noon)
            .Asks("Hello")
            .Says("Hi.")
            .WriteTo(Directory.CreateDirectory(Path.Combine(_folder, "-home-me-site")).FullName);
        var note = await Write(SomeTranscript.Folder, text);
        var moved = await silo.Import(_folder);

        Assert.Equal(0, moved.Learnings);
        Assert.Equal(
            [$"{SomeTranscript.Folder} | {note}"],
            await silo.Postgres.Lines(
                $"select project_path, metadata ->> 'file' from v2.learnings where text = '{text}'"
            )
        );
    }

    [Fact]
    public async Task Knows_a_note_again_on_a_machine_of_another_name()
    {
        var (_, note) = await Note($"Wind the clock of {Guid.NewGuid():N}.");
        await silo.Postgres.Run(
            $$"""
            update v2.learnings set metadata = metadata || '{"host": "before", "origin": "before:{{note}}"}'
            where metadata ->> 'file' = '{{note}}';
            delete from brain.import_files where path = '{{note}}';
            """
        );

        var moved = await silo.Import(_folder);

        Assert.Equal((1, 0), (moved.FilesRead, moved.Learnings));
        Assert.Single(await silo.Postgres.Lines(Said(note, "status")));
    }

    [Fact]
    public async Task Gives_a_note_its_project_once_it_is_known()
    {
        var project = $"/home/me/site.{Guid.NewGuid():N}";
        var note = await Write(project, "Paint the hull.");
        await silo.Import(_folder);
        Assert.Equal(["Paint the hull. | "], await silo.Postgres.Lines(Said(note, "text, project_path")));

        await silo.Hook(
            $$"""
            {"session_id":"{{Guid.NewGuid()}}","hook_event_name":"SessionStart","cwd":"{{project}}","source":"startup"}
            """
        );
        await silo.Import(_folder);

        Assert.Equal([$"Paint the hull. | {project}"], await silo.Postgres.Lines(Said(note, "text, project_path")));
    }

    [Fact]
    public async Task Finds_the_project_of_a_note_on_the_disk()
    {
        var project = Directory.CreateDirectory(Path.Combine(_folder, "app.v2", "web site")).FullName;
        var note = await Write(project, "Dim the lamp.");

        await silo.Import(_folder);

        Assert.Equal([project], await silo.Postgres.Lines(Said(note, "project_path")));
    }

    [Fact]
    public async Task Names_no_project_where_two_could_be_meant()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "app-one"));
        var project = Directory.CreateDirectory(Path.Combine(_folder, "app", "one")).FullName;
        var note = await Write(project, "Oil the hinge.");

        await silo.Import(_folder);

        Assert.Equal(["Oil the hinge. | "], await silo.Postgres.Lines(Said(note, "text, project_path")));
    }

    [Fact]
    public async Task Says_what_is_unread_and_how_long_it_stays()
    {
        var folder = silo.Settings.AgentFolders(ClaudeCodeAgent.Known);
        var project = Directory.CreateDirectory(Path.Combine(folder, "projects", "-home-me-site")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "settings.json"), "{\"cleanupPeriodDays\": 60}");
        var transcript = new SomeTranscript(Guid.NewGuid(), Noon).Asks("Hello").Says("Hi.");
        transcript.WriteTo(project);
        File.SetLastWriteTimeUtc(
            Path.Combine(project, $"{transcript.Session}.jsonl"),
            DateTime.UtcNow.AddDays(-50).AddHours(-1)
        );

        var before = await Report();
        await silo.Import();
        var after = await Report();

        Assert.Equal(
            (1, 1, 1, 60, true, 9, 9),
            (
                before.Files,
                before.Transcripts,
                before.FilesUnread,
                before.RetentionDays,
                before.RetentionIsSet,
                before.OldestDaysLeft,
                before.OldestUnreadDaysLeft
            )
        );
        Assert.Equal(
            (1, 0, (int?)9, (int?)null),
            (after.Files, after.FilesUnread, after.OldestDaysLeft, after.OldestUnreadDaysLeft)
        );
        Assert.True(after.Automatic && after.ReadAt is not null);
    }

    [Theory]
    [InlineData("relative/path", "Expected at most")]
    public async Task Refuses_what_is_no_path(string path, string why)
    {
        using var answer = await silo.Socket.PostAsync(
            "/imports",
            new StringContent(
                JsonSerializer.Serialize(new StartImport([path]), MessagesJson.Default.StartImport),
                System.Text.Encoding.UTF8,
                "application/json"
            )
        );

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains(why, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_a_path_that_leads_nowhere()
    {
        var nowhere = Path.Combine(_folder, "nowhere");

        var progress = await silo.Import(nowhere);

        Assert.Equal([new ImportSkip(nowhere, null, "there is no such file")], progress.Skipped);
    }

    // A note of a project whose transcript is there, read for the first time.
    private async Task<(string Project, string Note)> Note(string text)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "-home-me-site")).FullName;
        new SomeTranscript(Guid.NewGuid(), Noon).Asks("Hello").Says("Hi.").WriteTo(folder);
        var note = await Write(SomeTranscript.Folder, text);
        var first = await silo.Import(_folder);
        Assert.Equal(1, first.Learnings);
        return (SomeTranscript.Folder, note);
    }

    private async Task<string> Write(string project, string text)
    {
        var name = string.Concat(project.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
        var note = Path.Combine(_folder, name, "memory", "note.md");
        Directory.CreateDirectory(Path.GetDirectoryName(note)!);
        await File.WriteAllTextAsync(note, text);
        return note;
    }

    private static string Beside(string note, string name) => Path.Combine(Path.GetDirectoryName(note)!, name);

    private static string Said(string note, string what) =>
        $"select {what} from v2.learnings where metadata ->> 'file' = '{note}'";

    private async Task<ImportReport> Report() =>
        JsonSerializer.Deserialize(await silo.Socket.GetStringAsync("/imports"), MessagesJson.Default.ImportReport)!;

    private void History(params (Guid? Session, string Project, DateTimeOffset At, string Text)[] prompts) =>
        File.WriteAllLines(
            Path.Combine(_folder, "history.jsonl"),
            prompts.Select(prompt =>
                JsonSerializer.Serialize(
                    new Dictionary<string, object?>
                    {
                        ["display"] = prompt.Text,
                        ["pastedContents"] = new Dictionary<string, object>
                        {
                            ["1"] = new
                            {
                                id = 1,
                                type = "text",
                                content = "one\ntwo",
                            },
                        },
                        ["timestamp"] = prompt.At.ToUnixTimeMilliseconds(),
                        ["project"] = prompt.Project,
                        ["sessionId"] = prompt.Session,
                    }
                )
            )
        );
}
