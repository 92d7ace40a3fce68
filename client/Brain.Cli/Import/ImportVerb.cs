using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Import;
using Brain.Messages.Text;

namespace Brain.Cli.Import;

/// <summary><c>brain import</c>: has the silo read what agents wrote down, and shows how far it got.</summary>
internal static class ImportVerb
{
    private const int BarWidth = 30;
    private const int PauseMs = 200;
    private const int PlainEveryMs = 5_000;
    private const int SkipsShownMax = 20;

    internal static Command Make(BrainHome home)
    {
        var json = SharedOptions.Json();
        var paths = new Argument<string[]>("paths")
        {
            Description = "Files and folders; none for all known places.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var verb = new CatalogCommand("import") { paths, json };
        verb.SetAction(parsed =>
        {
            var asked = (parsed.GetValue(paths) ?? []).Select(SharedOptions.FullPath).ToArray();
            if (asked.FirstOrDefault(path => !Path.Exists(path)) is { } missing)
                throw new ClientException($"there is no file or folder {missing}. Nothing was read.");
            var done = Run(new SiloClient(home), new(asked));
            if (parsed.GetValue(json))
                JsonScreen.Print(done);
            else
                Print(done);
            if (done.Fault is { } fault)
                throw new ClientException($"the import stopped: {fault} What was read before is kept; say it again.");
            return ExitCode.Ok;
        });
        return verb;
    }

    private static ImportProgress Run(SiloClient silo, StartImport asked)
    {
        var progress = silo.Import(asked);
        var shownAt = Environment.TickCount64;
        while (progress.State is "waiting" or "reading")
        {
            Thread.Sleep(PauseMs);
            progress = silo.Import(progress.Id);
            if (!Console.IsErrorRedirected)
                Terminal.WriteProgress(Bar(progress), isLast: progress.State is not ("waiting" or "reading"));
            else if (Environment.TickCount64 - shownAt >= PlainEveryMs)
            {
                shownAt = Environment.TickCount64;
                Terminal.Error.WriteLine(Rate(progress));
            }
        }

        return progress;
    }

    private static string Bar(ImportProgress progress)
    {
        var read = progress.Bytes / (double)Math.Max(1, progress.BytesTotal);
        var part = progress.State == "done" ? 1 : Math.Min(0.99, read);
        var full = (int)(part * BarWidth);
        var line = $"[{new string('#', full)}{new string('.', BarWidth - full)}] {part,4:P0} {Rate(progress)}";
        var width = Terminal.Width is { } screen ? screen - 1 : BarWidth + 60;
        return line.PadRight(width)[..width];
    }

    private static string Rate(ImportProgress progress)
    {
        if (progress.State == "waiting")
            return "waiting for another import to end";
        var rate = progress.Seconds > 0 ? progress.Lines / progress.Seconds : 0;
        var left = progress.Bytes > 0 ? progress.Seconds * (progress.BytesTotal - progress.Bytes) / progress.Bytes : 0;
        return $"{progress.Lines} lines, {rate:0}/s"
            + (progress.State == "reading" && left >= 1 ? $", {Humanize.Left(TimeSpan.FromSeconds(left))} left" : "");
    }

    private static void Print(ImportProgress done)
    {
        Terminal.Out.WriteLine(
            $"{done.FilesRead} of {done.Files} files had something new: {done.Lines} lines in {done.Seconds:0.0} s."
        );
        Terminal.Out.WriteLine(
            $"New: {done.Turns} turns, {done.ToolCalls} tool calls, {done.Requests} model requests and "
                + $"{done.Learnings} notes, in {done.Sessions} sessions."
        );
        if (done.SkippedCount == 0)
            return;
        Terminal.Out.WriteLine($"{done.SkippedCount} were passed over:");
        foreach (var skip in done.Skipped.Take(SkipsShownMax))
            Terminal.Out.WriteLine(
                $"  {TerminalText.Line(skip.File)}{(skip.Line is { } line ? $":{line}" : "")}: {skip.Reason}"
            );
        if (done.SkippedCount > SkipsShownMax)
            Terminal.Out.WriteLine($"  and {done.SkippedCount - SkipsShownMax} more; see them with --json.");
    }
}
