using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Brain.Silo.Projects;

/// <summary>
/// Asks git what its files do not say plainly. Nothing of a clone's is run: no hook, no monitor, no signature's
/// program.
/// </summary>
internal static class GitProgram
{
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(20);

    /// <summary>When a clone's newest commit was made; null where git is not there or does not say.</summary>
    public static async Task<DateTimeOffset?> CommittedAt(string folder, CancellationToken stop) =>
        await Ask(folder, ["log", "-1", "--format=%ct", "HEAD"], stop) is { } text
        && long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    /// <summary>
    /// Whether files under version control differ from it; null where git is not there or does not say.
    /// </summary>
    public static async Task<bool?> IsDirty(string folder, CancellationToken stop) =>
        await Ask(folder, ["status", "--porcelain", "-uno", "--ignore-submodules=all"], stop) is { } text
            ? text.Length > 0
            : null;

    /// <summary>
    /// The newest commits of every branch, and which of them are on the one that is checked out; null where git is not
    /// there or does not say.
    /// </summary>
    public static async Task<CloneHistory?> History(string folder, CancellationToken stop) =>
        await Ask(folder, ["log", "--all", HistoryMax, "--format=%H %ct %s"], stop) is { } all
        && await Ask(folder, ["log", HistoryMax, "--format=%H%x00%b%x00", "HEAD"], stop) is { } here
            ? CloneHistory.Read(all, here)
            : null;

    private const string HistoryMax = "-1000";

    private static async Task<string?> Ask(string folder, string[] words, CancellationToken stop)
    {
        var start = new ProcessStartInfo("git")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        string[] always =
        [
            "--no-optional-locks",
            "-c",
            "core.fsmonitor=false",
            "-c",
            "core.hooksPath=/dev/null",
            "-c",
            "log.showSignature=false",
            "-c",
            "protocol.allow=never",
            "-C",
            folder,
        ];
        foreach (var word in (string[])[.. always, .. words])
            start.ArgumentList.Add(word);
        foreach (
            var name in start
                .Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.Ordinal))
                .ToArray()
        )
            start.Environment.Remove(name);
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        // What a clone left out is not fetched, by nothing.
        start.Environment["GIT_NO_LAZY_FETCH"] = "1";
        // This counts for more than any settings; no protocol has the name.
        start.Environment["GIT_ALLOW_PROTOCOL"] = "none";
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(stop);
        wait.CancelAfter(WaitMax);
        try
        {
            using var git = Process.Start(start)!;
            try
            {
                git.StandardInput.Close();
                var error = git.StandardError.ReadToEndAsync(wait.Token);
                var text = await git.StandardOutput.ReadToEndAsync(wait.Token);
                await error;
                await git.WaitForExitAsync(wait.Token);
                return git.ExitCode == 0 ? text : null;
            }
            catch (OperationCanceledException)
            {
                git.Kill(entireProcessTree: true);
                stop.ThrowIfCancellationRequested();
                return null;
            }
        }
        catch (Exception fault) when (fault is Win32Exception or IOException)
        {
            // There is no git here.
            return null;
        }
    }
}
