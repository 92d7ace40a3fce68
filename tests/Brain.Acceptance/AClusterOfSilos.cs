using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace Brain.Acceptance;

/// <summary>Three silos on one Postgres, from the same binary by configuration alone.</summary>
public sealed class AClusterOfSilos : IAsyncLifetime
{
    private const int Sessions = 24;
    private const int TurnsEach = 60;

    private readonly BrainFixture first = new();
    private readonly List<BrainFixture> others = [];

    public async ValueTask InitializeAsync()
    {
        await first.InitializeAsync();
        if (Environment.GetEnvironmentVariable("BRAIN_TEST_SILO") is not { Length: > 0 })
            return;
        for (var i = 0; i < 2; i++)
        {
            others.Add(new() { Joins = first });
            await others[^1].InitializeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        first.TellOfAFailure();
        foreach (var other in others)
            await other.DisposeAsync();
        await first.DisposeAsync();
    }

    [Fact]
    public async Task Loses_no_hook_when_one_silo_is_killed()
    {
        BrainFixture.Require();
        var ids = Enumerable.Range(0, Sessions).Select(_ => Guid.NewGuid()).ToArray();
        // Every session begins on the silo that will die, so that its grain lives there.
        await Task.WhenAll(ids.Select(id => others[1].Hook(Event(id, "SessionStart", Guid.NewGuid()))));
        var acknowledged = new ConcurrentBag<(Guid Session, Guid Prompt)>();
        var half = new TaskCompletionSource();
        var load = ids.Select(
                (id, place) =>
                    Task.Run(async () =>
                    {
                        var door = place % 2 == 0 ? first : others[0];
                        for (var turn = 0; turn < TurnsEach; turn++)
                        {
                            var prompt = Guid.NewGuid();
                            await door.Hook(Event(id, "UserPromptSubmit", prompt));
                            await door.Hook(Event(id, "Stop", prompt));
                            acknowledged.Add((id, prompt));
                            if (acknowledged.Count == Sessions * TurnsEach / 3)
                                half.TrySetResult();
                        }
                    })
            )
            .ToArray();

        await half.Task;
        await others[1].KillHard();
        await Task.WhenAll(load);

        var rows = await first.Database.Query<string>(
            "select format('%s %s %s %s', count(*), count(distinct prompt_id), bool_and(ended_at is not null), "
                + "bool_and(status = 'ok')) from v2.turns"
        );
        Assert.Equal([$"{Sessions * TurnsEach} {acknowledged.Count} t t"], rows);
        Assert.Equal(
            [$"{Sessions}"],
            await first.Database.Query<string>(
                "select count(*)::text from (select session_id from v2.turns group by 1 having min(turn_num) = 1 "
                    + $"and max(turn_num) = {TurnsEach} and count(*) = {TurnsEach}) whole"
            )
        );
    }

    [Fact]
    public async Task Loses_no_hook_when_silos_are_restarted_one_after_another()
    {
        BrainFixture.Require();
        var id = Guid.NewGuid();
        using var over = new CancellationTokenSource();
        var turns = 0;
        var load = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                var prompt = Guid.NewGuid();
                await first.Hook(Event(id, "UserPromptSubmit", prompt));
                await first.Hook(Event(id, "Stop", prompt));
                turns++;
            }
        });

        foreach (var other in others)
        {
            await other.StopGently();
            await other.Start();
        }

        await over.CancelAsync();
        await load;
        Assert.Equal(
            [$"{turns} | {turns}"],
            await first.Database.Query<string>(
                $"select format('%s | %s', count(*), max(turn_num)) from v2.turns where session_id = '{id}'"
            )
        );
    }

    [Fact]
    public async Task Counts_a_fork_once_that_silos_read_at_once()
    {
        BrainFixture.Require();
        using var scratch = new Scratch();
        var (parent, fork, prompt) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var shared = Enumerable.Range(1, 40).Select(request => Said(request, prompt)).ToArray();
        await File.WriteAllLinesAsync(Transcript(scratch, parent), shared);
        await File.WriteAllLinesAsync(
            Transcript(scratch, fork),
            [.. shared, .. Enumerable.Range(41, 10).Select(request => Said(request, prompt))]
        );
        BrainFixture[] doors = [first, others[0], others[1]];

        // Each silo hears of both sessions at the same time, and each of the sessions' events comes through each of
        // them.
        foreach (var name in (string[])["SessionStart", "UserPromptSubmit", "Stop"])
        {
            var heard = await Task.WhenAll(
                doors.SelectMany(door =>
                    new[] { parent, fork }.Select(id => door.TryHook(Event(id, name, prompt, Transcript(scratch, id))))
                )
            );
            Assert.All(heard, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        }

        // 50 requests of 10 tokens in and 5 out, whichever session tells of them first.
        const string used =
            "select format('%s %s', (select count(distinct request_key) from v2.cost_ledger), (select "
            + "sum(tokens_total) from v2.sessions))";
        var seen = await Eventually.See(() => first.Database.Query<string>(used), rows => rows is ["50 750"]);
        Assert.Equal(["50 750"], seen);
        Assert.Equal(
            ["2 2"],
            await first.Database.Query<string>(
                "select format('%s %s', count(*), count(distinct session_id)) from v2.turns"
            )
        );
    }

    private static string Transcript(Scratch scratch, Guid session) => Path.Combine(scratch.Path, $"{session}.jsonl");

    private static string Said(int request, Guid prompt) =>
        JsonSerializer.Serialize(
            new
            {
                type = "assistant",
                requestId = $"req_{request}",
                promptId = prompt,
                timestamp = DateTime.UtcNow,
                message = new
                {
                    id = $"msg_{request}",
                    model = "claude-opus-5-5",
                    usage = new { input_tokens = 10, output_tokens = 5 },
                },
            }
        );

    private static string Event(Guid session, string name, Guid prompt, string? transcript = null) =>
        JsonSerializer.Serialize(
            new
            {
                session_id = session,
                transcript_path = transcript,
                hook_event_name = name,
                prompt_id = prompt,
                prompt = "go on",
                cwd = "/home/user/project",
                source = "startup",
                last_assistant_message = "done",
            }
        );
}
