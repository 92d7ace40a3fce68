using System.Text.Json;

namespace Brain.Acceptance;

/// <summary>The silo's process is killed while parts of an import's batch are written side by side.</summary>
public sealed class AnImportThatIsKilled
{
    private const int TurnsEach = 3;

    [Fact]
    public async Task Goes_on_without_loss_and_without_doubles()
    {
        BrainFixture.Require();
        await using var brain = new BrainFixture();
        await brain.InitializeAsync();
        using var scratch = new Scratch();
        var folder = scratch.Folder("projects/-home-user-till");
        Guid[] sessions = [.. Enumerable.Range(0, 6).Select(_ => Guid.NewGuid())];
        foreach (var session in sessions)
            Write(folder, session);
        // Somebody holds one session, so that its part waits when those of others are written.
        await using (
            await brain.Database.Lock(
                $"insert into v2.sessions (id, started_at) values ('{sessions[^1]}', now())"
            )
        )
        {
            var import = brain.Client(["import", folder]);
            await Eventually.See(() => Turns(brain, sessions[..^1]), turns => turns >= TurnsEach, RealAgent.SecondsMax);

            await brain.KillHard();

            Assert.NotEqual(0, (await import).ExitCode);
        }

        Assert.Empty(
            await brain.Database.Query<string>("select path from brain.import_files where path like $1", $"{folder}%")
        );
        await brain.Start();
        var again = await brain.Client(["import", folder]);
        Assert.True(again.ExitCode == 0, again.Output + again.Error);
        var once = await Rows(brain, sessions);
        Assert.Equal(
            sessions.Select(session =>
                $"{session} {TurnsEach} turns {TurnsEach} calls {TurnsEach * 2} requests {TurnsEach * 20} tokens"
            ),
            once
        );

        Assert.Equal(0, (await brain.Client(["import", folder])).ExitCode);
        Assert.Equal(once, await Rows(brain, sessions));
    }

    private static async Task<long> Turns(BrainFixture brain, Guid[] sessions) =>
        (
            await brain.Database.Query<long>("select count(*) from v2.turns where session_id = any ($1)", sessions)
        ).Single();

    private static async Task<string[]> Rows(BrainFixture brain, Guid[] sessions) =>
        [
            .. await brain.Database.Query<string>(
                """
                select format('%s %s turns %s calls %s requests %s tokens', s.id,
                  (select count(*) from v2.turns t where t.session_id = s.id),
                  (select count(*) from v2.tool_calls c where c.session_id = s.id),
                  (select count(distinct l.request_key) from v2.cost_ledger l where l.session_id = s.id),
                  (select sum(l.tokens) from v2.cost_ledger l where l.session_id = s.id))
                from v2.sessions s where s.id = any ($1) order by array_position($1, s.id)
                """,
                sessions
            ),
        ];

    private static void Write(string folder, Guid session)
    {
        var lines = new List<string>();
        for (var turn = 1; turn <= TurnsEach; turn++)
        {
            var (prompt, call) = (Guid.NewGuid(), $"toolu_{Guid.NewGuid():N}");
            Add("user", new { role = "user", content = $"Count the till, round {turn}" });
            Answer(new { type = "tool_use", id = call, name = "Bash", input = new { command = "make count" } });
            Add(
                "user",
                new
                {
                    role = "user",
                    content = new[] { new { type = "tool_result", tool_use_id = call, content = "done" } },
                }
            );
            Answer(new { type = "text", text = $"Counted, round {turn}." });

            void Answer(object content)
            {
                var id = Guid.NewGuid();
                Add(
                    "assistant",
                    new
                    {
                        id = $"msg_{id:N}",
                        role = "assistant",
                        model = "claude-opus-5-5",
                        content = new[] { content },
                        usage = new { input_tokens = 1, output_tokens = 9 },
                    },
                    $"req_{id:N}"
                );
            }

            void Add(string type, object message, string? request = null) =>
                lines.Add(
                    JsonSerializer.Serialize(
                        new
                        {
                            type,
                            message,
                            requestId = request,
                            uuid = Guid.NewGuid(),
                            promptId = prompt,
                            isSidechain = false,
                            timestamp = new DateTime(2026, 10, 1, 12, turn, lines.Count % 60, DateTimeKind.Utc),
                            cwd = "/home/user/till",
                            sessionId = session,
                            version = "2.1.332",
                        }
                    )
                );
        }

        File.WriteAllLines(Path.Combine(folder, $"{session}.jsonl"), lines);
    }
}
