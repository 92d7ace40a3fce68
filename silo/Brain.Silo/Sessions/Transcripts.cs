using System.Collections.Concurrent;
using Brain.Domain.Sessions;
using Brain.Grains.Ports;
using Brain.Messages.Sessions;
using Brain.Silo.Files;

namespace Brain.Silo.Sessions;

/// <summary>
/// Reads transcripts from where it stopped last: a session's own file, and those of its sub-agents beside it. Where it
/// stopped is only remembered, so after a restart a file is read again, which changes nothing. A file that shrank or
/// was replaced is read again too; one that is not on this machine says nothing.
/// </summary>
public sealed partial class Transcripts(
    IEnumerable<ITranscriptSource> sources,
    ISessionContexts contexts,
    ILogger<Transcripts> logger,
    TimeProvider clock,
    IQueuedPrompts? queued = null
) : ITranscripts
{
    /// <summary>
    /// The most bytes that a hook waits for, about: a line or a piece that has been begun is finished.
    /// </summary>
    public const int GlanceBytesMax = 1024 * 1024;

    /// <summary>
    /// The most milliseconds of reading that a hook waits for; the piece that has been begun is finished, and
    /// committed.
    /// </summary>
    public const int GlanceMsMax = 20;

    /// <summary>
    /// The same until a first piece was read: on a busy machine a few lines take no less time than many, and a cap
    /// waits for them.
    /// </summary>
    public const int GlanceOfLittleMsMax = 100;

    /// <summary>
    /// Bytes of one read; a longer line takes larger ones, up to <see cref="Transcript.LineBytesMax"/>.
    /// </summary>
    public const int PieceBytes = 256 * 1024;

    /// <summary>Bytes of one file after which another one has its turn.</summary>
    public const int SliceBytes = 8 * 1024 * 1024;

    /// <summary>The most files whose places are remembered; past that all are forgotten and read again.</summary>
    public const int FilesMax = 10_000;

    /// <summary>A larger file is no transcript: nothing of it is read.</summary>
    public const long FileBytesMax = 4L * 1024 * 1024 * 1024;

    private const int UnpricedMax = 256;

    private readonly ConcurrentDictionary<string, ReadPlace> _places = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _unpriced = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task Glance(string? source, string? transcript, Func<UsageFound, Task> count) =>
        Read(source, transcript, count, new(clock, GlanceBytesMax, TimeSpan.FromMilliseconds(GlanceMsMax)));

    /// <summary>
    /// Counts all that a transcript has gained. It never fails; what could not be counted is tried again the next time.
    /// </summary>
    /// <param name="source">Whose it is, as rows keep it.</param>
    /// <param name="transcript">Where it lies, or null.</param>
    /// <param name="count">Takes what was found; done once it is committed.</param>
    public Task Read(string? source, string? transcript, Func<UsageFound, Task> count) =>
        Read(source, transcript, count, new(clock, long.MaxValue, TimeSpan.MaxValue));

    /// <summary>
    /// The same by about <see cref="SliceBytes"/>, so that a long file keeps no other waiting; false when there is
    /// more.
    /// </summary>
    public Task<bool> ReadSlice(string? source, string? transcript, Func<UsageFound, Task> count) =>
        Read(source, transcript, count, new(clock, SliceBytes, TimeSpan.MaxValue));

    private async Task<bool> Read(
        string? source,
        string? transcript,
        Func<UsageFound, Task> count,
        GlanceAllowance allowance
    )
    {
        // No path has a NUL, and what looks at one may throw.
        if (transcript is null || transcript.Contains('\0') || !Path.IsPathFullyQualified(transcript))
            return true;
        foreach (var (file, format) in Files(source, transcript))
        {
            try
            {
                await ReadFile(file, format, count, allowance);
            }
            catch (Exception fault)
            {
                LogFailed(logger, file, fault);
                return true;
            }

            if (allowance.Spent)
                return false;
        }

        return true;
    }

    private (string File, ITranscriptFormat Format)[] Files(string? source, string transcript)
    {
        try
        {
            // A session that a person's command began before its agent was heard of is of whose record it is.
            var agent =
                sources.FirstOrDefault(one => one.Source == source)
                ?? sources.FirstOrDefault(one => one.Files(transcript).Any());
            if (agent is null)
                return [];
            string[] files = [.. agent.Files(transcript)];
            // What the agent itself names is read whatever it is called.
            return [.. (files.Length > 0 ? files : agent.Named(transcript)).Select(file => (file, agent.Format))];
        }
        catch (Exception fault)
        {
            LogFailed(logger, transcript, fault);
            return [];
        }
    }

    private async Task ReadFile(
        string file,
        ITranscriptFormat format,
        Func<UsageFound, Task> count,
        GlanceAllowance allowance
    )
    {
        using var handle = RegularFile.Open(file);
        if (handle is null || FileIdentity.Of(handle) is not { Length: <= FileBytesMax } identity)
            return;
        var known = _places.GetValueOrDefault(file);
        var place =
            known?.Inode == identity.Inode && known.At.Offset <= identity.Length ? known.At : TranscriptPlace.Start;
        if (place.Offset == identity.Length)
            return;
        if (!EndsALine(handle, place))
            place = TranscriptPlace.Start;
        var before = place == TranscriptPlace.Start ? PassedLines.None : known!.Passed;
        var passed = before;
        for (var buffer = new byte[PieceBytes]; ;)
        {
            var length = RandomAccess.Read(handle, buffer, place.Offset);
            var read = Transcript.Read(buffer.AsMemory(0, length), place, format);
            var ends = length < buffer.Length;
            if (ends && !read.Unended.IsEmpty)
                await count(new(Priced([.. read.Unended])));
            if (read.Next == place && ends)
                break;
            if (read.Next == place)
            {
                buffer = new byte[Math.Min(buffer.Length * 4, Transcript.LineBytesMax)];
                continue;
            }

            allowance.Pause();
            foreach (var entries in read.Entries.Chunk(UsageFound.EntriesMax))
                await count(new(Priced(entries)));
            allowance.Resume();
            place = read.Next;
            passed += read.Passed;
            Remember(file, new(identity.Inode, place, passed));
            if (read.HasQueuedPrompts)
                queued?.Found(file);
            if (allowance.Spend(length))
                break;
        }

        if (passed == before)
            return;
        LogUnreadable(logger, file, passed);
        await count(new([]) { Passed = new(file, passed) });
    }

    // Truncated and written anew past the old place, a file keeps its inode; the place is then inside of some line.
    private static bool EndsALine(Microsoft.Win32.SafeHandles.SafeFileHandle handle, TranscriptPlace place)
    {
        Span<byte> last = stackalloc byte[place.Text.Unit()];
        return place.Offset == 0
            || place.Skipping
            || (
                RandomAccess.Read(handle, last, place.Offset - last.Length) == last.Length
                && place.Text.EndsALine(last)
            );
    }

    private UsageEntry[] Priced(UsageEntry[] entries)
    {
        foreach (
            var entry in entries.Where(entry =>
                !_unpriced.ContainsKey(entry.Model) && contexts.Of(null, null).Settings.Prices.Of(entry) is null
            )
        )
        {
            if (_unpriced.Count < UnpricedMax && _unpriced.TryAdd(entry.Model, true))
                LogUnpriced(logger, entry.Model);
        }

        return entries;
    }

    private void Remember(string file, ReadPlace place)
    {
        if (_places.Count >= FilesMax)
            _places.Clear();
        _places[file] = place;
    }

    private sealed record ReadPlace(ulong Inode, TranscriptPlace At, PassedLines Passed);

    private sealed class GlanceAllowance(TimeProvider clock, long bytes, TimeSpan time)
    {
        private static readonly TimeSpan OfLittle = TimeSpan.FromMilliseconds(GlanceOfLittleMsMax);

        private TimeSpan _before;
        private long _since = clock.GetTimestamp();
        private long _read;

        public bool Spent => _read >= bytes || _before + clock.GetElapsedTime(_since) >= Most;

        private TimeSpan Most => _read < PieceBytes && time < OfLittle ? OfLittle : time;

        public void Pause() => _before += clock.GetElapsedTime(_since);

        public void Resume() => _since = clock.GetTimestamp();

        public bool Spend(int read)
        {
            _read += read;
            return Spent;
        }
    }
}
