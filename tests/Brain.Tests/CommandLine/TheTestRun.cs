using System.Diagnostics;
using Brain.Tests.Tidy;

namespace Brain.Tests.CommandLine;

/// <summary><c>./brain test</c> that is told to end while a suite is under way.</summary>
public sealed class TheTestRun : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private readonly string _folder = Directory.CreateTempSubdirectory("brain").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Leaves_nothing_behind_when_it_is_told_to_end(string signal)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var run = Process.Start(
            new ProcessStartInfo(
                "env",
                ["--default-signal=INT", "bash", Path.Combine(Checkout(), "brain"), "test", "Sleepers"]
            )
            {
                Environment = { ["TMPDIR"] = _folder, ["HOME"] = _folder },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
        var said = run.StandardOutput.ReadToEndAsync(limit.Token);
        var faults = run.StandardError.ReadToEndAsync(limit.Token);
        // The suite's child, and one that has left its parent behind.
        while (Started() < 2 && !run.HasExited)
            await Task.Delay(50, limit.Token);
        Assert.False(run.HasExited, run.HasExited ? await said + await faults : "");

        using (var kill = Process.Start("kill", ["-s", signal, run.Id.ToString()]))
            await kill.WaitForExitAsync(limit.Token);
        await run.WaitForExitAsync(limit.Token);

        Assert.Equal(130, run.ExitCode);
        Assert.Empty(Directory.EnumerateDirectories(_folder, "brain-test.*"));
        Assert.All(
            File.ReadAllLines(Path.Combine(_folder, "started")),
            id => Assert.False(Directory.Exists($"/proc/{id}") && !IsGone(id), $"process {id} goes on")
        );
    }

    private int Started() =>
        File.Exists(Path.Combine(_folder, "started")) ? File.ReadAllLines(Path.Combine(_folder, "started")).Length : 0;

    // A process that has ended may wait for whoever collects it.
    private static bool IsGone(string id)
    {
        var stat = $"/proc/{id}/stat";
        return !File.Exists(stat) || File.ReadAllText(stat).Contains(") Z ", StringComparison.Ordinal);
    }

    // The script itself over a suite that builds at once and never ends by itself.
    private string Checkout()
    {
        var tree = Path.Combine(_folder, "tree");
        var suite = Path.Combine(tree, "tests", "Brain.Domain.Tests");
        var program = Path.Combine(suite, "bin", "Release", "net10.0", "Brain.Domain.Tests");
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        File.CreateSymbolicLink(Path.Combine(tree, "setup"), Path.Combine(DocPage.Root, "setup"));
        File.Copy(Path.Combine(DocPage.Root, "brain"), Path.Combine(tree, "brain"));
        File.WriteAllText(
            Path.Combine(suite, "Brain.Domain.Tests.csproj"),
            "<Project><!-- <IsTestProject>true --><Target Name=\"Restore\"/><Target Name=\"Build\"/></Project>"
        );
        File.WriteAllText(Path.Combine(suite, "Sleepers.cs"), "class Sleepers;");
        File.WriteAllText(
            program,
            $"""
            #!/bin/bash
            sleep 3600 & echo $! >>{_folder}/started
            setsid bash -c 'echo $$ >>{_folder}/started; exec sleep 3600' </dev/null >/dev/null 2>&1 &
            wait
            """
        );
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return tree;
    }
}
