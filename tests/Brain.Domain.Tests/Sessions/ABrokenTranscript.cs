using System.Text;
using Brain.Domain.Hooks.ClaudeCode;
using Brain.Domain.Sessions;
using Brain.Messages.Sessions;

namespace Brain.Tests.Sessions;

/// <summary>What gateways, killed programs and other versions leave in transcripts.</summary>
public sealed class ABrokenTranscript
{
    private static readonly SessionId Here = SessionId.Parse("11111111-0000-4000-8000-000000000001", null);
    private static readonly SessionId There = SessionId.Parse("11111111-0000-4000-8000-000000000002", null);

    [Theory]
    [InlineData("no model", """{"id":"msg_1","model":null,"usage":{"input_tokens":12,"output_tokens":34}}""")]
    [InlineData("blank model", """{"id":"msg_1","model":" ","usage":{"input_tokens":12,"output_tokens":34}}""")]
    [InlineData(
        "half a character",
        """{"id":"msg_1","model":"\ud800","usage":{"input_tokens":12,"output_tokens":34}}"""
    )]
    [InlineData("blank id", """{"id":"","model":"m","usage":{"input_tokens":12,"output_tokens":34}}""")]
    [InlineData("no id", """{"model":"m","usage":{"input_tokens":12,"output_tokens":34}}""")]
    [InlineData(
        "a kind of no sense",
        """{"id":"msg_1","model":"m","usage":{"input_tokens":12,"output_tokens":34,"cache_read_input_tokens":"x"}}"""
    )]
    public void Loses_only_the_detail_that_is_broken(string kind, string message)
    {
        var read = Read(
            "{\"type\":\"assistant\",\"uuid\":\"u1\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"message\":"
                + message
                + "}\n"
        );

        Assert.True((12, 34) == Tokens(read), kind);
        Assert.Equal(1, read.Unreadable);
    }

    [Fact]
    public void Counts_numbers_that_are_written_with_a_point()
    {
        var read = Read(Line("msg_1", input: "12.0", output: "34.0"));

        Assert.Equal((12, 34), Tokens(read));
        Assert.Equal(0, read.Unreadable);
    }

