using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Brain.Silo.Knowledge;

/// <summary>
/// The text of PDF files. Such a file is a program by strangers as much as a text: one page may take all memory, all
/// of a stack, or forever. So each is read in a process of its own, with bounds on its memory and its time, from which
/// the silo takes nothing but its output.
/// </summary>
internal static class PdfText
{
    /// <summary>The memory that the process may take for what it reads.</summary>
    public const long BytesMax = 512L * 1024 * 1024;

    /// <summary>How long the process may go on with one page when <see cref="PdfReader.TimeMax"/> is over.</summary>
    public static readonly TimeSpan GraceMax = TimeSpan.FromSeconds(15);

    private static readonly string[] Kept =
    [
        "PATH",
        "HOME",
        "LANG",
        "DOTNET_ROOT",
        "DOTNET_ROOT_X64",
        "DOTNET_ROOT_ARM64",
    ];

    /// <summary>The text; and what was left out of it, as a sentence, or null.</summary>
    /// <exception cref="InvalidDataException">It can't be read, whatever the reader stumbles over.</exception>
    public static Task<(string Text, string? Note)> Read(byte[] bytes, TimeProvider clock, CancellationToken stop) =>
        Read(Start(), bytes, PdfReader.TimeMax + GraceMax, clock, stop);

    /// <summary>Has a program read it.</summary>
    internal static async Task<(string Text, string? Note)> Read(
        ProcessStartInfo start,
        byte[] bytes,
        TimeSpan timeMax,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        using var late = new CancellationTokenSource(timeMax, clock);
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        try
        {
            using var reader = Process.Start(start)!;
            try
            {
                return await Hear(reader, bytes, wait.Token);
            }
            catch (OperationCanceledException fault)
            {
                stop.ThrowIfCancellationRequested();
                throw new InvalidDataException(
                    $"One of its pages was read for {timeMax.TotalSeconds:0} seconds without an end; "
                        + "nothing of it is kept.",
                    fault
                );
            }
            finally
            {
                if (!reader.HasExited)
                    reader.Kill(entireProcessTree: true);
            }
        }
        catch (Exception fault) when (fault is Win32Exception or IOException)
        {
            throw new InvalidDataException($"The program that reads PDF files can't be run: {fault.Message}", fault);
        }
    }

    private static async Task<(string Text, string? Note)> Hear(Process reader, byte[] bytes, CancellationToken wait)
    {
        var error = reader.StandardError.ReadToEndAsync(wait);
        var output = reader.StandardOutput.ReadToEndAsync(wait);
        try
        {
            await reader.StandardInput.BaseStream.WriteAsync(bytes, wait);
            reader.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read all; how it ended is told below.
        }

        var (answer, _) = (await output, await error);
        await reader.WaitForExitAsync(wait);
        var end = answer.IndexOf('\n', StringComparison.Ordinal);
        var (note, text) = end < 0 ? (answer, "") : (answer[..end], answer[(end + 1)..]);
        return reader.ExitCode switch
        {
            PdfReader.Done => (text, note.Length == 0 ? null : note),
            PdfReader.Unreadable => throw new InvalidDataException(note),
            _ => throw new InvalidDataException(
                $"Reading it took more than {BytesMax / 1024 / 1024} MB or went too deep: its reader ended with "
                    + $"{reader.ExitCode.ToString(CultureInfo.InvariantCulture)}. Nothing of it is kept."
            ),
        };
    }

    // The silo's own program, by the host that runs it now; it is told nothing that it need not know.
    private static ProcessStartInfo Start()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Brain.Silo");
        var host = Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : null;
        var start = new ProcessStartInfo(host ?? program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        if (host is not null)
            start.ArgumentList.Add($"{program}.dll");
        start.ArgumentList.Add(PdfReader.Word);
        foreach (var name in start.Environment.Keys.Except(Kept, StringComparer.Ordinal).ToArray())
            start.Environment.Remove(name);
        start.Environment["DOTNET_GCHeapHardLimit"] = BytesMax.ToString("x", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return start;
    }
}
