using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Brain.Silo.Projects;

namespace Brain.Silo;

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
        await Ask(folder, ["log", "--all", HistoryMax, "--format=%H %ct %at %s"], stop) is { } all
        && await Ask(folder, ["log", HistoryMax, "--format=%H%x00%b%x00", "HEAD", "--"], stop) is { } here
            ? CloneHistory.Read(all, here)
            : null;

    private const string HistoryMax = "-1000";

    private static async Task<string?> Ask(string folder, string[] words, CancellationToken stop) =>
        await Run(folder, words, new(), stop) is { Code: 0 } answer ? answer.Text : null;

    /// <summary>Runs git in a folder; a code of -1 where it is not there or took too long.</summary>
    /// <param name="folder">A folder of the clone.</param>
    /// <param name="words">What follows <c>git</c>.</param>
    /// <param name="with">What it reads, and the index that it uses.</param>
    /// <param name="stop">Ends it.</param>
    internal static async Task<GitAnswer> Run(string folder, string[] words, GitInput with, CancellationToken stop)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(stop);
        wait.CancelAfter(WaitMax);
        try
        {
            using var git = Process.Start(Start(folder, words, with))!;
            try
            {
                // Both ways at once: whoever waits for the one would block the other.
                var (text, error) = (
                    ReadToEnd(git.StandardOutput, with.AnswerMax, wait.Token),
                    git.StandardError.ReadToEndAsync(wait.Token)
                );
                await git.StandardInput.WriteAsync(with.Text.AsMemory(), wait.Token);
                git.StandardInput.Close();
                if (await text is not { } whole)
                {
                    git.Kill(entireProcessTree: true);
                    return new(-1, "", $"git said more than {with.AnswerMax} characters");
                }

                var complaint = await error;
                await git.WaitForExitAsync(wait.Token);
                return new(git.ExitCode, whole, complaint);
            }
            catch (OperationCanceledException)
            {
                git.Kill(entireProcessTree: true);
                stop.ThrowIfCancellationRequested();
                return new(-1, "", $"git took longer than {WaitMax.TotalSeconds:0} s");
            }
        }
        catch (Exception fault) when (fault is Win32Exception or IOException)
        {
            return new(-1, "", "there is no git here, or it ended early");
        }
    }

    // Null where there is more of it.
    private static async Task<string?> ReadToEnd(StreamReader from, int? most, CancellationToken stop)
    {
        if (most is not { } max)
            return await from.ReadToEndAsync(stop);
        var text = new StringBuilder();
        var part = new char[32 * 1024];
        while (await from.ReadAsync(part, stop) is > 0 and var read)
        {
            text.Append(part, 0, read);
            if (text.Length > max)
                return null;
        }

        return text.ToString();
    }

    private static ProcessStartInfo Start(string folder, string[] words, GitInput with)
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
        if (with.Index is { } index)
            start.Environment["GIT_INDEX_FILE"] = index;
        return start;
    }
}

/// <summary>What git is handed.</summary>
internal sealed record GitInput
{
    /// <summary>What it reads.</summary>
    public string Text { get; init; } = "";

    /// <summary>It is ended when it says more characters; null for any number.</summary>
    public int? AnswerMax { get; init; }

    /// <summary>An index in the place of the work tree's; null for that.</summary>
    public string? Index { get; init; }
}

/// <summary>What git said.</summary>
/// <param name="Code">0 when all went well.</param>
/// <param name="Text">What it printed.</param>
/// <param name="Error">What it complained of.</param>
internal sealed record GitAnswer(int Code, string Text, string Error);
