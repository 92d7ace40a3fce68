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

    /// <summary>Why it was not run at all: its room could not be made; null where it was run.</summary>
    public string? NoRoom =>
        Code == SkillTestRoom.NoRoomCode
        && Output.IndexOf(SkillTestRoom.NoRoom, StringComparison.Ordinal) is var at and >= 0
            ? Output[at..].Split('\n', 2)[0]
            : null;
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
    private static readonly TimeSpan PipesTimeMax = TimeSpan.FromSeconds(20);

    // A process namespace: whatever it left behind, in whatever session, dies with the first of it.
    private static readonly string[] Apart =
    [
        "--user",
        "--map-root-user",
        "--mount",
        "--net",
        "--ipc",
        "--uts",
        "--cgroup",
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
        var (output, wrong) = (new OutputTail(), new OutputTail());
        var read = Task.WhenAll(output.Take(process.StandardOutput), wrong.Take(process.StandardError));
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

        // What outlived all that may hold the pipes; what it printed counts no more.
        await Task.WhenAny(read, Task.Delay(PipesTimeMax, CancellationToken.None));
        var text = output.ToText() + wrong.ToText();
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

    // The first of its namespace with the others: it could say that it does not die with who started it.
    private static void End(Process process)
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        // Its pipes are not waited for here.
        process.WaitForExit(Timeout.InfiniteTimeSpan);
    }

    // Read to its end however long it is, so that it never waits for a reader; kept are the last bytes.
    private sealed class OutputTail
    {
        private readonly Lock _lock = new();
        private readonly List<byte> _kept = [];

        public async Task Take(StreamReader reader)
        {
            try
            {
                var piece = new byte[PieceBytes];
                for (int got; (got = await reader.BaseStream.ReadAsync(piece)) > 0;)
                    Keep(piece.AsSpan(0, got));
            }
            catch (Exception fault) when (fault is IOException or ObjectDisposedException)
            {
                // It was given up.
            }
        }

        public string ToText()
        {
            lock (_lock)
                return Encoding.UTF8.GetString([.. _kept]);
        }

        private void Keep(ReadOnlySpan<byte> piece)
        {
            lock (_lock)
            {
                _kept.AddRange(piece);
                if (_kept.Count > OutputBytesMax)
                    _kept.RemoveRange(0, _kept.Count - OutputBytesMax);
            }
        }
    }
}
