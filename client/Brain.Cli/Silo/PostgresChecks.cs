using System.Text;
using System.Text.RegularExpressions;
using Brain.Cli.Screen;
using Brain.Client;

namespace Brain.Cli.Silo;

/// <summary>
/// The private Postgres as a process, which needs no silo to look at: does it run, and what did it say last?
/// </summary>
internal static partial class PostgresChecks
{
    private const string Part = "postgres";
    private const int TailBytes = 256 * 1024;
    private const int LinesMax = 3;
    private const int PanicsMax = 2;
    private static readonly TimeSpan Lately = TimeSpan.FromDays(1);

    internal static IEnumerable<CheckResult> Run(BrainHome home)
    {
        var folder = home.Path + "/pg";
        // A brain that was given a database has no server of its own, or no longer.
        if (!File.Exists(folder + "/PG_VERSION") || IsElsewhere(home, folder))
            yield break;
        var log = LastLog(folder);
        string[] lines = log is null ? [] : [.. Bad(log)];
        var quoted = lines.Length == 0 ? "" : $"; {log!.FullName} says: {string.Join(" ⏎ ", lines)}";
        if (Pid(folder) is not { } pid)
            yield return CheckResult.Bad(
                Part,
                $"it does not run{quoted}",
                lines.Any(IsFull) ? "make room on its disk, then brain up" : "brain up"
            );
        else if (lines.Any(line => Died().IsMatch(line)) && DateTime.UtcNow - log!.LastWriteTimeUtc < Lately)
            yield return CheckResult.Odd(
                Part,
                $"process {pid} runs, and stopped by itself lately{quoted}",
                lines.Any(IsFull) ? "make room on its disk" : "find out what ended it; memory, for one"
            );
        else
            yield return CheckResult.Good(Part, $"process {pid}, {Posix.Resolve(folder)}");
    }

    private static bool IsElsewhere(BrainHome home, string folder) =>
        SiloNotes.Database(home) is { Length: > 0 } database
        && !database.Contains(Posix.Resolve(folder) ?? folder, StringComparison.Ordinal)
        && !database.Contains("/brain-", StringComparison.Ordinal);

    // After a crash the number may be anybody's; a postmaster works in its data folder.
    private static int? Pid(string folder)
    {
        try
        {
            return
                int.TryParse(File.ReadLines(folder + "/postmaster.pid").FirstOrDefault(), out var pid)
                && Posix.Resolve($"/proc/{pid}/cwd") is { } place
                && place == Posix.Resolve(folder)
                ? pid
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static FileInfo? LastLog(string folder)
    {
        try
        {
            var collected = new DirectoryInfo(folder + "/log");
            return (collected.Exists ? collected.GetFiles("*.log") : [])
                .Append(new(folder + "/start.log"))
                .Where(file => file is { Exists: true, Length: > 0 })
                .MaxBy(file => file.LastWriteTimeUtc);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Bad(FileInfo log)
    {
        using var stream = log.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(-Math.Min(TailBytes, stream.Length), SeekOrigin.End);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        string[] all =
        [
            .. reader.ReadToEnd().Split('\n').Where(line => Fatal().IsMatch(line) && !Harmless().IsMatch(line)),
        ];
        // What ended it is said once, and what follows from that may be said often.
        var ends = all.Index()
            .Where(line => line.Item.Contains("PANIC:", StringComparison.Ordinal))
            .TakeLast(PanicsMax);
        return
        [
            .. ends.Concat(all.Index().TakeLast(LinesMax))
                .Distinct()
                .OrderBy(line => line.Index)
                .Select(line => PlainText.Of(line.Item)),
        ];
    }

    private static bool IsFull(string line) => line.Contains("No space left", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(?:FATAL|PANIC):|was terminated by signal", RegexOptions.NonBacktracking)]
    private static partial Regex Fatal();

    [GeneratedRegex(@"PANIC:|was terminated by signal", RegexOptions.NonBacktracking)]
    private static partial Regex Died();

    // Said at every start and stop, of clients that come and go.
    [GeneratedRegex(
        @"the database system is|not yet accepting|administrator command|connection to client lost",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Harmless();
}
