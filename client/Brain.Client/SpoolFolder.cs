using Brain.Client.HandOff;

namespace Brain.Client;

/// <summary>What waits of one session.</summary>
/// <param name="Session">Which; <c>no-session</c> for events that name none.</param>
/// <param name="Events">Lines that are not delivered yet.</param>
/// <param name="Bytes">What they take.</param>
/// <param name="Oldest">When the first of them happened; null when its line cannot be read.</param>
internal sealed record Backlog(string Session, long Events, long Bytes, DateTimeOffset? Oldest);

/// <summary>What became of one session's backlog.</summary>
/// <param name="Session">Which.</param>
/// <param name="Sent">Events that the brain took.</param>
/// <param name="Rejected">Lines that are no events, or that a brain which is well fails at.</param>
/// <param name="Waits">Something still waits.</param>
/// <param name="Fault">Why; null when there was no time left or nothing waits.</param>
internal sealed record Flushed(string Session, int Sent, int Rejected, bool Waits, string? Fault);

/// <summary>All spools at once, for people and for the process that empties them.</summary>
internal sealed class SpoolFolder(BrainHome home)
{
    private const int EventMs = 10_000;

    /// <summary>What waits, the oldest first.</summary>
    internal Backlog[] Waiting() =>
        [.. Sessions().Select(Look).OfType<Backlog>().OrderBy(waiting => waiting.Oldest ?? DateTimeOffset.MaxValue)];

    /// <summary>Lines that the brain would not take, in <see cref="RejectedLines"/>.</summary>
    internal long Rejected() =>
        File.Exists(new RejectedLines(home).Path)
            ? File.ReadLines(new RejectedLines(home).Path).LongCount(line => line.Length > 0)
            : 0;

    /// <summary>
    /// Delivers everything, session by session; one whose event is refused does not hold up the others.
    /// </summary>
    internal IEnumerable<Flushed> Flush()
    {
        // The mark goes first: whatever is spooled from now on sets it again.
        _ = Posix.Unlink(Spool.Marker(home));
        var left = false;
        foreach (var session in Sessions())
        {
            var end = new Replay(home, session == Spool.NoSession ? null : session).Run(long.MaxValue, EventMs);
            left |= !end.Empty;
            yield return new(session, end.Sent, end.Rejected, !end.Empty, end.Fault);
        }

        left |= !new PendingHandOffs(home).Pay(session: null, long.MaxValue);
        if (left)
            Spool.Touch(Spool.Marker(home));
    }

    private string[] Sessions() =>
        Directory.Exists(home.Spool)
            ?
            [
                .. new DirectoryInfo(home.Spool)
                    .GetFiles("*.jsonl")
                    .Where(file => !file.Name.StartsWith(Spool.Rejected + ".", StringComparison.Ordinal))
                    .OrderBy(file => file.LastWriteTimeUtc)
                    .Select(file => Path.GetFileNameWithoutExtension(file.Name)),
            ]
            : [];

    private Backlog? Look(string session)
    {
        var spool = new Spool(home, session);
        try
        {
            using var file = new FileStream(
                spool.Path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            file.Position = Math.Min(file.Length, Delivered(spool));
            var bytes = file.Length - file.Position;
            using var lines = new StreamReader(file);
            var (events, oldest) = (0L, default(DateTimeOffset?));
            while (lines.ReadLine() is { } line)
            {
                if (line.Length == 0)
                    continue;
                if (
                    events++ == 0
                    && SpooledEvent.TryRead(System.Text.Encoding.UTF8.GetBytes(line), out var first, out _)
                )
                    oldest = first.At;
            }

            return events == 0 ? null : new(session, events, bytes, oldest);
        }
        catch (FileNotFoundException)
        {
            return null; // It was delivered a moment ago.
        }
    }

    private static long Delivered(Spool spool) =>
        File.Exists(spool.Progress) && long.TryParse(File.ReadAllText(spool.Progress), out var at) ? at : 0;
}
