using System.Diagnostics;
using Brain.Messages.Import;
using Brain.Messages.Text;

namespace Brain.Silo.Import;

/// <summary>One import, while it goes on and after: what it was asked to read, and how far it got.</summary>
internal sealed class ImportRun(string[] paths)
{
    private readonly Lock _counting = new();
    private readonly HashSet<Guid> _sessions = [];
    private readonly Stopwatch _reading = new();
    private ImportProgress _sofar = new() { Id = Guid.CreateVersion7(), State = "waiting" };
    private List<ImportSkip> _skipped = [];

    /// <summary>Which import.</summary>
    public Guid Id => _sofar.Id;

    /// <summary>Files and folders; none for all known places.</summary>
    public string[] Paths => paths;

    /// <summary>After each piece it rests as long as the piece took: nobody waits for it.</summary>
    public bool IsGentle { get; init; }

    /// <summary>
    /// Its paths are transcripts that are known to have gained something, and nothing else is looked at.
    /// </summary>
    public bool Follows { get; init; }

    /// <summary>How far it got.</summary>
    public ImportProgress Progress
    {
        get
        {
            lock (_counting)
                return _sofar with
                {
                    Sessions = _sessions.Count,
                    Seconds = _reading.Elapsed.TotalSeconds,
                    Skipped = [.. _skipped],
                };
        }
    }

    public void Begin(int files, long bytes)
    {
        _reading.Start();
        Count(progress => progress with { State = "reading", Files = files, BytesTotal = bytes });
    }

    public void End(string? fault)
    {
        _reading.Stop();
        Count(progress => progress with { State = fault is null ? "done" : "failed", Fault = fault });
    }

    public void Count(Func<ImportProgress, ImportProgress> count)
    {
        lock (_counting)
            _sofar = count(_sofar);
    }

    /// <summary>A piece was written.</summary>
    public void Wrote(Guid session, ImportCounts counts)
    {
        lock (_counting)
        {
            if (counts.Turns + counts.Tools + counts.Requests > 0)
                _sessions.Add(session);
            _sofar = _sofar with
            {
                Turns = _sofar.Turns + counts.Turns,
                ToolCalls = _sofar.ToolCalls + counts.Tools,
                Requests = _sofar.Requests + counts.Requests,
            };
        }
    }

    /// <summary>Something was passed over.</summary>
    public void Skip(string file, long? line, string reason)
    {
        lock (_counting)
        {
            _sofar = _sofar with { SkippedCount = _sofar.SkippedCount + 1 };
            if (_skipped.Count < ImportProgress.SkippedMax)
                _skipped.Add(new(file, line, TerminalText.Sanitize(reason)));
        }
    }
}
