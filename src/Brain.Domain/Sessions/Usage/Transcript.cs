using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>How far a transcript has been read.</summary>
/// <param name="Offset">Bytes read: everything up to the end of a whole line.</param>
/// <param name="Prompt">The prompt that was named last; the lines after it belong to it.</param>
/// <param name="Skipping">It stands in the middle of a line that is too long to be read.</param>
public sealed record TranscriptPlace(long Offset, Guid? Prompt = null, bool Skipping = false)
{
    /// <summary>Nothing has been read.</summary>
    public static readonly TranscriptPlace Start = new(0);

    /// <summary>How its characters are written; a file's first bytes tell.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TranscriptText Text { get; init; }

    /// <summary>When the last line was written that says so.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The answer that the last line is of; null when it is of none.</summary>
    public TranscriptAnswer? Answer { get; init; }
}

/// <summary>An answer in several lines: each but the first names the one before it as its parent.</summary>
/// <param name="MessageId">Whose.</param>
/// <param name="Last">Its last line so far.</param>
/// <param name="Scope">What tells it from other answers.</param>
public sealed record TranscriptAnswer(string MessageId, string Last, string Scope)
{
    /// <summary>Whose, where its lines name no message: the first of them. Null where they do.</summary>
    public string? Unnamed { get; init; }
}

/// <summary>What a piece of a transcript says.</summary>
/// <param name="Entries">Line by line, repeats and all.</param>
/// <param name="Next">Where to go on from.</param>
/// <param name="Passed">Lines that were passed over, in part or whole.</param>
public sealed record TranscriptRead(ImmutableArray<UsageEntry> Entries, TranscriptPlace Next, PassedLines Passed)
{
    /// <summary>
    /// What a last line says that has no line break, when all of it is there: its writer may be gone. It is not
    /// passed, so with its line break it is read again, and says the same.
    /// </summary>
    public ImmutableArray<UsageEntry> Unended { get; init; } = [];

    /// <summary>Prompts are among the lines that no hook tells of.</summary>
    public bool HasQueuedPrompts { get; init; }

    /// <summary>How many.</summary>
    public int Unreadable => Passed.Total();
}

/// <summary>
/// Reads an agent's own record of a session, JSON objects line by line, piece by piece: only whole lines are taken,
/// so where a piece ends makes no difference. A record that some program printed over several lines counts as one. The
/// format is the agent's and may change; what can't be read is counted and never a fault.
/// </summary>
public static class Transcript
{
    /// <summary>A line of so many bytes or more is passed over.</summary>
    public const int LineBytesMax = 8 * 1024 * 1024;

    // Of a line, so much is looked at to see whether a record begins that was printed over several.
    private const int BeginningMax = 64;

    private const string TooLong = "the line is too long";
    private const string NotWhole = "the line is no whole JSON object";
    private const string NoSense = "some of it is not what an answer says";

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    /// <summary>Takes the whole lines of a piece.</summary>
    /// <param name="bytes">The file's bytes from <paramref name="from"/> on.</param>
    /// <param name="from">Where the piece begins.</param>
    /// <param name="format">What the agent's records mean.</param>
    /// <param name="visitor">Looks at the same lines for what else they tell; null for nobody.</param>
    public static TranscriptRead Read(
        ReadOnlyMemory<byte> bytes,
        TranscriptPlace from,
        ITranscriptFormat format,
        ITranscriptVisitor? visitor = null
    )
    {
        var entries = ImmutableArray.CreateBuilder<UsageEntry>();
        var (text, read) = from.Offset == 0 ? TranscriptEncoding.Of(bytes.Span) : (from.Text, 0);
        var (place, passed, queued) = (@from with { Text = text }, PassedLines.None, new Flag());
        var ending = text.Unit();
        while (text.LineLength(bytes.Span[read..]) is >= 0 and var length)
        {
            if (!place.Skipping && PrintedRecord.Begins(text.ToUtf8(bytes.Slice(read, Math.Min(length, BeginningMax)))))
            {
                var printed = PrintedRecord.Length(bytes[read..], text);
                // Its end is still to come, or it is none.
                if (printed is null && bytes.Length - read < LineBytesMax)
                    break;
                length = printed ?? length;
            }

            if (!place.Skipping)
                visitor?.Line(place with { Offset = from.Offset + read });
            if (!place.Skipping && length >= LineBytesMax)
            {
                passed += new PassedLines(0, 1, 0);
                visitor?.Unreadable(TooLong);
            }
            else if (!place.Skipping)
            {
                place = Line(
                    new(text.ToUtf8(bytes.Slice(read, length)), entries, format, visitor) { Queued = queued },
                    place,
                    ref passed
                );
            }

            read += length + ending;
            place = place with { Skipping = false };
        }

        if (bytes.Length - read >= LineBytesMax || (place.Skipping && read < bytes.Length))
        {
            // Too long already, whatever is still to come.
            if (!place.Skipping)
            {
                passed += new PassedLines(0, 1, 0);
                visitor?.Line(place with { Offset = from.Offset + read });
                visitor?.Unreadable(TooLong);
            }

            (read, place) = (bytes.Length - ((bytes.Length - read) % ending), place with { Skipping = true });
        }

        var unended = place.Skipping || read == bytes.Length ? [] : Unended(text.ToUtf8(bytes[read..]), format, place);
        return new(entries.DrainToImmutable(), place with { Offset = from.Offset + read }, passed)
        {
            Unended = unended,
            HasQueuedPrompts = queued.IsSet,
        };
    }

