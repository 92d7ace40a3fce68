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

/// <summary>What is run.</summary>
/// <param name="Command">For <c>sh</c>, word for word; it may have several lines.</param>
/// <param name="Folder">Where it starts, and its home: it can write this, and a /tmp of its own.</param>
/// <param name="Hidden">Files and folders that it does not see.</param>
internal sealed record SkillTestCommand(string Command, string Folder, string[] Hidden);

/// <summary>
/// Runs a command that somebody else wrote: without a network, in a process tree that ends with it, in a room where it
/// writes nothing of the person's, with an environment of its own and bounded output.
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
        "--mount",
        "--net",
        "--pid",
        "--fork",
        "--kill-child=KILL",
        "--mount-proc",
        "--",
    ];

    /// <summary>Whether this machine can run one without a network, and where it writes nothing.</summary>
    /// <param name="hidden">As of a command.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<bool> IsPossible(string[] hidden, CancellationToken stop)
    {
        try
        {
            var empty = Directory.CreateTempSubdirectory("brain-skill-");
            try
            {
                return (await Run(new("true", empty.FullName, hidden), TimeSpan.FromMinutes(1), stop)).Passed;
            }
            finally
            {
                empty.Delete(recursive: true);
            }
        }
        catch (Exception fault) when (fault is System.ComponentModel.Win32Exception or IOException)
        {
            return false;
        }
    }

    /// <summary>Runs it.</summary>
    /// <param name="command">What.</param>
    /// <param name="limit">Then it is ended with all that it started.</param>
    /// <param name="stop">Ends it too.</param>
    public static async Task<SkillTestResult> Run(SkillTestCommand command, TimeSpan limit, CancellationToken stop)
    {
        using var process = new Process { StartInfo = Start(command) };
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

    private static ProcessStartInfo Start(SkillTestCommand command)
    {
        var start = new ProcessStartInfo(
            "unshare",
            [
                .. Apart,
                "/bin/sh",
                "-c",
                SkillTestRoom.Script,
                "room",
                command.Folder,
                command.Command,
                .. command.Hidden,
            ]
        )
        {
            WorkingDirectory = command.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        // Keys of this process are none of its business.
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["HOME"] = command.Folder;
        start.Environment["TMPDIR"] = command.Folder;
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
        for (int got; (got = await reader.BaseStream.ReadAsync(piece)) > 0; )
        {
            kept.AddRange(piece.AsSpan(0, got));
            if (kept.Count > OutputBytesMax)
                kept.RemoveRange(0, kept.Count - OutputBytesMax);
        }

        return [.. kept];
    }
}
