using System.Diagnostics;

namespace Brain.Acceptance;

/// <summary>Many real client processes on one spool, some of them killed in the middle of it.</summary>
public sealed class ManyClientsAtOnce
{
    private const int Sessions = 5;
    private const int Turns = 40;
    private const int Clients = 60;

    [Fact]
    public async Task Replay_every_event_once_and_in_order()
    {
        BrainFixture.Require();
        await using var brain = new BrainFixture();
        await brain.InitializeAsync();
        await brain.KillHard();
        var sessions = Enumerable.Range(0, Sessions).Select(_ => Guid.NewGuid()).ToArray();
        await Task.WhenAll(sessions.Select(session => Spool(brain, session)));
        Assert.Equal(Sessions * Turns * 2, Waiting(brain).Count());

        await brain.Start();
        var random = new Random(3);
        for (var client = 0; client < Clients; client++)
        {
            using var flush = Start(brain);
            await Task.Delay(random.Next(1, 40));
            if (client % 2 == 0)
                flush.Kill();
            if (client % 10 == 9)
                await Tell(brain, sessions[client % Sessions], $"live {client}");
        }

        var last = await brain.Client(["spool", "flush"]);
        Assert.Equal(0, last.ExitCode);
        await Eventually.See(() => Task.FromResult(Waiting(brain).Count()), count => count == 0, secondsMax: 30);

        foreach (var session in sessions)
        {
            var turns = await brain.Rows.Turns(session);
            // Nothing but the delivery's id tells a repeat here: these prompts have no numbers of their own.
            Assert.Equal(
                Enumerable.Range(1, Turns).Select(n => $"turn {n}"),
                turns
                    .Select(turn => turn["user_message"])
                    .Where(text => !text!.StartsWith("live", StringComparison.Ordinal))
            );
            Assert.Equal(
                Enumerable.Range(1, turns.Length).Select(n => n.ToString()),
                turns.Select(turn => turn["turn_num"])
            );
            Assert.All(turns.Where(turn => turn["user_message"]!.StartsWith("turn", StringComparison.Ordinal)), turn =>
                Assert.Equal("ok", turn["status"])
            );
            // What is live comes after all that waited.
            Assert.All(turns.Take(Turns), turn => Assert.StartsWith("turn", turn["user_message"]));
        }
    }

    private static async Task Spool(BrainFixture brain, Guid session)
    {
        for (var turn = 1; turn <= Turns; turn++)
        {
            await Tell(brain, session, $"turn {turn}");
            await brain.Client(
                ["hook", "claude-code"],
                $$"""{"session_id":"{{session}}","hook_event_name":"Stop","last_assistant_message":"done {{turn}}"}"""
            );
        }
    }

    private static Task<ProgramRun> Tell(BrainFixture brain, Guid session, string words) =>
        brain.Client(
            ["hook", "claude-code"],
            $$"""{"session_id":"{{session}}","hook_event_name":"UserPromptSubmit","prompt":"{{words}}"}"""
        );

    private static Process Start(BrainFixture brain)
    {
        var start = new ProcessStartInfo(brain.ClientPath, ["spool", "flush"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["BRAIN_HOME"] = brain.Home;
        return Process.Start(start)!;
    }

    private static IEnumerable<string> Waiting(BrainFixture brain) =>
        Directory
            .EnumerateFiles(Path.Combine(brain.Home, "spool"), "*.jsonl")
            .SelectMany(File.ReadAllLines)
            .Where(line => line.Length > 0);
}
