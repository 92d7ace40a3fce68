using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Brain.Messages.Hooks.OpenCode;
using Brain.Messages.Sessions;
using Brain.Silo.Hooks.OpenCode;
using Brain.Silo.Import;
using Microsoft.Data.Sqlite;

namespace Brain.Tests.Import;

/// <summary>A database as opencode 1.18.33 makes it, which has it open while it is read.</summary>
public sealed class ImportingOpenCode : IClassFixture<SiloFixture>, IDisposable
{
    // Of the tables that are read: as the program itself made them.
    private const string Tables = """
        create table session (id text primary key, project_id text not null, parent_id text, directory text not null,
          title text not null, version text not null, time_created integer not null, time_updated integer not null);
        create table message (id text primary key, session_id text not null, time_created integer not null,
          time_updated integer not null, data text not null);
        create table part (id text primary key, message_id text not null, session_id text not null,
          time_created integer not null, time_updated integer not null, data text not null);
        create index message_session_time_created_id_idx on message (session_id, time_created, id);
        create index part_message_id_id_idx on part (message_id, id);
        create index part_session_idx on part (session_id);
        """;

    private readonly SiloFixture _silo;
    private readonly string _folder = Directory.CreateTempSubdirectory("opencode").FullName;
    private readonly string _session = $"ses_{Guid.NewGuid():N}";
    private readonly SqliteConnection _opencode;
    private long _now = DateTimeOffset.UtcNow.AddHours(-3).ToUnixTimeMilliseconds();

    public ImportingOpenCode(SiloFixture silo)
    {
        _silo = silo;
        _opencode = new($"Data Source={Database};Pooling=False");
        _opencode.Open();
        // Nothing is moved from the log into the database but by a test that says so.
        Do("pragma journal_mode = wal; pragma wal_autocheckpoint = 0;");
        Do(Tables);
    }

    private string Database => Path.Combine(_folder, "opencode.db");

    private Guid Id => SessionId.OfAgent(_session).Value;

