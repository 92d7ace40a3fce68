using System.Text.RegularExpressions;
using Brain.Domain.Knowledge.Recall;
using Brain.Messages.Knowledge;
using Brain.Messages.Secrets;
using Brain.Postgres.Knowledge;
using Brain.Silo.Files;

namespace Brain.Silo.Knowledge;

/// <summary>
/// What people ask of earlier calls: all that is known, however likely it is, with how likely it is.
/// </summary>
internal sealed class RecallAnswers(RecallStore store, ProjectFolders projects, TimeProvider clock)
{
    private const int CallsShown = 20;

    /// <summary>What followed an error before, the most likely first.</summary>
    public async Task<KnownFix[]> Fix(string error, string? folder, CancellationToken stop)
    {
        var clean = SecretScanner.Redact(error);
        if (await Project(folder, stop) is not { } project || Key(clean) is not { } key)
            return [];
        var calls = await store.Find(new(project, Session: null, [key]), clock.GetUtcNow(), stop);
        return
        [
            .. calls
                .Select(call => Known(call, Advice.ScoreAfter(call.Target, clean, call)))
                .OrderByDescending(one => one.Score)
                .ThenByDescending(one => one.At),
        ];
    }

    /// <summary>How a program is called on a project.</summary>
    public async Task<ToolUsage> How(string tool, string? folder, CancellationToken stop)
    {
        if (await Project(folder, stop) is not { } project)
            return new(tool, [], []);
        var head = CallKey.OfHead(tool.Trim());
        var calls = await store.Calls(project, head, stop);
        var failed = await store.Find(new(project, Session: null, [head]), clock.GetUtcNow(), stop);
        return new(
            tool,
            [
                .. calls
                    .GroupBy(call => CallLine.Plain(call.Target), StringComparer.Ordinal)
                    .Where(same => same.Any(call => !call.Failed))
                    .Select(same => Known(same.Key, [.. same]))
                    .OrderByDescending(one => one.Worked)
                    .ThenByDescending(one => one.Last)
                    .Take(CallsShown),
            ],
            [.. failed.Select(call => Known(call, Advice.ScoreAfter(call.Target, call.Error, call)))]
        );
    }

    /// <summary>What agents changed in a file, the newest first.</summary>
    public async Task<FileEdit[]> Edits(string file, string? folder, CancellationToken stop)
    {
        if (await Project(folder, stop) is not { } project)
            return [];
        var plain = file.StartsWith("./", StringComparison.Ordinal) ? file[2..] : file;
        var tail = $"/{plain.TrimStart('/')}";
        var edits = await store.Edits(project, CallKey.OfFile(file), stop);
        return
        [
            .. edits.Where(edit =>
                $"/{edit.Path.Replace('\\', '/').TrimStart('/')}".EndsWith(tail, StringComparison.Ordinal)
            ),
        ];
    }

    private async Task<string?> Project(string? folder, CancellationToken stop)
    {
        await projects.Know(folder, stop);
        return projects.Of(folder);
    }

    private static CallKey? Key(string error)
    {
        try
        {
            return CallKey.OfError(error);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static KnownFix Known(RecalledCall call, double score) =>
        new(call.Session, call.At, call.Target, ErrorLine.Of(call.Error) ?? call.Error, score)
        {
            Worked = call.Fix,
            Edited = [.. call.Edited],
        };

    private static KnownCall Known(string line, (string Target, bool Failed, DateTimeOffset At, Guid Session)[] calls)
    {
        var last = calls.First(call => !call.Failed);
        return new(line, calls.Count(call => !call.Failed), calls.Count(call => call.Failed), last.At, last.Session);
    }
}
