using System.Text;
using Brain.Domain.Hooks.ClaudeCode;
using Brain.Domain.Sessions;
using Brain.Messages.Sessions;
using FsCheck;
using FsCheck.Fluent;

namespace Brain.Tests.Sessions;

public sealed class ATranscript
{
    private static readonly byte[] Whole = File.ReadAllBytes(RecordedTranscripts.PathOf(RecordedTranscripts.Main));

    [Theory]
    [InlineData("e179c517-9e4c-44db-928d-f62853d4df0e")]
    [InlineData(RecordedTranscripts.WithAgent)]
    public void Says_what_ccusage_says(string session) =>
        Assert.Equal(RecordedTranscripts.Ccusage(session).Tokens, RecordedTranscripts.Counted(session));

    [Fact]
    public void Differs_from_ccusage_by_the_lines_that_a_fork_copied()
    {
        // ccusage read the fork 06e71627… before this session, for it reads files by name, and so counted the last four
        // requests of this session there: its figure for the fork is these four and one of the fork's own (3, 17, 2274,
        // 15242).
        string[] copied =
        [
            "msg_54a0b95acab23e7902781bdc",
            "msg_6ae0b3baaa0d8704e017c91e",
            "msg_2bb9eb634d38001dcb0d6ed0",
            "msg_ace2a5b252ca4e0586a72733",
        ];
        var counted = RecordedTranscripts.Lines(RecordedTranscripts.Main).Merge();

        Assert.Equal(
            RecordedTranscripts.Ccusage(RecordedTranscripts.Main).Tokens,
            Used.Of(counted.Where(entry => !copied.Contains(entry.MessageId)))
        );
        Assert.Equal(new(21, 83, 8797, 60816), Used.Of(counted.Where(entry => copied.Contains(entry.MessageId))));
        Assert.Equal(
            new(21 + 3, 83 + 17, 8797 + 2274, 60816 + 15242),
            RecordedTranscripts.Ccusage("06e71627-c1b1-45c9-aad9-0c37f5ad9edc").Tokens
        );
    }

    [Theory]
    [InlineData(RecordedTranscripts.WithAgent)]
    [InlineData("08e91e96-a464-4f2e-8436-5a4def07c36c")]
    [InlineData("8da8e44d-dca0-4235-8939-a746942d2bca")]
    public void Costs_what_claude_code_itself_noted(string session) =>
        Assert.Equal(
            RecordedTranscripts.CostState(session),
            RecordedTranscripts.Lines(session).Merge().Sum(entry => Cost(entry)!.Value)
        );

    [Fact]
    public void Costs_what_ccusage_says_where_ccusage_has_a_price()
    {
        var (tokens, cost, model) = RecordedTranscripts.Ccusage("07da6d18-27f2-48a5-85f7-bb875cd10cba");
        var entry = new UsageEntry
        {
            MessageId = "m",
            Model = model,
            At = Some.Time,
            Input = tokens.Input,
            Output = tokens.Output,
            CacheRead = tokens.CacheRead,
            CacheWrite5m = tokens.CacheCreation,
        };

        Assert.Equal("claude-sonnet-4-5-20250929", model);
        Assert.Equal(decimal.Round(cost, 9), Cost(entry));
    }

    [Fact]
    public void Says_whom_a_request_was_made_for()
    {
        var lines = RecordedTranscripts.Lines(RecordedTranscripts.Main);

        Assert.Equal(
            ["ask | ", "brain:pask | brain", "hello-skill | ", "mcp__plugin_brain_tiny__brief | "],
            lines
                .Where(line => line.Skill is not null)
                .Select(line => $"{line.Skill} | {line.Plugin}")
                .Distinct()
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            ["general-purpose"],
            RecordedTranscripts
                .Lines(RecordedTranscripts.WithAgent)
                .Select(line => line.Agent)
                .OfType<string>()
                .Distinct()
        );
    }

    [Fact]
    public void Says_of_a_request_what_any_of_its_lines_does()
    {
        var first = new UsageEntry { MessageId = "m", Model = "x", At = Some.Time, Output = 1, Skill = "pdf" };
        var last = first with { Output = 9, Skill = null, Plugin = "office" };
        var replay = first with { Sidechain = true, Skill = null, Agent = "reviewer" };

        var one = Assert.Single(new[] { first, last, replay }.Merge());

        Assert.Equal((9L, "pdf", "office", null), (one.Output, one.Skill, one.Plugin, one.Agent));
    }