    private static ImmutableArray<UsageEntry> Unended(
        ReadOnlyMemory<byte> rest,
        ITranscriptFormat format,
        TranscriptPlace place
    )
    {
        if (rest.Span.TrimEnd(" \t\r"u8) is not [.., (byte)'}'])
            return [];
        var entries = ImmutableArray.CreateBuilder<UsageEntry>();
        var passed = PassedLines.None;
        Line(new(rest, entries, format, null), place, ref passed);
        return entries.DrainToImmutable();
    }

    // A line may hold several records, or what is left of one before a whole one; nearly all are one, read once.
    private static TranscriptPlace Line(TextOfLine line, TranscriptPlace place, ref PassedLines passed)
    {
        var (torn, odd) = (false, false);
        if (Whole(line.Bytes) is { } document)
        {
            using (document)
                place = Record(line, document.RootElement, place, ref odd);
        }
        else
        {
            foreach (var record in TranscriptRecords.In(line.Bytes, out torn))
            {
                using var one = Parse(record);
                odd |= one is null;
                if (one is not null)
                    place = Record(line with { Bytes = record }, one.RootElement, place, ref odd);
            }
        }

        if (torn)
            line.Visitor?.Unreadable(NotWhole);
        if (torn || odd)
            passed += new PassedLines(torn ? 1 : 0, 0, torn ? 0 : 1);
        return place;
    }

    private static TranscriptPlace Record(TextOfLine line, JsonElement root, TranscriptPlace place, ref bool odd)
    {
        var read = Read(line, root, place);
        place = place with { Prompt = read.Prompt ?? place.Prompt, At = read.At ?? place.At, Answer = read.Answer };
        var entry = read.Entry is { } used ? used with { PromptId = place.Prompt, At = used.At ?? place.At } : null;
        if (entry is not null)
            line.Entries.Add(entry);
        if (read.IsQueuedPrompt && line.Queued is { } queued)
            queued.IsSet = true;
        if (read.Unreadable)
            line.Visitor?.Unreadable(NoSense);
        odd |= read.Unreadable;
        line.Visitor?.Record(root, entry, place);
        return place;
    }

    private static TranscriptLine Read(TextOfLine line, JsonElement root, TranscriptPlace place)
    {
        try
        {
            return line.Format.Read(root, line.Bytes.Span, place);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or FormatException)
        {
            return TranscriptLine.Broken;
        }
    }

    // Without what may stand behind a record: its bytes tell a line that has no id.
    private static JsonDocument? Whole(ReadOnlyMemory<byte> line) =>
        line.Length > 0 && line.Span[0] == (byte)'{' ? Parse(line) : null;

    private static JsonDocument? Parse(ReadOnlyMemory<byte> record)
    {
        try
        {
            return JsonDocument.Parse(record, Deep);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private readonly record struct TextOfLine(
        ReadOnlyMemory<byte> Bytes,
        ImmutableArray<UsageEntry>.Builder Entries,
        ITranscriptFormat Format,
        ITranscriptVisitor? Visitor
    )
    {
        public ReadOnlyMemory<byte> Bytes { get; init; } = Bytes.TrimEnd(" \t\r"u8);

        public Flag? Queued { get; init; }
    }

    private sealed class Flag
    {
        public bool IsSet { get; set; }
    }
}