    public void Dispose()
    {
        _opencode.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Reads_turns_calls_and_usage_with_those_of_a_sub_agent()
    {
        Session(_session);
        Prompt(_session, "m1", "\"look around\"");
        Answer(_session, "m2", "m1", ("p1", Call("task", "c1", """{"subagent_type":"general"}""")), ("p2", Used(100)));
        Session($"{_session}child", parent: _session);
        Prompt($"{_session}child", "m3", "look");
        Answer($"{_session}child", "m4", "m3", ("p3", Call("bash", "c2", """{"command":"ls"}""", exit: 3)));
        Answer($"{_session}child", "m5", "m3", ("p4", Used(10)));
        Answer(_session, "m6", "m1", ("p5", Text("Done.")), ("p6", Used(1)));

        var read = await _silo.Import(Database);

        Assert.Equal(0, read.SkippedCount);
        Assert.Equal(["opencode | look around | /p | A title"], await About());
        Assert.Equal(["1 | ok | look around | Done. | 2 | 111 | 18"], await _silo.Turns(Id));
        Assert.Equal(
            ["c1 | task | ok | general | - | 1", $"c2 | bash | errored | ls | {_session}child | 1"],
            await _silo.Calls(Id)
        );
        Assert.Equal(["- | 2", $"{_session}child | 1"], await Requests());
    }

    [Fact]
    public async Task Takes_nothing_from_who_has_it_open_and_leaves_its_files_as_they_are()
    {
        Session(_session);
        Prompt(_session, "m1", "in the log alone");
        Answer(_session, "m2", "m1", ("p1", Text("Yes.")));
        // Who writes has it for itself, and what it has not committed is not seen.
        using var writes = _opencode.BeginTransaction(System.Data.IsolationLevel.Serializable);
        Prompt(_session, "m3", "not yet", writes);
        var before = Files();

        await _silo.Import(Database);

        Assert.Equal(["1 | ok | in the log alone | Yes. | 0 | 0 | 0"], await _silo.Turns(Id));
        Assert.Equal(before, Files());
        writes.Rollback();
        Assert.Empty(Directory.EnumerateDirectories(_silo.Settings.Home, "import-*"));
    }

    [Fact]
    public async Task Goes_on_where_it_stopped_and_looks_at_nothing_that_is_as_it_was()
    {
        Session(_session);
        Prompt(_session, "m1", "one");
        Answer(_session, "m2", "m1", ("p1", Text("First.")), ("p2", Used(5)));
        Assert.Equal(1, (await _silo.Import(Database)).Turns);
        Assert.Equal(0, (await _silo.Import(Database)).FilesRead);

        Do("pragma wal_checkpoint(truncate);");
        Prompt(_session, "m3", "two");
        Answer(_session, "m4", "m3", ("p3", Text("Second.")), ("p4", Used(7)));
        var read = await _silo.Import(Database);

        Assert.Equal((1, 1, 1), (read.FilesRead, read.Turns, read.Requests));
        Assert.Equal(
            ["1 | ok | one | First. | 0 | 5 | 6", "2 | ok | two | Second. | 0 | 7 | 6"],
            await _silo.Turns(Id)
        );
    }

    [Fact]
    public async Task Looks_no_second_time_at_a_small_database_with_much_beside_it()
    {
        Session(_session);
        Prompt(_session, "m1", "one");
        Answer(_session, "m2", "m1", ("p1", Text(new string('x', 300_000))));

        Assert.Equal(1, (await _silo.Import(Database)).Turns);
        Assert.True(new FileInfo(Database).Length < 300_000);
        Assert.Equal(0, (await _silo.Import(Database)).FilesRead);
    }

    [Fact]
    public async Task Leaves_what_an_hour_ago_was_read_alone()
    {
        Session(_session);
        Prompt(_session, "m1", "old");
        Answer(_session, "m2", "m1", ("p1", Text("Old.")));
        var old = (await _silo.Import(Database)).Lines;
        _now += (long)TimeSpan.FromHours(1).TotalMilliseconds;
        Session($"{_session}b");
        Prompt($"{_session}b", "m3", "newer");
        await _silo.Import(Database);
        _now += (long)TimeSpan.FromHours(1).TotalMilliseconds;
        Session($"{_session}c");

        // What was written last is looked at once more, and what stands before is not.
        Assert.Equal((3, 2 + 1), (old, (await _silo.Import(Database)).Lines));
    }

    [Fact]
    public async Task Reads_what_comes_after_a_session_of_a_clock_that_was_wrong()
    {
        var now = _now;
        _now += (long)TimeSpan.FromDays(3_650).TotalMilliseconds;
        Session($"{_session}late");
        Prompt($"{_session}late", "m1", "of the future");
        await _silo.Import(Database);
        _now = now;
        Session(_session);
        Prompt(_session, "m3", "now");
        Answer(_session, "m4", "m3", ("p4", Text("Yes.")));

        // The other is not read again with it.
        Assert.Equal(3, (await _silo.Import(Database)).Lines);
        Assert.Equal(["1 | ok | now | Yes. | 0 | 0 | 0"], await _silo.Turns(Id));
    }

    [Fact]
    public async Task Reads_old_sessions_that_come_later_and_what_an_old_one_gains()
    {
        Session(_session);
        Prompt(_session, "m1", "one");
        Answer(_session, "m2", "m1", ("p1", Text("At first.")));
        _now += (long)TimeSpan.FromHours(2).TotalMilliseconds;
        Session($"{_session}b");
        Prompt($"{_session}b", "m5", "two");
        await _silo.Import(Database);
        _now -= (long)TimeSpan.FromHours(1).TotalMilliseconds;
        Part(_session, "m2", ("p4", Text("By a clock that was set back.")));
        _now -= (long)TimeSpan.FromDays(300).TotalMilliseconds;
        Session($"{_session}old");
        Prompt($"{_session}old", "m3", "long ago");

        await _silo.Import(Database);

        Assert.Equal(["1 | ok | one | By a clock that was set back. | 0 | 0 | 0"], await _silo.Turns(Id));
        Assert.Equal("long ago", (await _silo.Turns(SessionId.OfAgent($"{_session}old").Value))[0].Split(" | ")[2]);
    }

    [Fact]
    public async Task Reads_all_of_a_database_whose_rows_are_numbered_anew()
    {
        foreach (var id in (string[])["m1", "m2", "m3"])
        {
            Session(_session + id);
            Prompt(_session + id, id, "to be taken out");
        }

        await _silo.Import(Database);
        Do($"delete from session where id like '{_session}%'; delete from part; delete from message;");
        _now -= (long)TimeSpan.FromDays(300).TotalMilliseconds;
        Session(_session);
        Prompt(_session, "m4", "after it was packed");
        await _silo.Import(Database);

        Assert.Equal("after it was packed", (await _silo.Turns(Id))[0].Split(" | ")[2]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reads_a_database_of_more_than_four_gigabytes(bool isOpen)
    {
        Session(_session);
        Prompt(_session, "m1", "large");
        Answer(_session, "m2", "m1", ("p1", Text("Yes.")));
        Do("pragma wal_checkpoint(truncate);");
        if (!isOpen)
            _opencode.Close();
        // Nothing is in it and nothing on the disk.
        using (var file = new FileStream(Database, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.SetLength(SqliteView.CopyBytesMax + 4096);

        Assert.Equal(0, (await _silo.Import(Database)).SkippedCount);
        Assert.Equal(["1 | ok | large | Yes. | 0 | 0 | 0"], await _silo.Turns(Id));
    }

    [Fact]
    public async Task Makes_nothing_beside_a_database_that_nobody_has_open()
    {
        Session(_session);
        Prompt(_session, "m1", "closed");
        _opencode.Close();
        var before = Files();

        await _silo.Import(Database);

        Assert.Single(await _silo.Turns(Id));
        Assert.Single(before);
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task Reads_a_copy_that_somebody_made_of_a_database_with_its_log()
    {
        Session(_session);
        Prompt(_session, "m1", "kept");
        var copy = Directory.CreateDirectory($"{_folder}/a copy? #1 %20").FullName;
        foreach (var file in (string[])["opencode.db", "opencode.db-wal"])
            File.Copy($"{_folder}/{file}", $"{copy}/{file}");

        Assert.Equal(0, (await _silo.Import($"{copy}/opencode.db")).SkippedCount);

        Assert.Single(await _silo.Turns(Id));
        Assert.Equal(2, Directory.EnumerateFiles(copy).Count());
        Assert.Empty(Directory.EnumerateDirectories(_silo.Settings.Home, "import-*"));
    }

    [Fact]
    public async Task Reads_sessions_that_were_kept_in_files_and_counts_once_what_a_database_took_over()
    {
        Session(_session);
        Prompt(_session, "m1", "\"look around\"");
        Answer(_session, "m2", "m1", ("p1", Call("task", "c1", """{"subagent_type":"general"}""")), ("p2", Used(100)));
        Session($"{_session}child", parent: _session);
        Prompt($"{_session}child", "m3", "look");
        Answer($"{_session}child", "m4", "m3", ("p3", Call("bash", "c2", """{"command":"ls"}""", exit: 3)));
        Answer($"{_session}child", "m5", "m3", ("p4", Used(10)));
        Answer(_session, "m6", "m1", ("p5", Text("Done.")), ("p6", Used(1)));
        // Older versions did not say what is answered.
        Do("update message set data = json_remove(data, '$.parentID')");
        var storage = Stored();

        Assert.Equal((0, 2), (await _silo.Import(storage)) is var read ? (read.SkippedCount, read.FilesRead) : default);

        await Holds();
        Assert.Equal(0, (await _silo.Import(storage)).FilesRead);
        Assert.Equal(0, (await _silo.Import(Database)).Turns);
        await Holds();

        async Task Holds()
        {
            Assert.Equal(["opencode | look around | /p | A title"], await About());
            Assert.Equal(["1 | ok | look around | Done. | 2 | 111 | 18"], await _silo.Turns(Id));
            Assert.Equal(
                ["c1 | task | ok | general | - | 1", $"c2 | bash | errored | ls | {_session}child | 1"],
                await _silo.Calls(Id)
            );
            Assert.Equal(["- | 2", $"{_session}child | 1"], await Requests());
        }
    }

    // Of a folder without git opencode itself moves none to where it keeps the others.
    [Fact]
    public async Task Reads_sessions_that_each_project_kept_by_itself_once()
    {
        Session(_session);
        Prompt(_session, "m1", "look around");
        Answer(_session, "m2", "m1", ("p1", Call("task", "c1", """{"subagent_type":"general"}""")), ("p2", Used(100)));
        Session($"{_session}child", parent: _session);
        Prompt($"{_session}child", "m3", "look");
        Answer($"{_session}child", "m4", "m3", ("p3", Call("bash", "c2", """{"command":"ls"}""")), ("p4", Used(10)));
        Answer(_session, "m5", "m1", ("p5", Text("Done.")), ("p6", Used(1)));
        Stored(byProject: true);

        Assert.Equal(
            (0, 2),
            (await _silo.Import($"{_folder}/old")) is var read ? (read.SkippedCount, read.FilesRead) : default
        );

        await Holds();
        Assert.Equal(0, (await _silo.Import($"{_folder}/old")).FilesRead);
        await _silo.Import(Stored());
        await Holds();

        async Task Holds()
        {
            Assert.Equal(["opencode | look around | /p | A title"], await About());
            Assert.Equal(["1 | ok | look around | Done. | 2 | 111 | 18"], await _silo.Turns(Id));
            Assert.Equal(
                ["c1 | task | ok | general | - | 1", $"c2 | bash | ok | ls | {_session}child | 1"],
                await _silo.Calls(Id)
            );
            Assert.Equal(["- | 2", $"{_session}child | 1"], await Requests());
        }
    }

    [Fact]
    public async Task Goes_on_with_a_session_in_files_and_counts_what_it_cannot_read()
    {
        Session(_session);
        Prompt(_session, "m1", "one");
        Answer(_session, "m2", "m1", ("p1", Text("First.")));
        var storage = Stored();
        await _silo.Import(storage);
        Answer(_session, "m3", "m1", ("p2", Text("Second.")), ("p3", Text("odd")));
        Stored();
        await File.WriteAllTextAsync($"{storage}/part/{_session}m3/{_session}p3.json", "{broken");

        var read = await _silo.Import(storage);

        Assert.Equal((1, 1), (read.FilesRead, read.SkippedCount));
        Assert.Equal(["1 | ok | one | Second. | 0 | 0 | 0"], await _silo.Turns(Id));
    }

    [Fact]
    public async Task Reads_what_a_file_of_a_session_says_anew_in_its_place()
    {
        Session(_session);
        Prompt(_session, "m1", "one");
        const string running =
            """{"type":"tool","tool":"bash","callID":"c1","state":{"status":"running","input":{"command":"ls"}}}""";
        Answer(_session, "m2", "m1", ("p1", running));
        var storage = Stored();
        await _silo.Import(storage);
        Assert.Equal(0, (await _silo.Import(storage)).FilesRead);

        await File.WriteAllTextAsync(
            $"{storage}/part/{_session}m2/{_session}p1.json",
            Failed("c1", "Tool execution aborted", interrupted: true)
        );
        Assert.Equal(1, (await _silo.Import(storage)).FilesRead);
        Assert.Equal(["interrupted"], await Lines("status from v2.tool_calls where session_id"));
        var message = $"{storage}/message/{_session}/{_session}m2.json";
        var said = JsonNode.Parse(await File.ReadAllTextAsync(message))!;
        said["error"] = new JsonObject { ["name"] = "MessageAbortedError" };
        await File.WriteAllTextAsync(message, said.ToJsonString());

        Assert.Equal(1, (await _silo.Import(storage)).FilesRead);
        Assert.Equal(["interrupted: the person stopped it"], await Lines("error_note from v2.turns where session_id"));
        Assert.Equal(0, (await _silo.Import(storage)).FilesRead);
    }

    [Theory]
    [InlineData("part/{0}m1/{0}tm1", "")]
    [InlineData("part/{0}m1/{0}tm1", "{\"type\":\"te")]
    [InlineData("part/{0}m2/{0}p1", "")]
    [InlineData("message/{0}/{0}m1", "{\"role\":")]
    [InlineData("message/{0}/{0}m2", "")]
    public async Task Reads_a_session_later_that_it_met_while_a_file_of_it_was_written(string file, string cut)
    {
        Session(_session);
        Prompt(_session, "m1", "one");
        Answer(_session, "m2", "m1", ("p1", Text("First.")));
        Prompt(_session, "m3", "two");
        Answer(_session, "m4", "m3", ("p2", Text("Second.")));
        var path = $"{Stored()}/{string.Format(CultureInfo.InvariantCulture, file, _session)}.json";
        var whole = await File.ReadAllTextAsync(path);
        await File.WriteAllTextAsync(path, cut);

        var read = await _silo.Import($"{_folder}/storage");

        Assert.Equal((1, 1), (read.FilesRead, read.SkippedCount));
        Assert.Contains("is read later", read.Skipped[0].Reason, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, whole);
        read = await _silo.Import($"{_folder}/storage");
        Assert.Equal((1, 0), (read.FilesRead, read.SkippedCount));
        Assert.Equal(
            ["1 | ok | one | First. | 0 | 0 | 0", "2 | ok | two | Second. | 0 | 0 | 0"],
            await _silo.Turns(Id)
        );
        Assert.Equal(0, (await _silo.Import($"{_folder}/storage")).FilesRead);
    }

    [Fact]
    public void Takes_what_stays_cut_short_for_a_line_that_is_none()
    {
        Session(_session);
        Prompt(_session, "m1", "one");
        Answer(_session, "m2", "m1", ("p1", Text("First.")), ("p2", Text("lost")));
        Prompt(_session, "m3", "two");
        var storage = Stored();
        File.WriteAllText($"{storage}/part/{_session}m2/{_session}p2.json", "");
        var head = $"{storage}/session/global/{_session}.json";

        var fresh = OpenCodeStorage.Of(head, DateTimeOffset.UtcNow);
        var later = OpenCodeStorage.Of(head, DateTimeOffset.UtcNow.AddHours(1));

        Assert.Equal((4, 5), (LinesOf(fresh), LinesOf(later)));
        Assert.Equal((true, false), (fresh.IsBeingWritten, later.IsBeingWritten));
        static int LinesOf(OpenCodeStorage told) => told.Lines().Count(letter => letter == '\n');
    }

    [Fact]
    public void Looks_through_no_session_that_rests_unless_it_gains_a_message()
    {
        Session(_session);
        Prompt(_session, "m1", "one");
        var storage = Stored();
        var head = $"{storage}/session/global/{_session}.json";
        string Fresh() => OpenCodeStorage.Mark(head, DateTimeOffset.UtcNow);
        string Rested() => OpenCodeStorage.Mark(head, DateTimeOffset.UtcNow.AddDays(2));
        var (fresh, rested) = (Fresh(), Rested());

        File.WriteAllText($"{storage}/part/{_session}m1/{_session}tm1.json", Text("another"));

        Assert.NotEqual(fresh, Fresh());
        Assert.Equal(rested, Rested());
        Answer(_session, "m2", "m1", ("p1", Text("First.")));
        Stored();
        Assert.NotEqual(rested, Rested());
    }

    [Fact]
    public async Task Keeps_what_it_read_before_a_row_that_no_row_should_be()
    {
        var after = $"{_session}after";
        var odd = $"{_session}odd";
        Session(_session);
        Prompt(_session, "m1", "much");
        Answer(_session, "m2", "m1", ("p1", Text(new string('x', (int)ImportBatch.BytesMax))));
        Session(after);
        Prompt(after, "m3", "little");
        Session(odd);
        Do(
            "insert into message values (null, $session, 1, 1, '{}')",
            null,
            ("$session", odd)
        );
        Part(odd, "m4", ("p2", Text("of no message")));

        var read = await _silo.Import(Database);

        Assert.Equal(1, read.SkippedCount);
        Assert.Single(await _silo.Turns(Id));
        Assert.Equal(
            ["1 | ok | little | - | 0 | 0 | 0"],
            await _silo.Turns(SessionId.OfAgent(after).Value)
        );
    }

    [Fact]
    public async Task Follows_no_name_of_a_session_out_of_its_folder()
    {
        Session(_session, parent: "../../../../etc/passwd");
        Prompt(_session, "m1", "one");

        Assert.Equal(0, (await _silo.Import(Stored())).SkippedCount);

        Assert.Equal(["1 | ok | one | - | 0 | 0 | 0"], await _silo.Turns(Id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Meets_what_the_plugin_tells_without_counting_it_twice(bool pluginFirst)
    {
        Session(_session);
        Prompt(_session, "m1", "\"do it\"");
        Answer(_session, "m2", "m1", ("p1", Call("bash", "c1", """{"command":"ls"}""")), ("p2", Used(100)));
        Answer(_session, "m3", "m1", ("p3", Text("Done.")), ("p4", Used(1)));
        if (!pluginFirst)
            await _silo.Import(Database);
        await Tell("session.created", ("source", "startup"), ("cwd", "/p"));
        await Tell("chat.message", ("prompt", "do it"), ("messageId", "m1"));
        foreach (var name in (string[])["tool.execute.before", "tool.execute.after"])
            await Tell(
                name,
                ("tool", "bash"),
                ("callId", "c1"),
                ("args", new JsonObject { ["command"] = "ls" }),
                ("messageId", "m1")
            );
        await Use("p2", 100);
        await Use("p4", 1);
        await Tell("session.idle", ("answer", "Done."), ("messageId", "m1"));
        await _silo.Import(Database);

        Assert.Equal(["1 | ok | do it | Done. | 1 | 101 | 12"], await _silo.Turns(Id));
        Assert.Equal(["c1 | bash | ok | ls | - | 1"], await _silo.Calls(Id));
        Assert.Equal(["- | 2"], await Requests());
    }

    [Fact]
    public async Task Takes_what_a_fork_copied_for_its_parents_alone()
    {
        Session(_session);
        var made = _now;
        Prompt(_session, "m1", "one");
        Answer(_session, "m2", "m1", ("p1", Text("First.")), ("p2", Used(5)));
        var fork = $"{_session}fork";
        Session(fork);
        Message(fork, "m3", """{"role":"user"}""", made, [("p3", Text("one"))]);
        Message(fork, "m4", """{"role":"assistant","parentID":"m3"}""", made, [("p4", Used(5))]);
        Prompt(fork, "m5", "two");

        await _silo.Import(Database);

        Assert.Equal(["1 | ok | one | First. | 0 | 5 | 6"], await _silo.Turns(Id));
        Assert.Equal("two", Assert.Single(await _silo.Turns(SessionId.OfAgent(fork).Value)).Split(" | ")[2]);
        Assert.Empty(
            await _silo.Postgres.Lines(
                $"select 1 from v2.cost_ledger where session_id = '{SessionId.OfAgent(fork).Value}'"
            )
        );
    }

    [Fact]
    public async Task Tells_a_turn_that_was_stopped_and_a_call_that_was_not_allowed()
    {
        Session(_session);
        Prompt(_session, "m1", "stop");
        Answer(
            _session,
            "m2",
            "m1",
            ("p1", Failed("c1", "The user rejected permission to use this specific tool call.", interrupted: false)),
            ("p2", Failed("c2", "Tool execution aborted", interrupted: true))
        );
        Do(
            $"""
            update message set data = json_set(data, '$.error.name', 'MessageAbortedError') where id = '{_session}m2'
            """
        );

        await _silo.Import(Database);

        Assert.Equal(["interrupted: the person stopped it"], await Lines("error_note from v2.turns where session_id"));
        Assert.Equal(["denied", "interrupted"], await Lines("status from v2.tool_calls where session_id"));
    }

    [Fact]
    public async Task Counts_what_it_cannot_read_and_reads_the_rest()
    {
        Session(_session);
        Prompt(_session, "m1", "one");
        Answer(_session, "m2", "m1", ("p1", "{broken"), ("p2", Text("Said.")), ("p3", ""));

        var read = await _silo.Import(Database);

        Assert.Equal(1, read.SkippedCount);
        Assert.Equal(["1 | ok | one | Said. | 0 | 0 | 0"], await _silo.Turns(Id));
    }

    [Fact]
    public async Task Passes_over_a_database_of_somebody_elses_with_a_word()
    {
        var (other, text) = (Path.Combine(_folder, "opencode-other.db"), Path.Combine(_folder, "opencode-text.db"));
        using (var open = new SqliteConnection($"Data Source={other};Pooling=False"))
        {
            open.Open();
            using var make = new SqliteCommand("create table notes (id int)", open);
            make.ExecuteNonQuery();
        }

        await File.WriteAllTextAsync(text, new string('x', 5_000));
        var read = await _silo.Import(other, text);

        Assert.Equal(2, read.SkippedCount);
        Assert.Contains(read.Skipped, skip => skip.Reason.Contains("no such table: session", StringComparison.Ordinal));
        Assert.Contains(read.Skipped, skip => skip.Reason.Contains("not a database", StringComparison.Ordinal));
    }

    // As opencode kept sessions before 1.2: the same in files, each with its own ids in it.
    private string Stored(bool byProject = false)
    {
        // Before version 0.6 heads lay elsewhere, and said no folder.
        var (storage, head, message, part) = byProject
            ? ($"{_folder}/old/project/home-me-till/storage", "info/", "session/message/", "session/part/")
            : ($"{_folder}/storage", "global/", "message/", "part/");
        var inSession = byProject ? "session_id || '/' || " : "";
        Write(
            $"""
            select 'session/{head}' || id, json_object('id', id, 'parentID', parent_id, 'title', title,
              'version', version, 'time', json_object('created', time_created, 'updated', time_updated),
              '{(byProject ? "-" : "directory")}', directory)
            from session
            """
        );
        Write(
            $"""
            select '{message}' || session_id || '/' || id, json_set(data, '$.id', id, '$.sessionID', session_id,
              '$.path', json_object('cwd', '/p', 'root', '/'))
            from message
            """
        );
        Write(
            $"""
            select '{part}' || {inSession}message_id || '/' || id,
              json_set(data, '$.id', id, '$.messageID', message_id, '$.sessionID', session_id)
            from part
            """
        );
        return storage;

        void Write(string sql)
        {
            using var command = new SqliteCommand(sql, _opencode);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var path = $"{storage}/{reader.GetString(0)}.json";
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                var whole = $"{path}.tmp";
                File.WriteAllText(whole, reader.GetString(1));
                File.Move(whole, path, overwrite: true);
            }
        }
    }

    private static string Text(string words) => new JsonObject { ["type"] = "text", ["text"] = words }.ToJsonString();

    private static string Used(int input) =>
        $$"""{"type":"step-finish","tokens":{"input":{{input}},"output":4,"reasoning":2,"cache":{"read":0} } }""";

    private static string Call(string tool, string id, string input, int exit = 0) =>
        $$"""
        {"type":"tool","tool":"{{tool}}","callID":"{{id}}",
         "state":{"status":"completed","input":{{input}},"output":"o","metadata":{"exit":{{exit}} } } }
        """;

    private static string Failed(string id, string error, bool interrupted) =>
        new JsonObject
        {
            ["type"] = "tool",
            ["tool"] = "bash",
            ["callID"] = id,
            ["state"] = new JsonObject
            {
                ["status"] = "error",
                ["input"] = new JsonObject { ["command"] = "ls" },
                ["error"] = error,
                ["metadata"] = new JsonObject { ["interrupted"] = interrupted },
            },
        }.ToJsonString();

    private void Session(string id, string? parent = null) =>
        Do(
            "insert into session values ($id, 'global', $parent, '/p', 'A title', '1.18.33', $at, $at)",
            null,
            ("$id", id),
            ("$parent", (object?)parent ?? DBNull.Value),
            ("$at", ++_now)
        );

    private void Prompt(string session, string id, string words, SqliteTransaction? within = null) =>
        Message(session, id, """{"role":"user","summary":{"diffs":[]}}""", ++_now, [("t" + id, Text(words))], within);

    private void Answer(string session, string id, string prompt, params (string Id, string Data)[] parts) =>
        Message(
            session,
            id,
            $$"""{"role":"assistant","parentID":"{{_session}}{{prompt}}","modelID":"fake-model"}""",
            ++_now,
            parts
        );

    private void Message(
        string session,
        string id,
        string data,
        long made,
        (string Id, string Data)[] parts,
        SqliteTransaction? within = null
    )
    {
        Do(
            "insert into message values ($id, $session, $at, $at, json_set($data, '$.time.created', $made))",
            within,
            ("$id", _session + id),
            ("$session", session),
            ("$at", ++_now),
            ("$made", made),
            ("$data", data)
        );
        foreach (var part in parts)
            Part(session, id, part, within);
    }

    private void Part(
        string session,
        string message,
        (string Id, string Data) part,
        SqliteTransaction? within = null
    ) =>
        Do(
            "insert into part values ($id, $message, $session, $at, $at, $data)",
            within,
            ("$id", _session + part.Id),
            ("$message", _session + message),
            ("$session", session),
            ("$at", ++_now),
            ("$data", part.Data)
        );

    private void Do(string sql, SqliteTransaction? within = null, params (string Name, object Value)[] values)
    {
        using var command = new SqliteCommand(sql, _opencode, within);
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }

    private (string Name, string Digest, DateTime Written)[] Files() =>
        [
            .. Directory
                .EnumerateFiles(_folder)
                .Order(StringComparer.Ordinal)
                .Select(file => (file, Digest(file), File.GetLastWriteTimeUtc(file))),
        ];

    private static string Digest(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stream));
    }

    private Task Tell(string name, params (string Name, JsonNode Value)[] fields) =>
        Post(
            $"/{OpenCodeAgent.Known.Route}",
            new JsonObject([
                KeyValuePair.Create<string, JsonNode?>("event", name),
                .. fields.Select(field => KeyValuePair.Create<string, JsonNode?>(field.Name, Named(field))),
            ])
        );

    private JsonNode Named((string Name, JsonNode Value) field) =>
        field.Name == "messageId" ? JsonValue.Create($"{_session}{field.Value}") : field.Value;

    private Task Use(string part, int input) =>
        Post(
            $"/{OpenCodeAgent.Known.Route}/usage",
            new JsonObject
            {
                ["partId"] = _session + part,
                ["messageId"] = $"{_session}m1",
                ["model"] = "fake-model",
                ["tokens"] = JsonNode.Parse(Used(input))!["tokens"]!.DeepClone(),
            }
        );

    private async Task Post(string path, JsonObject body)
    {
        body["sessionId"] = _session;
        using var content = JsonContent.Create(body);
        await content.LoadIntoBufferAsync();
        using var answer = await _silo.Socket.PostAsync(path, content);
        Assert.True(
            answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent,
            await answer.Content.ReadAsStringAsync()
        );
    }

    private Task<string[]> About() =>
        _silo.Postgres.Lines(
            $"""
            select s.source, s.purpose, s.project_path, c.title
            from v2.sessions s left join v2.claude_sessions c on c.session_id = s.id where s.id = '{Id}'
            """
        );

    private Task<string[]> Requests() =>
        _silo.Postgres.Lines(
            $"""
            select coalesce(agent_id, '-'), count(distinct request_key) from v2.cost_ledger
            where session_id = '{Id}' group by 1 order by 1
            """
        );

    private Task<string[]> Lines(string what) => _silo.Postgres.Lines($"select {what} = '{Id}' order by 1");
}
