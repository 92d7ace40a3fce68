using System.Collections.Immutable;
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
}

/// <summary>What a piece of a transcript says.</summary>
/// <param name="Entries">Line by line, repeats and all.</param>
/// <param name="Next">Where to go on from.</param>
/// <param name="Unreadable">Lines that were passed over because they are broken, too long or say nothing
/// sensible.</param>
public sealed record TranscriptRead(ImmutableArray<UsageEntry> Entries, TranscriptPlace Next, int Unreadable);

/// <summary>
/// Reads the agent's own record of a session, piece by piece: only whole lines are taken, so where a piece ends makes
/// no difference. The format is the agent's and may change; what can't be read is counted and never a fault.
/// </summary>
public static class Transcript
{
    /// <summary>A line of so many bytes or more is passed over.</summary>
    public const int LineBytesMax = 8 * 1024 * 1024;

    /// <summary>Takes the whole lines of a piece.</summary>
    /// <param name="bytes">The file's bytes from <paramref name="from"/> on.</param>
    /// <param name="from">Where the piece begins.</param>
    public static TranscriptRead Read(ReadOnlyMemory<byte> bytes, TranscriptPlace from)
    {
        var entries = ImmutableArray.CreateBuilder<UsageEntry>();
        var (read, prompt, skipping, unreadable) = (0, from.Prompt, from.Skipping, 0);
        while (bytes.Span[read..].IndexOf((byte)'\n') is >= 0 and var length)
        {
            var line = TranscriptLine.Nothing;
            if (!skipping)
                line = length < LineBytesMax ? TranscriptLine.Read(bytes.Slice(read, length)) : TranscriptLine.Broken;
            prompt = line.Prompt ?? prompt;
            if (line.Entry is { } entry)
                entries.Add(entry with { PromptId = prompt });
            unreadable += line.Unreadable ? 1 : 0;
            (read, skipping) = (read + length + 1, false);
        }

        if (bytes.Length - read >= LineBytesMax || (skipping && read < bytes.Length))
        {
            // Too long already, whatever is still to come.
            unreadable += skipping ? 0 : 1;
            (read, skipping) = (bytes.Length, true);
        }

        return new(entries.DrainToImmutable(), new(from.Offset + read, prompt, skipping), unreadable);
    }
}