    [Theory]
    [InlineData("claude-opus-4-9")]
    [InlineData("my-claude-opus-5-5")]
    [InlineData("gpt-6")]
    public void Has_no_price_for_a_model_that_is_not_in_the_list(string model) =>
        Assert.Null(
            PriceList.Default.Of(
                new()
                {
                    MessageId = "m",
                    Model = model,
                    At = Some.Time,
                    Input = 1,
                }
            )
        );

    [Theory]
    [InlineData("claude-opus-4-20250514", 15)]
    [InlineData("us.anthropic.claude-sonnet-4-5-20250929-v1:0", 3)]
    [InlineData("claude-haiku-5-5", 0.1)]
    [InlineData("claude-opus-5-5[1m]", 4)]
    public void Has_one_price_for_a_model_under_all_its_names(string model, double input) =>
        Assert.Equal(
            (decimal)input,
            PriceList
                .Default.Of(
                    new()
                    {
                        MessageId = "m",
                        Model = model,
                        At = Some.Time,
                        Input = 1,
                    }
                )!
                .Input
        );

    [Fact]
    public void Costs_more_for_long_prompts_where_the_list_says_so() =>
        Assert.Equal(
            0.5m,
            PriceList
                .Default.Of(
                    new()
                    {
                        MessageId = "m",
                        Model = "claude-haiku-5-5",
                        At = Some.Time,
                        CacheRead = 100_001,
                    }
                )!
                .Input
        );

    [Fact]
    public void Has_the_usual_price_for_requests_served_faster()
    {
        var line = Encoding.UTF8.GetBytes(
            "{\"type\":\"assistant\",\"timestamp\":\"2026-11-28T12:00:00Z\",\"requestId\":\"r\","
                + "\"message\":{\"id\":\"msg_1\",\"model\":\"claude-opus-5-5\","
                + "\"usage\":{\"input_tokens\":1,\"output_tokens\":1,\"speed\":\"fast\"}}}\n"
        );

        var entry = Assert.Single(ClaudeCodeUsage.Read(line, TranscriptPlace.Start).Entries);

        Assert.Equal(4, PriceList.Default.Of(entry)?.Input);
    }

    [Fact]
    public void Reads_the_same_in_whatever_pieces() => Check(Gen.ListOf(Gen.Choose(1, 30_000)), pieces =>
        {
            var whole = ClaudeCodeUsage.Read(Whole, TranscriptPlace.Start);
            var (entries, place, end) = (new List<UsageEntry>(), TranscriptPlace.Start, 0);
            foreach (var piece in pieces.Append(Whole.Length))
            {
                end = Math.Min(end + piece, Whole.Length);
                var read = ClaudeCodeUsage.Read(Whole.AsMemory((int)place.Offset, end - (int)place.Offset), place);
                entries.AddRange(read.Entries);
                place = read.Next;
            }

            Assert.Equal(whole.Entries.AsEnumerable(), entries);
            Assert.Equal(whole.Next, place);
        });

    [Fact]
    public void Never_says_more_when_it_is_truncated() => Check(Gen.Choose(0, Whole.Length), length =>
        {
            var read = ClaudeCodeUsage.Read(Whole.AsMemory(0, length), TranscriptPlace.Start);

            Assert.True(
                Used.Of(read.Entries.Merge())
                    .IsAtMost(Used.Of(ClaudeCodeUsage.Read(Whole, TranscriptPlace.Start).Entries.Merge()))
            );
            Assert.InRange(read.Next.Offset, 0, length);
        });

