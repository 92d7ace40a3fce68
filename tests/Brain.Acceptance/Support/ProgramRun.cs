using System.Diagnostics;

namespace Brain.Acceptance;

/// <summary>A program that ran to its end.</summary>
/// <param name="ExitCode">What it exited with.</param>
/// <param name="Output">Its stdout.</param>
/// <param name="Error">Its stderr.</param>
public sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan UsualLimit = TimeSpan.FromMinutes(5);

    /// <summary>Runs a program and ends it when it takes too long.</summary>
    /// <param name="start">What to run, where and with which environment.</param>
    /// <param name="input">What it reads on stdin.</param>
    /// <param name="longest">How long it may take; five minutes when null.</param>
    /// <exception cref="TimeoutException">It took too long and was ended.</exception>
    public static async Task<ProgramRun> Of(ProcessStartInfo start, string input = "", TimeSpan? longest = null)
    {
        var most = longest ?? UsualLimit;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(most);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await Feed(process, input);
            await process.WaitForExitAsync(limit.Token);
            return new(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException late)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(
                $"{start.FileName} {string.Join(' ', start.ArgumentList)} was still running after "
                    + $"{most.TotalSeconds} s.",
                late
            );
        }
    }

    private static async Task Feed(Process process, string input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // A program may end without reading what it was given.
        }
    }
}
