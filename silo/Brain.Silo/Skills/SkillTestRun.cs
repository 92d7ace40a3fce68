using System.Diagnostics;
using System.Text;
using Brain.Domain.Text;
using Brain.Silo.Security;

namespace Brain.Silo.Skills;

/// <summary>How a test's command ended.</summary>
/// <param name="Code">Its exit code; null when it was ended at the limit.</param>
/// <param name="Output">The end of what it printed, without secrets.</param>
internal sealed record SkillTestResult(int? Code, string Output)
{
    /// <summary>It says that all is well.</summary>
    public bool Passed => Code == 0;
}

/// <summary>
/// Runs a command that somebody else wrote: without a network, in a process tree that ends with it, with an environment
/// of its own and bounded output. It is no jail: what it may write as this user it can write.
/// </summary>
internal static class SkillTestRun
{
    /// <summary>Of its output the last so many bytes are kept.</summary>
    public const int OutputBytesMax = 16 * 1024;

    private const int PieceBytes = 8 * 1024;

    // A process namespace: whatever it left behind, in whatever session, dies with the first of it.
    private static readonly string[] Apart =
    [
        "--user",
        "--map-root-user",
        "--net",
        "--pid",
        "--fork",
        "--kill-child=KILL",
        "--mount-proc",
        "--",
    ];

    // So many processes, bytes of one file, and no dump of its memory.
    private static readonly string[] Limited = ["prlimit", "--nproc=512", "--fsize=268435456", "--core=0", "--"];

    /// <summary>Whether this machine can run one without a network.</summary>
    public static async Task<bool> IsPossible(CancellationToken stop)
    {
        try
        {
            return (await Run("true", Path.GetTempPath(), TimeSpan.FromMinutes(1), stop)).Passed;
        }
        catch (Exception fault) when (fault is System.ComponentModel.Win32Exception or IOException)
        {
            return false;
        }
    }

    /// <summary>Runs it.</summary>
    /// <param name="command">A line for <c>sh</c>.</param>
    /// <param name="folder">Where it starts, and its home.</param>
    /// <param name="limit">Then it is ended with all that it started.</param>
    /// <param name="stop">Ends it too.</param>
    public static async Task<SkillTestResult> Run(string command, string folder, TimeSpan limit, CancellationToken stop)
    {
        using var process = new Process { StartInfo = Start(command, folder) };
        process.Start();
        using var known = ForeignProcesses.Began(process.Id);
        process.StandardInput.Close();
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(limit);
        var (output, wrong) = (Tail(process.StandardOutput), Tail(process.StandardError));
        var isOver = true;
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            isOver = false;
        }
        finally
        {
            End(process);
        }

        var text = Encoding.UTF8.GetString(await output) + Encoding.UTF8.GetString(await wrong);
        stop.ThrowIfCancellationRequested();
        return new(isOver ? process.ExitCode : null, Redaction.Clean(StorableText.Of(text), 2 * OutputBytesMax)!);
    }

    private static ProcessStartInfo Start(string command, string folder)
    {
        var start = new ProcessStartInfo("unshare", [.. Apart, .. Limited, "/bin/sh", "-c", command])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        // Keys of this process are none of its business.
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["HOME"] = folder;
        start.Environment["TMPDIR"] = folder;
        return start;
    }

    // Ended, its namespace ends with all that lives in it, and their ends of the pipes.
    private static void End(Process process)
    {
        if (!process.HasExited)
            process.Kill();
        process.WaitForExit();
    }

    // Read to its end however long it is, so that it never waits for a reader; kept are the last bytes.
    private static async Task<byte[]> Tail(StreamReader reader)
    {
        var (kept, piece) = (new List<byte>(), new byte[PieceBytes]);
        for (int got; (got = await reader.BaseStream.ReadAsync(piece)) > 0;)
        {
            kept.AddRange(piece.AsSpan(0, got));
            if (kept.Count > OutputBytesMax)
                kept.RemoveRange(0, kept.Count - OutputBytesMax);
        }

        return [.. kept];
    }
}
