using System.Globalization;
using System.Text.Json.Nodes;
using Brain.Tests.Sessions;

namespace Brain.Tests.Import;

/// <summary>
/// What hooks tell of a session and what its transcript tells are the same turns, whichever comes first.
/// </summary>
public sealed class MeetingTheHooks(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private static readonly string Recorded = Path.GetDirectoryName(RecordedTranscripts.PathOf("x"))!;

    private readonly string _folder = Directory.CreateTempSubdirectory("import").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, string, bool> Stories =>
        new(
            from story in new[]
            {
                (Session: "11111111-1111-4111-8111-111111111111", Hooks: "print-full print-resume"),
                (Session: "fd2a03cd-f312-4c16-9518-8b6089ed62f1", Hooks: "background-agent"),
                (Session: "08e91e96-a464-4f2e-8436-5a4def07c36c", Hooks: "tui-blocks"),
                (Session: "8da8e44d-dca0-4235-8939-a746942d2bca", Hooks: "tui-interrupted-turns"),
                (Session: "e179c517-9e4c-44db-928d-f62853d4df0e", Hooks: "stopfailure-429"),
            }
            from hooksFirst in new[] { true, false }
            select (story.Session, story.Hooks, hooksFirst)
        );

    [Theory]
    [MemberData(nameof(Stories))]
    public async Task Tells_each_turn_once(string session, string hooks, bool hooksFirst)
    {
        var (alone, both) = (Guid.NewGuid(), Guid.NewGuid());
        await Hooks(session, alone, hooks);
        if (hooksFirst)
            await Hooks(session, both, hooks);
        await silo.Import(Copy(session, both));
        if (!hooksFirst)
            await Hooks(session, both, hooks);
        await silo.Import(_folder);

        Assert.Equal(await Prompts(alone), await Prompts(both));
        Assert.Equal(await Tools(alone), await Tools(both));
        Assert.Equal(
            await silo.Postgres.Read<long>($"select count(*) from v2.turns where session_id = '{both}'"),
            await silo.Postgres.Read<int>($"select turn_count from v2.sessions where id = '{both}'")
        );
    }

    [Theory]
    [InlineData("11111111-1111-4111-8111-111111111111", "print-full print-resume")]
    [InlineData("fd2a03cd-f312-4c16-9518-8b6089ed62f1", "background-agent")]
    public async Task Tells_the_same_turns_from_the_transcript_alone(string session, string hooks)
    {
        var (heard, read) = (Guid.NewGuid(), Guid.NewGuid());
        await Hooks(session, heard, hooks);

        await silo.Import(Copy(session, read));

        Assert.Equal(await Prompts(heard), await Prompts(read));
        Assert.Equal(await Tools(heard), await Tools(read));
    }

    [Fact]
    public async Task Tells_calls_of_one_id_apart_as_the_hooks_do()
    {
        var said = new SomeTranscript(Guid.NewGuid(), DateTimeOffset.UtcNow.AddHours(-3));
        foreach (var command in (string[])["ls 1", "ls 2"])
        {
            said.Asks(command).Calls("toolu_01", "Bash", new { command }).Ends("toolu_01").Says("Done.");
            var prompt = said.Prompt;
            var call = new JsonObject { ["command"] = command };
            await silo.HookOf(said.Session, "UserPromptSubmit", ("prompt", command), ("prompt_id", prompt));
            foreach (var name in (string[])["PreToolUse", "PostToolUse"])
                await silo.HookOf(
                    said.Session,
                    name,
                    ("prompt_id", prompt),
                    ("tool_name", "Bash"),
                    ("tool_use_id", "toolu_01"),
                    ("tool_input", call.DeepClone())
                );
            await silo.HookOf(said.Session, "Stop", ("prompt_id", prompt), ("last_assistant_message", "Done."));
        }

        said.WriteTo(_folder);
        await silo.Import(_folder);

        Assert.Equal(
            ["ls 1 | ok", "ls 2 | ok"],
            await silo.Postgres.Lines(
                $"select target, status from v2.tool_calls where session_id = '{said.Session}' order by target"
            )
        );
    }

    [Fact]
    public async Task Puts_older_turns_before_those_of_a_live_session()
    {
        var noon = DateTimeOffset.UtcNow.AddHours(-3);
        var transcript = new SomeTranscript(Guid.NewGuid(), noon)
            .Asks("First")
            .Says("One.")
            .Asks("Second")
            .Says("Two.");
        var prompt = Guid.NewGuid();
        await silo.HookOf(transcript.Session, "SessionStart", ("source", "resume"));
        await silo.HookOf(transcript.Session, "UserPromptSubmit", ("prompt", "Third"), ("prompt_id", prompt));
        await silo.HookOf(
            transcript.Session,
            "PreToolUse",
            ("prompt_id", prompt),
            ("tool_name", "Bash"),
            ("tool_use_id", "toolu_3"),
            ("tool_input", new JsonObject { ["command"] = "ls" })
        );
        transcript.WriteTo(_folder);

        await silo.Import(_folder);
        await silo.HookOf(
            transcript.Session,
            "PostToolUse",
            ("prompt_id", prompt),
            ("tool_name", "Bash"),
            ("tool_use_id", "toolu_3"),
            ("tool_input", new JsonObject { ["command"] = "ls" })
        );
        await silo.HookOf(transcript.Session, "Stop", ("prompt_id", prompt), ("last_assistant_message", "Three."));
        await silo.HookOf(transcript.Session, "UserPromptSubmit", ("prompt", "Fourth"), ("prompt_id", Guid.NewGuid()));

        Assert.Equal(
            ["1 | First | One. | 0", "2 | Second | Two. | 0", "3 | Third | Three. | 1", "4 | Fourth | - | 0"],
            await silo.Postgres.Lines(
                $"""
                select turn_num, user_message, coalesce(assistant_response, '-'), tool_calls_count from v2.turns
                where session_id = '{transcript.Session}' order by turn_num
                """
            )
        );
        Assert.Equal(["toolu_3 | Bash | ok | ls | - | 3"], await silo.Calls(transcript.Session));
        Assert.Equal(
            ["active | 4"],
            await silo.Postgres.Lines($"select status, turn_count from v2.sessions where id = '{transcript.Session}'")
        );
    }

    [Fact]
    public async Task Holds_no_older_work_against_a_cap()
    {
        var transcript = new SomeTranscript(Guid.NewGuid(), DateTimeOffset.UtcNow.AddHours(-3))
            .Asks("First")
            .Says("One.", output: 9_000);
        await silo.HookOf(transcript.Session, "SessionStart", ("source", "resume"));
        using var set = await silo.Socket.PostAsync(
            $"/sessions/{transcript.Session}/budget",
            new StringContent("{\"tokens\": 1000}", System.Text.Encoding.UTF8, "application/json")
        );
        Assert.True(set.IsSuccessStatusCode, await set.Content.ReadAsStringAsync());
        transcript.WriteTo(_folder);

        await silo.Import(_folder);

        var (_, answer) = await silo.HookOf(
            transcript.Session,
            "UserPromptSubmit",
            ("prompt", "Second"),
            ("prompt_id", Guid.NewGuid())
        );
        Assert.DoesNotContain("\"decision\":\"block\"", answer, StringComparison.Ordinal);
        Assert.Equal(
            9_001L,
            await silo.Postgres.Read<long>($"select tokens_total from v2.sessions where id = '{transcript.Session}'")
        );
    }

    [Fact]
    public async Task Leaves_an_ended_session_ended_and_a_live_one_live()
    {
        var (ended, live) = (Guid.NewGuid(), Guid.NewGuid());
        foreach (var session in new[] { ended, live })
        {
            var transcript = new SomeTranscript(session, DateTimeOffset.UtcNow.AddMinutes(-1))
                .Asks("First")
                .Says("One.");
            await silo.HookOf(session, "SessionStart", ("source", "startup"));
            await silo.HookOf(session, "UserPromptSubmit", ("prompt", "First"), ("prompt_id", transcript.Prompt));
            await silo.HookOf(session, "Stop", ("prompt_id", transcript.Prompt), ("last_assistant_message", "One."));
            transcript.WriteTo(_folder);
        }

        await silo.HookOf(ended, "SessionEnd", ("reason", "other"));
        await silo.Import(_folder);

        Assert.Equal(
            ["ended | 1", "active | 1"],
            [
                .. await silo.Postgres.Lines($"select status, turn_count from v2.sessions where id = '{ended}'"),
                .. await silo.Postgres.Lines($"select status, turn_count from v2.sessions where id = '{live}'"),
            ]
        );
    }

    [Fact]
    public async Task Gives_usage_that_was_read_before_to_the_older_turns()
    {
        var transcript = new SomeTranscript(Guid.NewGuid(), DateTimeOffset.UtcNow.AddHours(-3))
            .Asks("First")
            .Says("One.", output: 99);
        transcript.WriteTo(_folder);
        var file = Path.Combine(_folder, $"{transcript.Session}.jsonl");
        await silo.HookOf(transcript.Session, "SessionStart", ("source", "resume"), ("transcript_path", file));
        await silo.HookOf(
            transcript.Session,
            "UserPromptSubmit",
            ("prompt", "Second"),
            ("prompt_id", Guid.NewGuid()),
            ("transcript_path", file)
        );
        await silo.HookOf(
            transcript.Session,
            "PostToolBatch",
            ("tool_calls", new JsonArray()),
            ("transcript_path", file)
        );
        await Eventually(5, $"select count(*) from v2.cost_ledger where session_id = '{transcript.Session}'");

        await silo.Import(_folder);

        Assert.Equal(
            ["1 | First | 1 | 99", "2 | Second | 0 | 0"],
            await silo.Postgres.Lines(
                "select turn_num, user_message, tokens_in, tokens_out from v2.turns where session_id = "
                    + $"'{transcript.Session}' order by 1"
            )
        );
        Assert.Equal(
            100L,
            await silo.Postgres.Read<long>($"select tokens_total from v2.sessions where id = '{transcript.Session}'")
        );
        await silo.Postgres.AreThoseOfTheRows();
    }

    [Fact]
    public async Task Adds_what_was_typed_meanwhile_when_the_turn_ends()
    {
        var said = new SomeTranscript(Guid.NewGuid(), DateTimeOffset.UtcNow)
            .Asks("Build it")
            .Calls("Bash", new { command = "make" }, out var call)
            .Ends(call)
            .TakesUp("and lint it")
            .Says("Built and linted.");
        var file = Path.Combine(_folder, $"{said.Session}.jsonl");
        Task<(System.Net.HttpStatusCode, string)> Say(string name, params (string, JsonNode?)[] more) =>
            silo.HookOf(said.Session, name, [("transcript_path", file), ("prompt_id", said.Prompt), .. more]);
        await Say("SessionStart", ("source", "startup"));
        await Say("UserPromptSubmit", ("prompt", "Build it"));
        said.WriteTo(_folder);
        await Say("Stop", ("last_assistant_message", "Built and linted."));
        await Eventually(
            1,
            "select count(*) from v2.turns where user_message = E'Build it\\n\\nand lint it' "
                + $"and session_id = '{said.Session}'"
        );

        // Whoever reads the file once more adds nothing, nor does a prompt that waited for the turn's end and has its
        // own hook.
        said.Queues("enqueue", "Ship it").Queues("dequeue", null).Asks("Ship it").TakesUp("tonight").Says("Shipped.");
        await Say("UserPromptSubmit", ("prompt", "Ship it"));
        said.WriteTo(_folder);
        await Task.WhenAll(
            silo.Import(_folder),
            Say("Stop", ("last_assistant_message", "Shipped.")),
            silo.Import(_folder)
        );
        await Eventually(
            1,
            $"select count(*) from v2.turns where user_message like '%tonight' and session_id = '{said.Session}'"
        );

        Assert.Equal(
            [
                "1 | Build it\n\nand lint it | Built and linted.",
                "2 | Ship it\n\ntonight | Shipped.",
            ],
            await silo.Postgres.Lines(
                "select turn_num, user_message, assistant_response from v2.turns "
                    + $"where session_id = '{said.Session}' order by 1"
            )
        );
    }

    private async Task Eventually(long expected, string sql)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await silo.Postgres.Read<long>(sql) != expected)
            await Task.Delay(20, patience.Token);
    }

    // The recorded session under another id: each story is told several times here.
    private string Copy(string session, Guid twin)
    {
        foreach (var file in RecordedTranscripts.Files(session))
        {
            var to = Path.Combine(
                _folder,
                Path.GetRelativePath(Recorded, file).Replace(session, twin.ToString(), StringComparison.Ordinal)
            );
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.WriteAllText(to, Renamed(File.ReadAllText(file), session, twin));
        }

        return _folder;
    }

    private async Task Hooks(string session, Guid twin, string names)
    {
        var folder = Path.Combine(Recorded, "..", "..", "..", "Brain.Acceptance", "fixtures");
        foreach (var name in names.Split(' '))
        {
            foreach (var line in await File.ReadAllLinesAsync(Path.Combine(folder, $"{name}.jsonl")))
            {
                if (line.Contains(session, StringComparison.Ordinal))
                    await silo.Hook(Renamed(line, session, twin));
            }
        }
    }

    // Ids of lines and requests hold everywhere, so each twin has its own.
    private static string Renamed(string text, string session, Guid twin) =>
        System.Text.RegularExpressions.Regex.Replace(
            text.Replace(session, twin.ToString(), StringComparison.Ordinal),
            "(\"uuid\":\"|\"parentUuid\":\"|msg_|req_)([0-9a-f]{8})",
            found =>
                found.Groups[1].Value
                + (
                    uint.Parse(found.Groups[2].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                    ^ BitConverter.ToUInt32(twin.ToByteArray())
                ).ToString("x8", CultureInfo.InvariantCulture)
        );

    private Task<string[]> Prompts(Guid session) =>
        silo.Postgres.Lines(
            $"""
            select prompt_id, coalesce(user_message, '-'), coalesce(assistant_response, '-'), status, tool_calls_count
            from v2.turns where session_id = '{session}' order by 1
            """
        );

    private Task<string[]> Tools(Guid session) =>
        silo.Postgres.Lines(
            $"""
            select c.tool_use_id, c.tool_name, c.status, coalesce(c.target, '-'), coalesce(c.agent_id, '-'), t.prompt_id
            from v2.tool_calls c left join v2.turns t on t.id = c.turn_id where c.session_id = '{session}' order by 1
            """
        );
}
