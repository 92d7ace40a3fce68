using System.Diagnostics;
using Brain.Client.Hooks;
using Brain.Client.Supervisor;

namespace Brain.Tests.Client;

public sealed class TheAgentsProcess
{
    [Fact]
    public async Task Is_the_first_above_a_hook_that_is_no_shell()
    {
        var start = new ProcessStartInfo("sh", ["-c", "bash -c 'cat; true'; true"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var shell = Process.Start(start)!;
        await shell.StandardInput.WriteLineAsync("ready");
        await shell.StandardInput.FlushAsync();
        await shell.StandardOutput.ReadLineAsync();
        var hook = PosixProcess
            .All()
            .Single(one => PosixProcess.Parent(one) is { } inner && PosixProcess.Parent(inner) == shell.Id);

        Assert.Equal("cat", PosixProcess.Name(hook));
        Assert.Equal(Environment.ProcessId, AgentProcess.Above(hook));

        shell.StandardInput.Close();
        await shell.WaitForExitAsync();
        Assert.Null(AgentProcess.Above(hook));
    }
}
