using System.Runtime.CompilerServices;

namespace Brain.Acceptance;

/// <summary>What <c>deploy/</c> and <c>brain up</c> hand to systemd, as systemd itself reads it.</summary>
public sealed class TheUnits : IDisposable
{
    private const string Systemd = "/usr/bin/systemd-analyze";
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public Task Of_a_silo_are_understood_whole() =>
        Verify(Path.Combine(Root(), "deploy", "brain-silo.service"), "--system");

    [Fact]
    public async Task Of_the_supervisor_are_understood_whole()
    {
        BrainFixture.Require();
        Assert.SkipUnless(File.Exists(Systemd), $"{Systemd} is not there.");
        var client = Path.Combine(scratch.Folder("brain/bin"), "brain");
        File.Copy(Environment.GetEnvironmentVariable("BRAIN_TEST_CLIENT")!, client);
        var start = new System.Diagnostics.ProcessStartInfo(client, ["supervise", "--unit"]);
        start.Environment["BRAIN_HOME"] = Path.Combine(scratch.Path, "brain");

        var unit = Path.Combine(scratch.Path, "brain-0.service");
        await File.WriteAllTextAsync(unit, (await ProgramRun.Of(start)).Output);

        Assert.Contains("supervise --by systemd", await File.ReadAllTextAsync(unit), StringComparison.Ordinal);
        await Verify(unit, "--user");
    }

    private async Task Verify(string unit, string manager)
    {
        Assert.SkipUnless(File.Exists(Systemd), $"{Systemd} is not there.");

        var start = new System.Diagnostics.ProcessStartInfo(
            Systemd,
            ["verify", manager, "--man=no", "--recursive-errors=no", unit]
        );
        // A user's manager has its sockets there; to read a unit any folder will do.
        start.Environment["XDG_RUNTIME_DIR"] = scratch.Path;
        var run = await ProgramRun.Of(start);

        // Where the machine lacks a program that the unit names, that alone is said.
        var lines = run
            .Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.Contains("is not executable: No such file", StringComparison.Ordinal));
        Assert.Empty(lines);
    }

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
