using Brain.Messages.Import;

namespace Brain.Tests.Import;

/// <summary>Through a whole silo, on transcripts of the real Claude Code and on such as it would write.</summary>
public sealed class ImportingASession(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("import").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Has_its_turns_calls_and_usage()
    {
        var transcript = Some(out var call);
        transcript.WriteTo(_folder);

        var progress = await silo.Import(_folder);

        Assert.Equal((1, 2L, 1L, 0L), (progress.Sessions, progress.Turns, progress.ToolCalls, progress.SkippedCount));
        Assert.Equal(
            ["1 | ok | Build it | Built. | 1 | 2 | 10", "2 | ok | Ship it | Shipped. | 0 | 1 | 9"],
            await silo.Turns(transcript.Session)
        );
        Assert.Equal([$"{call} | Bash | ok | make | - | 1"], await silo.Calls(transcript.Session));
        Assert.Equal(
            ["ended | /home/me/site | Build it | 2 | 22 | claude-code | main"],
            await silo.Postgres.Lines(
                $"""
                select s.status, s.project_path, s.purpose, s.turn_count, s.tokens_total, s.source, c.git_branch
                from v2.sessions s join v2.claude_sessions c on c.session_id = s.id where s.id = '{transcript.Session}'
                """
            )
        );
        Assert.True(
            await silo.Postgres.Read<bool>(
                $"select started_at = '{Noon:O}' and ended_at < '{Noon.AddMinutes(1):O}' from v2.sessions where "
                    + $"id = '{transcript.Session}'"
            )
        );
    }

    [Fact]
    public async Task Has_its_usage_with_whom_it_was_made_for()
    {
        var transcript = new SomeTranscript(Guid.NewGuid(), Noon)
            .Asks("Fill it")
            .Says("One.", 3, ("attributionSkill", "office:pdf"), ("attributionPlugin", "office"))
            .Says("Two.", 4, ("attributionAgent", "reviewer"), ("attributionMcpServer", "files"))
            .Says("Three.", 5);
        transcript.WriteTo(_folder);

        await silo.Import(_folder);

        Assert.Equal(
            ["3 | office:pdf |  | office | ", "4 |  | reviewer |  | files", "5 |  |  |  | "],
            await silo.Postgres.Lines(
                $"""
                select tokens, skill, agent, plugin, mcp_server from v2.cost_ledger
                where session_id = '{transcript.Session}' and token_kind = 'output' order by tokens
                """
            )
        );
    }

    [Fact]
    public async Task Has_its_usage_where_a_name_is_cut_within_a_character()
    {
        var transcript = Some(out _);
        await File.WriteAllTextAsync(
            Path.Combine(_folder, $"{transcript.Session}.jsonl"),
            transcript.Text.Replace("claude-opus-5-5", new string('a', 199) + "😀", StringComparison.Ordinal)
        );

        var progress = await silo.Import(_folder);

        Assert.Equal(("done", 3L), (progress.State, progress.Requests));
        Assert.Equal(
            ["199"],
            await silo.Postgres.Lines(
                $"select distinct length(model) from v2.cost_ledger where session_id = '{transcript.Session}'"
            )
        );
    }

    [Fact]
    public async Task Changes_nothing_the_second_time()
    {
        var transcript = Some(out _);
        transcript.WriteTo(_folder);
        await silo.Import(_folder);
        var before = await Versions(transcript.Session);

        var again = await silo.Import(_folder);
        await silo.Postgres.Run("delete from brain.import_files");
        var anew = await silo.Import(_folder);

        Assert.Equal((0, 0L), (again.FilesRead, again.Lines));
        Assert.Equal((1, 0L, 0L, 0L), (anew.FilesRead, anew.Turns, anew.ToolCalls, anew.Requests));
        Assert.Equal(before, await Versions(transcript.Session));
    }

    [Fact]
    public async Task Goes_on_wherever_it_was_killed()
    {
        var whole = Some(out _);
        whole.WriteTo(_folder);
        await silo.Import(_folder);
        var expected = (await silo.Turns(whole.Session), await silo.Calls(whole.Session));
        var twin = Guid.NewGuid();
        var bytes = System.Text.Encoding.UTF8.GetBytes(Renamed(whole.Text, whole.Session, twin));
        var file = Path.Combine(_folder, $"{twin}.jsonl");

        for (var at = 0; at < bytes.Length; at = Math.Min(bytes.Length, at + 97))
        {
            await File.WriteAllBytesAsync(file, bytes[..at]);
            await silo.Import(file);
            // Killed after the rows were written and before the place was kept.
            if (at % 2 == 0)
                await silo.Postgres.Run($"delete from brain.import_files where path = '{file}'");
        }

        await File.WriteAllBytesAsync(file, bytes);
        await silo.Import(file);

        Assert.Equal(expected.Item1, await silo.Turns(twin));
        Assert.Equal(expected.Item2.Select(call => Renamed(call, whole.Session, twin)), await silo.Calls(twin));
    }

    [Fact]
    public async Task Has_all_texts_of_a_message_wherever_reading_stopped()
    {
        const string Key = "ghp_q7Zr2LmX9TvB4cW8nK1pJ6sH3dF5gY0aEuRi";
        var transcript = new SomeTranscript(Guid.NewGuid(), Noon)
            .Asks("Look at it")
            .Says("I look.")
            .Says($"Übersicht 😀 by {Key}:")
            .SaysMore("first,")
            .SaysMore("second.");
        var file = Path.Combine(_folder, $"{transcript.Session}.jsonl");
        string[] expected =
        [
            "1 | ok | Look at it | Übersicht 😀 by [redacted]: | 0 | 2 | 18",
            "1 | ok | Look at it | Übersicht 😀 by [redacted]:\nfirst, | 0 | 2 | 18",
            "1 | ok | Look at it | Übersicht 😀 by [redacted]:\nfirst,\nsecond. | 0 | 2 | 18",
        ];

        for (var lines = 3; lines <= 5; lines++)
        {
            await File.WriteAllTextAsync(file, string.Concat(transcript.Lines.Take(lines)));
            var before = await Place(file);
            await silo.Import(file);
            Assert.Equal([expected[lines - 3]], await silo.Turns(transcript.Session));
            // Killed after the rows were written and before the place was kept.
            if (before.Length > 0)
                await silo.Postgres.Run($"update brain.import_files set {before[0]} where path = '{file}'");
            await silo.Import(file);
            Assert.Equal([expected[lines - 3]], await silo.Turns(transcript.Session));
        }
    }

    [Fact]
    public async Task Loses_nothing_of_a_hundred_files_that_grow()
    {
        var all = Enumerable
            .Range(0, 100)
            .Select(_ =>
            {
                var transcript = new SomeTranscript(Guid.NewGuid(), Noon);
                for (var turn = 1; turn <= 5; turn++)
                    transcript.Asks($"Question {turn}")
                        .Calls("Read", new { file_path = "a.txt" }, out var call)
                        .Ends(call)
                        .Says($"Answer {turn}");
                return transcript;
            })
            .ToArray();
        var growing = Task.Run(async () =>
        {
            // Each write ends somewhere in the middle of a line.
            for (var part = 0; part < 7; part++)
                foreach (var transcript in all)
                {
                    var text = transcript.Text;
                    var (from, to) = (text.Length * part / 7, text.Length * (part + 1) / 7);
                    await File.AppendAllTextAsync(Path.Combine(_folder, $"{transcript.Session}.jsonl"), text[from..to]);
                }
        });
        while (!growing.IsCompleted)
            await silo.Import(_folder);
        await growing;
        await silo.Import(_folder);

        var ids = string.Join(',', all.Select(transcript => $"'{transcript.Session}'"));
        Assert.Equal(
            ["100 | 500 | 500 | 5000"],
            await silo.Postgres.Lines(
                $"""
                select count(distinct t.session_id), count(*), count(*) filter (where t.assistant_response = 'Answer ' || t.turn_num),
                  sum(t.tokens_in + t.tokens_out) - 1000
                from v2.turns t where t.session_id in ({ids})
                """
            )
        );
        Assert.Equal(
            500L,
            await silo.Postgres.Read<long>(
                $"select count(*) from v2.tool_calls where status = 'ok' and session_id in ({ids})"
            )
        );
    }

    [Fact]
    public async Task Names_what_it_passed_over_and_goes_on()
    {
        var transcript = new SomeTranscript(Guid.NewGuid(), Noon)
            .Asks("Build it")
            .Raw("{\"type\":\"assistant\",\"message\":{\"id\":\"msg_1\"")
            .Raw("not JSON at all")
            .Raw("")
            .Raw("[1,2,3]")
            .Raw("{\"type\":\"user\",\"message\":{\"content\":\"half a \\ud800 character\"},\"promptId\":1}")
            .Raw("{\"type\":5,\"message\":[],\"timestamp\":\"never\"}")
            .Says("Built.");
        transcript.WriteTo(_folder);
        await File.WriteAllTextAsync(Path.Combine(_folder, "journal.jsonl"), "{\"type\":\"user\",\"message\":{}}\n");

        var progress = await silo.Import(_folder);

        var file = Path.Combine(_folder, $"{transcript.Session}.jsonl");
        Assert.Equal(
            [2L, 3L, 5L, 6L],
            progress.Skipped.Where(skip => skip.File == file).Select(skip => skip.Line!.Value)
        );
        Assert.Contains(
            new ImportSkip(
                Path.Combine(_folder, "journal.jsonl"),
                1,
                "it does not say of which session it is, nor does the file's name"
            ),
            progress.Skipped
        );
        Assert.Equal(["1 | ok | Build it | Built. | 0 | 1 | 9"], await silo.Turns(transcript.Session));
    }

    [Fact]
    public async Task Keeps_no_secret()
    {
        const string Key = "ghp_q7Zr2LmX9TvB4cW8nK1pJ6sH3dF5gY0aEuRi";
        var transcript = new SomeTranscript(Guid.NewGuid(), Noon)
            .Asks($"Use {Key}")
            .Calls("Bash", new { command = $"curl -H 'Authorization: Bearer {Key}' x" }, out var call)
            .Ends(call, $"denied for {Key}", failed: true)
            .Says($"I used {Key}.");
        transcript.WriteTo(_folder);

        await silo.Import(_folder);

        Assert.Equal(
            0L,
            await silo.Postgres.Read<long>(
                $"""
                select (select count(*) from v2.turns t where t::text like '%{Key}%') + (select count(*) from v2.sessions t where t::text like '%{Key}%')
                  + (select count(*) from v2.tool_calls t where t::text like '%{Key}%')
                """
            )
        );
        Assert.Equal(
            ["1 | ok | Use [redacted] | I used [redacted]. | 1 | 2 | 10"],
            await silo.Turns(transcript.Session)
        );
    }

    [Fact]
    public async Task Counts_sub_agents_for_the_parent()
    {
        var transcript = new SomeTranscript(Guid.NewGuid(), Noon).Asks("Look around").Says("Looked.");
        transcript.WriteTo(_folder);
        var below = Directory.CreateDirectory(
            Path.Combine(_folder, $"{transcript.Session}", "subagents", "workflows", "wf_1")
        );
        var agent = new SomeTranscript(transcript.Session, Noon)
            .Asks("Look into a.txt", transcript.Prompt)
            .Calls("Read", new { file_path = "a.txt" }, out var call)
            .Ends(call)
            .Says("It holds a line.", output: 100);
        await File.WriteAllTextAsync(
            Path.Combine(below.FullName, "agent-a1.jsonl"),
            agent.Text.Replace(
                "\"isSidechain\":false",
                "\"isSidechain\":true,\"agentId\":\"a1\"",
                StringComparison.Ordinal
            )
        );

        await silo.Import(_folder);

        Assert.Equal(["1 | ok | Look around | Looked. | 1 | 3 | 110"], await silo.Turns(transcript.Session));
        Assert.Equal([$"{call} | Read | ok | a.txt | a1 | 1"], await silo.Calls(transcript.Session));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Has_what_a_fork_copied_once_and_for_the_parent(bool forkFirst)
    {
        var parent = new SomeTranscript(Guid.NewGuid(), Noon).Asks("First").Says("One.").Asks("Second").Says("Two.");
        var fork = parent.Fork(Guid.NewGuid(), Guid.NewGuid());
        fork.Asks("Third", fork.Prompt).Says("Three.");
        foreach (var transcript in forkFirst ? new[] { fork, parent } : [parent, fork])
        {
            transcript.WriteTo(_folder);
            await silo.Import(_folder);
        }

        Assert.Equal(
            ["1 | ok | First | One. | 0 | 1 | 9", "2 | ok | Second | Two. | 0 | 1 | 9"],
            await silo.Turns(parent.Session)
        );
        Assert.Equal(["1 | ok | Third | Three. | 0 | 1 | 9"], await silo.Turns(fork.Session));
        Assert.Equal(
            fork.Prompt,
            await silo.Postgres.Read<Guid>($"select prompt_id from v2.turns where session_id = '{fork.Session}'")
        );
    }

    [Fact]
    public async Task Has_what_many_forks_copied_once_when_all_are_read_together()
    {
        var parent = new SomeTranscript(Guid.NewGuid(), Noon).Asks("First").Says("One.");
        parent.WriteTo(_folder);
        var forks = Enumerable
            .Range(0, 20)
            .Select(_ =>
            {
                var fork = parent.Fork(Guid.NewGuid(), Guid.NewGuid());
                fork.Asks("Second", fork.Prompt).Says("Two.").WriteTo(_folder);
                return fork;
            })
            .ToArray();

        await silo.Import(_folder);

        Assert.Equal(["1 | ok | First | One. | 0 | 1 | 9"], await silo.Turns(parent.Session));
        foreach (var fork in forks)
            Assert.Equal(["1 | ok | Second | Two. | 0 | 1 | 9"], await silo.Turns(fork.Session));
        await silo.Postgres.AreThoseOfTheRows();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reads_a_file_that_a_shell_wrote_in_two_bytes(bool bigEndian)
    {
        var transcript = Some(out _);
        await File.WriteAllTextAsync(
            Path.Combine(_folder, $"{transcript.Session}.jsonl"),
            transcript.Text,
            new System.Text.UnicodeEncoding(bigEndian, byteOrderMark: true)
        );

        var progress = await silo.Import(_folder);

        Assert.Equal(0, progress.SkippedCount);
        Assert.Equal(
            ["1 | ok | Build it | Built. | 1 | 2 | 10", "2 | ok | Ship it | Shipped. | 0 | 1 | 9"],
            await silo.Turns(transcript.Session)
        );
    }

    [Fact]
    public async Task Has_what_was_typed_while_a_turn_ran()
    {
        var transcript = new SomeTranscript(Guid.NewGuid(), Noon)
            .Asks("Build it")
            .Calls("Bash", new { command = "make" }, out var call)
            .Queues("enqueue", "and run the tests")
            .Ends(call)
            .Queues("remove", "and run the tests")
            .TakesUp("and run the tests")
            .TakesUp("<task-notification>done</task-notification>", mode: "task-notification")
            .Says("Built, and the tests pass.")
            .Queues("enqueue", "Ship it")
            .Queues("dequeue", null)
            .Asks("Ship it")
            .Says("Shipped.");
        transcript.WriteTo(_folder);

        await silo.Import(_folder);

        Assert.Equal(
            [
                "1 | ok | Build it\n\nand run the tests | Built, and the tests pass. | 1 | 2 | 10",
                "2 | ok | Ship it | Shipped. | 0 | 1 | 9",
            ],
            await silo.Turns(transcript.Session)
        );
    }

    [Theory]
    [InlineData("the tests' secret word is kestrel")]
    [InlineData("kestrel")]
    public async Task Does_not_bring_back_what_was_forgotten_of_them(string forgotten)
    {
        var transcript = new SomeTranscript(Guid.NewGuid(), Noon)
            .Asks("Build it")
            .TakesUp("the tests' secret word is kestrel")
            .TakesUp("and lint it")
            .Says("Built.");
        transcript.WriteTo(_folder);
        await silo.Import(_folder);
        // As a person has it forgotten: over what was there, and its digest is kept.
        await silo.Postgres.Run(
            $"""
            insert into v2.forgotten (digest, replacement)
            select v2.forgotten_digest(session_id::text, 'user_message', user_message), 'x' from v2.turns where session_id = '{transcript.Session}';
            alter table v2.turns disable trigger user;
            update v2.turns set user_message = replace(user_message, '{forgotten.Replace("'", "''", StringComparison.Ordinal)}', '[gone]')
            where session_id = '{transcript.Session}';
            alter table v2.turns enable trigger user;
            """
        );
        var kept = await silo.Turns(transcript.Session);

        await silo.Postgres.Run("delete from brain.import_files");
        transcript.TakesUp("and ship it").Says("Shipped.").WriteTo(_folder);
        await silo.Import(_folder);

        var turn = Assert.Single(await silo.Turns(transcript.Session));
        Assert.DoesNotContain("kestrel", turn, StringComparison.Ordinal);
        Assert.Contains("[gone]", Assert.Single(kept), StringComparison.Ordinal);
        Assert.Contains("and lint it\n\nand ship it", turn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Holds_up_no_hook_of_a_session_that_it_leaves_to_its_grain()
    {
        var session = Guid.NewGuid();
        await silo.Hook(
            $$"""{"session_id":"{{session}}","hook_event_name":"SessionStart","cwd":"/home/me/site","source":"startup"}"""
        );
        await using var import = await silo.Postgres.Database.OpenConnectionAsync();
        await using var batch = await import.BeginTransactionAsync();
        await using var write = import.CreateCommand();
        write.CommandText =
            $$$"""
            select v2.import_session('{"session_id": "{{{session}}}", "source": "claude-code", "session": {"started_at": "2026-10-01T12:00:00Z",
            "ended_at": "2026-10-01T12:00:00Z"}, "turns": [], "usage": []}', held => false) ->> 'deferred'
            """;

        Assert.Equal("true", await write.ExecuteScalarAsync());

        // Fails at once when it is locked.
        Assert.Equal(
            session,
            await silo.Postgres.Read<Guid>($"select id from v2.sessions where id = '{session}' for update nowait")
        );
    }

    private static SomeTranscript Some(out string call) =>
        new SomeTranscript(Guid.NewGuid(), Noon)
            .Asks("Build it")
            .Calls("Bash", new { command = "make" }, out call)
            .Ends(call)
            .Says("Built.")
            .Asks("Ship it")
            .Says("Shipped.");

    private static string Renamed(string text, Guid session, Guid twin) =>
        System.Text.RegularExpressions.Regex.Replace(
            text.Replace(session.ToString(), twin.ToString(), StringComparison.Ordinal),
            "(msg_|req_|toolu_|\"uuid\":\"|\"parentUuid\":\"|\"promptId\":\")(..)",
            found => $"{found.Groups[1].Value}{(found.Groups[2].Value[0] == 'f' ? "0" : "f")}{found.Groups[2].Value[1]}"
        );

    private Task<string[]> Place(string file) =>
        silo.Postgres.Lines(
            $"""
            select format('bytes = %L, lines = %L, head = %L, place = %L', bytes, lines, head, place)
            from brain.import_files where path = '{file}'
            """
        );

    private Task<string[]> Versions(Guid session) =>
        silo.Postgres.Lines(
            $"""
            select 'turn', id, updated_at from v2.turns where session_id = '{session}'
            union all select 'call', id, updated_at from v2.tool_calls where session_id = '{session}'
            union all select 'cost', id, updated_at from v2.cost_ledger where session_id = '{session}'
            union all select 'session', id, updated_at from v2.sessions where id = '{session}'
            union all select 'file', id, updated_at from v2.claude_sessions where session_id = '{session}'
            order by 1, 2
            """
        );
}