    // ANSWER stands for what an answer's braces hold.
    [Theory]
    [InlineData("{\n  ANSWER\n}\n", 1, 0)]
    [InlineData("{ \r\n\tANSWER\r\n}\r\n", 1, 0)]
    [InlineData("{\n  \"a\": [\n{\n\"b\": 12\n},\n3\n],\nANSWER\n}\n", 1, 0)]
    [InlineData("{\nANSWER\n}\n{\nANSWER,\"z\":1\n}\n", 1, 0)]
    [InlineData("{\n  \"a\": \n{ANSWER}\n", 1, 2)]
    [InlineData("{\n{ANSWER}\n", 1, 1)]
    [InlineData("{\nnonsense\n{ANSWER}\n", 1, 2)]
    public void Reads_a_record_that_is_printed_over_several_lines(string lines, int answers, int broken)
    {
        var answer = Line("msg_1").TrimEnd('\n')[1..^1];
        var text = lines.Replace("ANSWER", answer, StringComparison.Ordinal) + Line("msg_2");
        foreach (var bytes in new[] { Encoding.UTF8.GetBytes(text), [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)] })
        {
            var read = Transcript.Read(bytes, TranscriptPlace.Start, ClaudeCodeUsage.Format);
            Assert.Equal(answers + 1, read.Entries.Select(entry => entry.MessageId).Distinct().Count());
            Assert.Equal((bytes.Length, broken), (read.Next.Offset, read.Unreadable));
            // Wherever a piece ends, it says the same.
            for (var cut = 4; cut < bytes.Length; cut += 2)
            {
                var one = Transcript.Read(bytes.AsMemory(0, cut), TranscriptPlace.Start, ClaudeCodeUsage.Format);
                var two = Transcript.Read(bytes.AsMemory((int)one.Next.Offset), one.Next, ClaudeCodeUsage.Format);
                Assert.Equal(read.Entries.Length, one.Entries.Length + two.Entries.Length);
                Assert.Equal(broken, one.Unreadable + two.Unreadable);
            }
        }
    }

    [Fact]
    public void Takes_the_time_of_the_line_above_where_one_has_none()
    {
        var read = Read(Line("msg_1") + Line("msg_2", time: null) + Line("msg_3", time: "never"));

        Assert.Equal(3, read.Entries.Length);
        Assert.Single(read.Entries.Select(entry => entry.At).Distinct());
        Assert.Equal(2, read.Unreadable);
        Assert.Null(Assert.Single(Read(Line("msg_1", time: null)).Entries).At);
    }

    [Theory]
    [InlineData("\uFEFF", 0)]
    [InlineData("\0\0\0\0", 0)]
    [InlineData("{\"type\":\"assistant\",\"timestamp\":\"2026-01-01T00:00", 1)]
    [InlineData("{\"type\":\"assistant\",\"message\":{\"id\":\"msg_9\",\"usage\":{\"input_tokens\":5}", 1)]
    [InlineData("]}, ", 1)]
    public void Counts_the_record_behind(string before, int unreadable)
    {
        var read = Read(before + Line("msg_1", input: "12", output: "34"));

        Assert.Equal((12, 34), Tokens(read));
        Assert.Equal(unreadable, read.Unreadable);
    }

    [Fact]
    public void Counts_each_of_several_records_on_a_line()
    {
        var read = Read(string.Concat(Enumerable.Range(0, 40).Select(n => Line($"msg_{n}").TrimEnd('\n'))) + "\n");

        Assert.Equal(40, read.Entries.Length);
        Assert.Equal(0, read.Unreadable);
    }

    [Fact]
    public void Ends_its_search_in_a_line_that_never_does()
    {
        var read = Read(string.Concat(Enumerable.Repeat("{\"a\":", 600_000)) + "\n" + Line("msg_1"));

        Assert.Single(read.Entries);
        Assert.Equal(1, read.Unreadable);
    }

    [Theory]
    [InlineData("relay")]
    [InlineData("msg_relay")]
    [InlineData("msg_1")]
    [InlineData("msg_relay-answer")]
    public void Tells_answers_apart_that_a_gateway_gave_one_id(string id)
    {
        var read = Read(
            Line(id, uuid: "a", request: null)
                + Line(id, uuid: "b", parent: "tool 1", request: null)
                + Line(id, uuid: "c", parent: "b", request: null)
                + Line(id, uuid: "d", parent: "tool 2", request: "")
        );

        // The third line goes on with the answer of the second.
        Assert.Equal(3, Counted(read, Here).Length);
        Assert.Equal(Counted(read, Here), Counted(read, Here));
        Assert.Empty(Counted(read, Here).Intersect(Counted(read, There)));
    }

    [Theory]
    [InlineData("req_1")]
    [InlineData(null)]
    public void Counts_an_answer_of_several_lines_once_though_they_name_no_message(string? request)
    {
        var read = Read(
            Line("", uuid: "a", parent: "asked", request: request)
                + Line("", uuid: "b", parent: "a", request: request)
                + Line("", uuid: "c", parent: "b", request: request)
                + Line("", uuid: "d", parent: "tool 1", request: request)
        );

        Assert.Equal(2, Counted(read, Here).Length);
    }

    [Fact]
    public void Goes_on_with_an_answer_where_the_last_piece_ended()
    {
        var first = Bytes(Line("relay", uuid: "a", request: null));
        var second = Bytes(Line("relay", uuid: "b", parent: "a", request: null));
        var begun = ClaudeCodeUsage.Read(first, TranscriptPlace.Start);
        var rest = ClaudeCodeUsage.Read(second, begun.Next);

        Assert.Single(begun.Entries.Concat(rest.Entries).Select(entry => entry.Within(Here).Key()).Distinct());
    }

    [Theory]
    [InlineData("msg_01XFDUDYJgAACzvnptvVoYEL")]
    [InlineData("msg_bdrk_01XFDUDYJgAACzvnptvVoYEL")]
    [InlineData("msg_vrtx_01XFDUDYJgAACzvnptvVoYEL")]
    [InlineData("msg_6a174c20-f6de-4a3c-84d2-6018fcceff64")]
    [InlineData("msg_9f2c44a1b07d3e58")]
    public void Knows_anthropics_own_messages_in_every_session(string id)
    {
        var read = Read(Line(id, uuid: "a", request: null) + Line(id, uuid: "b", request: null));

        Assert.Equal(Assert.Single(Counted(read, Here)), Assert.Single(Counted(read, There)));
    }

    [Fact]
    public void Says_what_a_last_line_says_that_has_no_line_break()
    {
        var whole = RecordedTranscripts.Line("m1").TrimEnd('\n');

        Assert.Equal("m1", Assert.Single(Read(whole).Unended).MessageId);
        Assert.Empty(Read(whole[..^1]).Unended);
        Assert.Empty(Read(whole).Entries);
        Assert.Equal(0, Read(whole).Next.Offset);
        Assert.Empty(Read(whole + "\n").Unended);
    }

    [Fact]
    public void Counts_figures_in_quotes() =>
        Assert.Equal(
            (100, 11),
            Tokens(
                Read(
                    """
                    {"type":"assistant","timestamp":"2026-01-01T00:00:00Z","requestId":"r","message":{"id":"m","model":"x","usage":{"input_tokens":"100","output_tokens":"11"}}}

                    """
                )
            )
        );

    private static string[] Counted(TranscriptRead read, SessionId session) =>
        [.. read.Entries.Select(entry => entry.Within(session)).Merge().Select(entry => entry.Key())];

    private static (long, long) Tokens(TranscriptRead read) =>
        (Assert.Single(read.Entries).Input, Assert.Single(read.Entries).Output);

    private static TranscriptRead Read(string text) => ClaudeCodeUsage.Read(Bytes(text), TranscriptPlace.Start);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Line(
        string id,
        string? uuid = null,
        string? parent = null,
        string? request = "req_1",
        string? time = "2026-01-01T00:00:00Z",
        string input = "1",
        string output = "2"
    ) =>
        $"{{\"type\":\"assistant\",\"uuid\":\"{uuid ?? id}\",\"parentUuid\":{Text(parent)},\"timestamp\":{Text(time)},"
        + $"\"requestId\":{Text(request)},\"message\":{{\"id\":\"{id}\",\"model\":\"m\","
        + $"\"usage\":{{\"input_tokens\":{input},\"output_tokens\":{output}}}}}}}\n";

    private static string Text(string? text) => text is null ? "null" : $"\"{text}\"";
}
