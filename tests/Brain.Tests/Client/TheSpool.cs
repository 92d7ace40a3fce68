using System.Text;
using System.Text.Json.Nodes;
using Brain.Client;
using Brain.Client.Http;

namespace Brain.Tests.Client;

public sealed class TheSpool : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    private Spool Spool => new(new(_scratch.Path), "one");

    private string[] Lines => File.ReadAllLines(Spool.Path);

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Says_why_where_what_was_refused_can_be_kept_no_more()
    {
        var home = new BrainHome(_scratch.Path);
        Directory.CreateDirectory(Path.Combine(home.Spool, "rejected.1.jsonl", "in the way"));
        using (var full = File.Create(Path.Combine(home.Spool, "rejected.jsonl")))
            full.SetLength(RejectedLines.BytesMax);

        var why = new RejectedLines(home).Keep("no event", "s", "{}"u8);

        Assert.Contains("is full and can't be moved to", why, StringComparison.Ordinal);
        Assert.Equal(RejectedLines.BytesMax, new FileInfo(Path.Combine(home.Spool, "rejected.jsonl")).Length);
    }

    [Fact]
    public void Keeps_an_event_as_it_came_on_one_line()
    {
        Assert.Null(
            Spool.Keep("{\n  \"a\": 1.50,\r\n  \"b\": \"x\\ny 🧠\"\n}\n"u8, new(Guid.CreateVersion7(), Hard: true))
        );

        var line = JsonNode.Parse(Assert.Single(Lines))!;
        Assert.Equal(
            """{"a":1.50,"b":"x\ny 🧠"}""",
            line["event"]!.ToJsonString(new() { Encoder = Unescaped.Instance })
        );
        Assert.True(line["hard"]!.GetValue<bool>());
        Assert.Equal(7, Guid.Parse(line["id"]!.ToString()).Version);
    }

    [Fact]
    public void Keeps_what_is_not_JSON_as_text()
    {
        Spool.Keep("not \"json\"\n"u8, new(Guid.CreateVersion7(), Hard: false));

        Assert.Equal("not \"json\"\n", JsonNode.Parse(Assert.Single(Lines))!["text"]!.ToString());
    }

    [Fact]
    public void Never_mixes_the_lines_of_many_writers()
    {
        Parallel.For(0, 200, i =>
            Spool.Keep(
                Encoding.UTF8.GetBytes($$"""{"n":{{i}},"pad":"{{new string('x', 9000)}}"}"""),
                new(Guid.CreateVersion7(), Hard: false)
            )
        );

        Assert.Equal(
            Enumerable.Range(0, 200),
            Lines.Select(line => JsonNode.Parse(line)!["event"]!["n"]!.GetValue<int>()).Order()
        );
    }

    [Fact]
    public void Starts_a_new_line_after_a_torn_one()
    {
        _scratch["spool/one.jsonl"] = "{\"torn";
        Spool.Keep("{}"u8, new(Guid.CreateVersion7(), Hard: false));

        Assert.Equal(2, Lines.Length);
        Assert.NotNull(JsonNode.Parse(Lines[1]));
    }

    [Fact]
    public void Is_bounded_and_says_so()
    {
        _scratch["spool/one.jsonl"] = "";
        using (var file = File.OpenWrite(Spool.Path))
            file.SetLength(Spool.BytesMax - 10);

        Assert.Contains(
            "64 MiB",
            Spool.Keep("{}"u8, new(Guid.CreateVersion7(), Hard: false)),
            StringComparison.Ordinal
        );
        Assert.Equal(Spool.BytesMax - 10, new FileInfo(Spool.Path).Length);
    }

    [Fact]
    public void Is_private()
    {
        Spool.Keep("{}"u8, new(Guid.CreateVersion7(), Hard: false));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Spool.Path));
    }
}
