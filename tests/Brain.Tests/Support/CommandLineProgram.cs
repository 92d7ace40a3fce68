using System.Diagnostics;
using Brain.Client.Agents;

namespace Brain.Tests.CommandLine;

/// <summary>The client as a process of its own, with a home and a folder to stand in.</summary>
/// <param name="home">BRAIN_HOME.</param>
internal sealed class CommandLineProgram(string home)
{
    private static readonly TimeSpan EndMax = TimeSpan.FromMinutes(3);

    /// <summary>HOME, and the folder that it is started in.</summary>
    internal string User { get; init; } = home;

    /// <summary>What it reads.</summary>
    internal string Input { get; init; } = "";

    /// <summary>More of its environment.</summary>
    internal IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    private readonly string _home = home;

    internal async Task<(int Code, string Out, string Error)> Run(params string[] words)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "brain.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = User,
            UseShellExecute = false,
        };
        start.Environment["BRAIN_HOME"] = _home;
        start.Environment["HOME"] = User;
        string?[] agents = [.. HookAgents.All.SelectMany(one => new[] { one.SessionVariable, one.ShellVariable })];
        foreach (var variable in agents.OfType<string>())
            start.Environment.Remove(variable);
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;
        start.Environment.Remove("CLAUDE_CONFIG_DIR");
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(Input);
        process.StandardInput.Close();
        var (output, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var late = new CancellationTokenSource(EndMax);
        await process.WaitForExitAsync(late.Token);
        return (process.ExitCode, await output, await wrong);
    }
}