    [Fact]
    public void Never_fails_when_its_bytes_are_broken() =>
        Check(
            Gen.ListOf(
                from place in Gen.Choose(0, Whole.Length - 1)
                from value in Gen.Choose(0, 255)
                select (Place: place, Value: (byte)value)
            ),
            changes =>
            {
                var broken = (byte[])Whole.Clone();
                foreach (var (place, value) in changes)
                    broken[place] = value is >= (byte)'0' and <= (byte)'9' ? (byte)'x' : value;
                var read = ClaudeCodeUsage.Read(broken, TranscriptPlace.Start);

                // A broken digit may shorten a number and never lengthens one, so no line says more than it did.
                Assert.True(
                    Used.Of(read.Entries).IsAtMost(Used.Of(ClaudeCodeUsage.Read(Whole, TranscriptPlace.Start).Entries))
                );
            }
        );

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"type\":\"assistant\"")]
    [InlineData("""{"type":"assistant","message":{"usage":{}}}""")]
    [InlineData(
        """{"type":"assistant","timestamp":"2026-01-01T00:00:00Z","message":{"id":"m","model":"x","usage":{"input_tokens":-1}}}"""
    )]
    [InlineData(
        """{"type":"assistant","timestamp":"2026-01-01T00:00:00Z","message":{"id":"m","model":"x","usage":{"input_tokens":1e99}}}"""
    )]
    public void Counts_a_line_that_cannot_be_read_and_goes_on(string line)
    {
        var read = ClaudeCodeUsage.Read(
            RecordedTranscripts.Bytes(line + "\n", RecordedTranscripts.Line("m1")),
            TranscriptPlace.Start
        );

        Assert.Equal(1, read.Unreadable);
        Assert.Equal("m1", Assert.Single(read.Entries).MessageId);
    }

    [Theory]
    [InlineData("", 7)]
    [InlineData("\"type\":null,", 7)]
    [InlineData("\"type\":\"progress\",", null)]
    public void Counts_usage_whose_record_names_no_type(string type, int? tokens)
    {
        var line = $$$$"""
            {{{{{type}}}}"uuid":"u","timestamp":"2026-01-01T00:00:00Z","message":{"id":"m","usage":{"input_tokens":7}}}

            """;

        var read = ClaudeCodeUsage.Read(RecordedTranscripts.Bytes(line), TranscriptPlace.Start);

        Assert.Equal(tokens, (int?)read.Entries.SingleOrDefault()?.Input);
    }

    [Fact]
    public void Leaves_out_what_no_model_said()
    {
        var read = ClaudeCodeUsage.Read(
            RecordedTranscripts.Bytes(RecordedTranscripts.Line("m", model: "<synthetic>"), "\n", "{}\n"),
            TranscriptPlace.Start
        );

        Assert.Equal((0, 0), (read.Entries.Length, read.Unreadable));
    }

    [Fact]
    public void Waits_for_the_rest_of_a_line()
    {
        var line = RecordedTranscripts.Line("m");
        var half = ClaudeCodeUsage.Read(RecordedTranscripts.Bytes(line[..40]), TranscriptPlace.Start);

        Assert.Equal(TranscriptPlace.Start, half.Next);
        Assert.Single(ClaudeCodeUsage.Read(RecordedTranscripts.Bytes(line), half.Next).Entries);
    }

    [Fact]
    public void Passes_over_a_line_that_is_too_long()
    {
        var bytes = RecordedTranscripts.Bytes(
            new string('x', Transcript.LineBytesMax + 5),
            "\n",
            RecordedTranscripts.Line("m")
        );
        var whole = ClaudeCodeUsage.Read(bytes, TranscriptPlace.Start);
        var first = ClaudeCodeUsage.Read(bytes.AsMemory(0, Transcript.LineBytesMax), TranscriptPlace.Start);
        var second = ClaudeCodeUsage.Read(bytes.AsMemory(Transcript.LineBytesMax), first.Next);

        Assert.Equal(1, whole.Unreadable);
        Assert.True(first.Next.Skipping);
        Assert.Equal(whole.Entries.AsEnumerable(), second.Entries);
        Assert.Equal((1, whole.Next), (first.Unreadable + second.Unreadable, second.Next));
    }

    [Fact]
    public void Gives_each_answer_the_prompt_that_was_named_above_it()
    {
        var (one, two) = (Guid.NewGuid(), Guid.NewGuid());
        var read = ClaudeCodeUsage.Read(
            Encoding.UTF8.GetBytes(
                $$"""{"type":"user","promptId":"{{one}}"}"""
                    + "\n"
                    + RecordedTranscripts.Line("m1")
                    + RecordedTranscripts.Line("m2", prompt: two)
                    + RecordedTranscripts.Line("m3")
            ),
            TranscriptPlace.Start
        );

        Assert.Equal([one, two, two], read.Entries.Select(entry => entry.PromptId!.Value));
        Assert.Equal(two, read.Next.Prompt);
    }

    private static decimal? Cost(UsageEntry entry) =>
        PriceList.Default.Of(entry) is { } price
            ? (
                (price.Input * entry.Input)
                + (price.Output * entry.Output)
                + (price.CacheRead * entry.CacheRead)
                + (price.CacheWrite5m * entry.CacheWrite5m)
                + (price.CacheWrite1h * entry.CacheWrite1h)
            ) / 1_000_000
            : null;

    private static void Check<T>(Gen<T> any, Action<T> holds) =>
        Prop.ForAll(any.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
}
