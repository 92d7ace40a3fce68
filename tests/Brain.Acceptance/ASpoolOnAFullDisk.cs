using System.Diagnostics;

namespace Brain.Acceptance;

/// <summary>The brain is down and the disk of its home has no byte left.</summary>
public sealed class ASpoolOnAFullDisk
{
    private static readonly TimeSpan HookLimit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Loses_the_event_aloud_and_never_the_session()
    {
        BrainFixture.Require();
        await SmallDisk.Require();
        using var scratch = new Scratch();
        await using var disk = await SmallDisk.Mount(scratch.Folder("home"), "512k");
        var session = Guid.NewGuid();
        await disk.Fill();

        Assert.Contains("could NOT be kept", await Hook(disk, session, "UserPromptSubmit"), StringComparison.Ordinal);
        Assert.DoesNotContain("decision", await Hook(disk, session, "Stop"), StringComparison.Ordinal);

        disk.Empty();
        await Hook(disk, session, "UserPromptSubmit");
        await Hook(disk, session, "Stop");

        var kept = (await File.ReadAllLinesAsync(Path.Combine(disk.Path, "spool", $"{session}.jsonl")))
            .Where(line => line.Length > 0)
            .ToArray();
        Assert.Equal(2, kept.Length);
        Assert.Contains("\"UserPromptSubmit\"", kept[0], StringComparison.Ordinal);
    }

    private static async Task<string> Hook(SmallDisk home, Guid session, string name)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("BRAIN_TEST_CLIENT")!,
            ["hook", "claude-code"]
        );
        start.Environment["BRAIN_HOME"] = home.Path;
        var began = Stopwatch.GetTimestamp();
        var run = await ProgramRun.Of(
            start,
            $$"""{"session_id":"{{session}}","hook_event_name":"{{name}}","pad":"{{new string('x', 8_000)}}"}"""
        );
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, HookLimit);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Output;
    }
}
