using System.Text;
using System.Text.Json.Nodes;
using Brain.Client;
using Brain.Client.Hooks;

namespace Brain.Tests.Client;

public sealed class ReplayingTheSpool : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    private BrainHome Home => new(_scratch.Path);

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Comes_before_the_next_event_and_in_order()
    {
        Carry(1);
        Carry(2);
        using var brain = Brain(_ => "200 {}");

        Carry(3);

        Assert.Equal([1, 2, 3], brain.Numbers);
        Assert.Empty(_scratch.Files("one.*"));
    }

    [Fact]
    public void Carries_what_was_known_when_it_happened()
    {
        var before = DateTimeOffset.UtcNow;
        Carry(1, "Stop", hard: true);
        using var brain = Brain(_ => "200 {}");

        Carry(2);

        var (waited, live) = (brain.All.First(), brain.All.Last());
        Assert.InRange(DateTimeOffset.Parse(waited.Headers["Brain-Event-At"]), before, DateTimeOffset.UtcNow);
        Assert.Equal("1", waited.Headers["Brain-Hard"]);
        Assert.Equal(7, Guid.Parse(waited.Id!).Version);
        Assert.False(live.Headers.ContainsKey("Brain-Event-At") || live.Headers.ContainsKey("Brain-Hard"));
        Assert.NotEqual(waited.Id, live.Id);
    }

    [Fact]
    public void Keeps_the_id_of_a_try_that_got_no_answer()
    {
        using (var deaf = Brain(_ => null))
        {
            Carry(1, softMs: null);
            Assert.Equal(Assert.Single(deaf.All).Id, JsonNode.Parse(Assert.Single(Lines("one")))!["id"]!.ToString());
        }
    }

    [Fact]
    public void Puts_aside_what_is_no_event_with_the_reason()
    {
        Carry(1);
        _scratch["spool/one.jsonl"] += "{\"torn\n";
        Carry(3);
        Carry(4);
        using var brain = Brain(received => received.Number == 3 ? "400 Not an event." : "200 {}");

        Carry(5);

        Assert.Equal([1, 3, 4, 5], brain.Numbers);
        var rejected = Lines("rejected").Select(line => JsonNode.Parse(line)!).ToArray();
        Assert.Equal("{\"torn", rejected[0]["line"]!.ToString());
        Assert.Equal(3, JsonNode.Parse(rejected[1]["line"]!.ToString())!["event"]!["n"]!.GetValue<int>());
        Assert.Contains("400", rejected[1]["reason"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("one", rejected[1]["session"]!.ToString());
    }

    [Theory]
    [InlineData("503 not decided")]
    [InlineData("401 not you")]
    [InlineData("429 too many")]
    public void Waits_on_where_the_brain_could_not_decide(string answer)
    {
        Carry(1);
        Carry(2);
        using (var brain = Brain(_ => answer))
        {
            Carry(3);
            Assert.Equal([1], brain.Numbers);
        }

        using var better = Brain(_ => "200 {}");
        Carry(4);
        Assert.Equal([1, 2, 3, 4], better.Numbers);
    }

    [Fact]
    public void Goes_on_where_it_stopped()
    {
        for (var n = 1; n <= 3; n++)
            Carry(n);
        using (var brain = Brain(received => received.Number < 3 ? "200 {}" : "503 x"))
            Carry(4);
        using var better = Brain(_ => "200 {}");

        Carry(5);

        Assert.Equal([3, 4, 5], better.Numbers);
    }

    [Fact]
    public void Never_skips_a_line_for_a_progress_note_that_is_wrong()
    {
        Carry(1);
        _scratch["spool/one.sent"] = "00000000000000999999";
        using var brain = Brain(_ => "200 {}");

        Carry(2);

        Assert.Equal([1, 2], brain.Numbers);
    }

    [Fact]
    public void Leaves_an_event_at_the_end_when_there_is_no_time()
    {
        for (var n = 1; n <= 200; n++)
            Keep(n);
        using var brain = Brain(_ =>
        {
            Thread.Sleep(20);
            return "200 {}";
        });

        var soft = Carry(201, softMs: null);
        var hard = Carry(202, "PreToolUse", hard: true);

        Assert.Equal(HookOutcome.Nothing, soft);
        Assert.Equal(2, hard.ExitCode);
        Assert.Contains("wait since", hard.Stderr, StringComparison.Ordinal);
        Assert.Equal(201, JsonNode.Parse(Lines("one")[^1])!["event"]!["n"]!.GetValue<int>());
        // One that was given up may be read a moment later.
        var numbers = brain.Numbers;
        Assert.Equal(numbers.Order(), numbers);
        Assert.All(new SpoolFolder(Home).Flush(), session => Assert.False(session.Waits));
        // What was under way when the time was over is tried again, with the id it had.
        Assert.Equal(
            Enumerable.Range(1, 201),
            brain.All.DistinctBy(received => received.Id).Select(received => received.Number)
        );
    }

    [Fact]
    public void Loses_repeats_and_reorders_nothing_in_a_crowd()
    {
        using var brain = Brain(_ => "200 {}");
        var written = false;
        var replayers = Enumerable
            .Range(0, 4)
            .Select(_ => new Thread(() =>
            {
                while (!Volatile.Read(ref written))
                    new Replay(Home, "one").Run(Environment.TickCount64 + 5_000, 5_000);
            }))
            .ToArray();
        foreach (var replayer in replayers)
            replayer.Start();

        for (var n = 1; n <= 400; n++)
            Keep(n);
        Volatile.Write(ref written, true);
        foreach (var replayer in replayers)
            replayer.Join();
        new Replay(Home, "one").Run(Environment.TickCount64 + 5_000, 5_000);

        Assert.Equal(Enumerable.Range(1, 400), brain.Numbers);
        Assert.Empty(_scratch.Files("one.*"));
    }

    [Fact]
    public void Shows_what_waits_and_since_when()
    {
        Keep(1);
        Keep(2);

        var waiting = Assert.Single(new SpoolFolder(Home).Waiting());

        Assert.Equal(("one", 2L), (waiting.Session, waiting.Events));
        Assert.InRange(waiting.Oldest!.Value, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
    }

    [Fact]
    public void Is_bounded_in_all_and_says_so()
    {
        _scratch["spool/other.jsonl"] = "";
        using (var file = File.OpenWrite($"{_scratch.Path}/spool/other.jsonl"))
            file.SetLength(Spool.TotalBytesMax);

        Assert.Contains(
            "256 MiB",
            new Spool(Home, "one").Keep("{}"u8, new(Guid.CreateVersion7(), false)),
            StringComparison.Ordinal
        );
    }

    private FakeBrainSocket Brain(Func<ReceivedRequest, string?> answer) => new(_scratch.Path, answer);

    private string[] Lines(string name) =>
        [.. File.ReadAllLines($"{_scratch.Path}/spool/{name}.jsonl").Where(line => line.Length > 0)];

    private void Keep(int n) =>
        Assert.Null(new Spool(Home, "one").Keep(Event(n, "Stop"), new(Guid.CreateVersion7(), false)));

    // A busy machine's brain has time to answer, but where that is what is tried.
    private HookOutcome Carry(int n, string name = "PostToolUse", bool hard = false, int? softMs = 5_000) =>
        new HookCarrier(Home, hard) { SoftMs = softMs }.Carry(HookPayload.Of(Event(n, name)));

    private static byte[] Event(int n, string name) =>
        Encoding.UTF8.GetBytes($$"""{"session_id":"one","hook_event_name":"{{name}}","n":{{n}}}""");
}
