using System.Text;
using Brain.Domain.Hooks.ClaudeCode;
using Brain.Domain.Sessions;
using Brain.Messages.Sessions;

namespace Brain.Tests.Sessions;

/// <summary>What shells and editors make of a transcript when they copy it.</summary>
public sealed class ATranscriptInAnotherEncoding
{
    // Among them characters whose halves look like line breaks: U+0A00 and U+000A beside U+0A0A.
    private const string Line =
        "{\"type\":\"assistant\",\"uuid\":\"u1\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"message\":{\"id\":\"msg_1\","
        + "\"model\":\"m\",\"content\":\"\u0A00\u0A0Aü\",\"usage\":{\"input_tokens\":12,\"output_tokens\":34}}}\n";

    public static TheoryData<string, bool> Encodings =>
        new()
        {
            { "utf-16", true },
            { "utf-16BE", true },
            { "utf-16", false },
            { "utf-16BE", false },
        };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Counts_as_in_its_own(string name, bool marked)
    {
        var bytes = Bytes(Line + Line.Replace("msg_1", "msg_2", StringComparison.Ordinal), name, marked);

        var read = ClaudeCodeUsage.Read(bytes, TranscriptPlace.Start);

        Assert.Equal(["msg_1 12 34", "msg_2 12 34"], read.Entries.Select(Said));
        Assert.Equal((bytes.Length, 0), (read.Next.Offset, read.Unreadable));
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Goes_on_from_wherever_a_piece_ends(string name, bool marked)
    {
        var bytes = Bytes(Line + Line.Replace("msg_1", "msg_2", StringComparison.Ordinal), name, marked);
        for (var cut = 0; cut < bytes.Length; cut++)
        {
            var first = ClaudeCodeUsage.Read(bytes.AsMemory(0, cut), TranscriptPlace.Start);
            var rest = ClaudeCodeUsage.Read(bytes.AsMemory((int)first.Next.Offset), first.Next);

            Assert.Equal(["msg_1 12 34", "msg_2 12 34"], first.Entries.Concat(rest.Entries).Select(Said));
            Assert.Equal(0, first.Unreadable + rest.Unreadable);
        }
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Counts_a_last_line_without_its_end(string name, bool marked) =>
        Assert.Equal(
            ["msg_1 12 34"],
            ClaudeCodeUsage.Read(Bytes(Line.TrimEnd('\n'), name, marked), TranscriptPlace.Start).Unended.Select(Said)
        );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Is_passed_over_line_by_line_where_nobody_knows_it(bool bigEndian)
    {
        var encoding = new UTF32Encoding(bigEndian, byteOrderMark: true);
        var line = Line.Replace("\u0A00\u0A0A", "x", StringComparison.Ordinal);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(line + line)];

        var read = ClaudeCodeUsage.Read(bytes, TranscriptPlace.Start);

        Assert.Empty(read.Entries);
        Assert.Equal(2, read.Unreadable);
    }

    private static string Said(UsageEntry entry) => $"{entry.MessageId} {entry.Input} {entry.Output}";

    private static byte[] Bytes(string text, string name, bool marked)
    {
        var encoding = new UnicodeEncoding(name == "utf-16BE", marked);
        return [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
    }
}
