using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Brain.Client;
using Brain.Client.Hooks;

namespace Brain.Tests.Client;

/// <summary>An event that the brain fails at each time, and those that wait behind it.</summary>
public sealed class AStuckLine : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private string _failing = "503 It was not decided: a row broke a rule.";
    private string _ready = "200 ready";

    private BrainHome Home => new(_scratch.Path);

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Is_put_aside_after_an_hour_of_failing_alone()
    {
        using var brain = Brain();
        Fail(PoisonEvent.TriesMin, PoisonEvent.TimeMin);

        Assert.Equal((1, 1, false), Flush());

        Assert.Equal(2, brain.All.Last(received => received.Body.Length > 0).Number);
        var rejected = JsonNode.Parse(Assert.Single(File.ReadAllLines($"{_scratch.Path}/spool/rejected.jsonl")))!;
        Assert.Contains("a row broke a rule", rejected["reason"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, JsonNode.Parse(rejected["line"]!.ToString())!["event"]!["n"]!.GetValue<int>());
        Assert.Empty(_scratch.Files("one.*"));
    }

    [Fact]
    public void Waits_while_its_tries_are_few()
    {
        using var brain = Brain();
        Fail(PoisonEvent.TriesMin - 1, PoisonEvent.TimeMin);

        Assert.Equal((0, 0, true), Flush());
    }

    [Fact]
    public void Waits_while_its_time_is_short()
    {
        using var brain = Brain();
        Fail(PoisonEvent.TriesMin, PoisonEvent.TimeMin - TimeSpan.FromMinutes(1));

        Assert.Equal((0, 0, true), Flush());
    }

    [Fact]
    public void Waits_for_ever_where_no_other_event_is_committed()
    {
        using var brain = Brain();
        Fail(3 * PoisonEvent.TriesMin, 3 * PoisonEvent.TimeMin, othersSucceed: false);

        Assert.Equal((0, 0, true), Flush());
    }

    [Theory]
    [InlineData("503 ", "503 not ready")]
    [InlineData("401 ", "200 ready")]
    [InlineData("429 ", "200 ready")]
    public void Waits_for_ever_where_the_brain_is_not_well(string failing, string ready)
    {
        (_failing, _ready) = (failing, ready);
        using var brain = Brain();
        Fail(3 * PoisonEvent.TriesMin, 3 * PoisonEvent.TimeMin);

        Assert.Equal((0, 0, true), Flush());
    }

    [Fact]
    public void Waits_for_ever_where_the_brain_is_down()
    {
        using (Brain())
            Fail(PoisonEvent.TriesMin - 1, 3 * PoisonEvent.TimeMin);
        for (var time = 0; time < 3 * PoisonEvent.TriesMin; time++)
        {
            PoisonEvent.Heard(Home);
            Assert.Equal((0, 0, true), Flush());
        }
    }

    [Fact]
    public void Is_not_judged_by_a_hook_that_has_no_time()
    {
        using var brain = Brain();
        Fail(PoisonEvent.TriesMin - 1, PoisonEvent.TimeMin);
        for (var time = 0; time < PoisonEvent.TriesMin; time++)
        {
            Later(TimeSpan.FromMinutes(1));
            Assert.False(new Replay(Home, "one").Run(Environment.TickCount64 + 10_000, eventMs: 250).Empty);
        }
    }

    [Fact]
    public void Is_counted_anew_when_another_is_the_first()
    {
        using var brain = Brain();
        Fail(PoisonEvent.TriesMin - 1, PoisonEvent.TimeMin);
        Later(PoisonEvent.TimeMin);

        var words = _scratch["spool/one.stuck"].Split(' ');
        _scratch["spool/one.stuck"] = string.Join(' ', words.Skip(1).Prepend($"{Guid.NewGuid()}"));

        Assert.Equal((0, 0, true), Flush());
    }

    [Theory]
    [InlineData("Stop", true)]
    [InlineData("PreToolUse", false)]
    public void Is_judged_by_events_that_were_surely_committed(string name, bool counts)
    {
        using var brain = Brain();
        Keep(1);

        new HookCarrier(Home, hard: false) { SoftMs = 5_000 }.Carry(HookPayload.Of(Event("two", name, 7)));

        Assert.Equal(counts, File.Exists($"{_scratch.Path}/spool/heard"));
    }

    [Fact]
    public void Is_known_to_the_doctor()
    {
        using var brain = Brain();
        Fail(3, TimeSpan.FromMinutes(20));

        var (tries, first) = new PoisonEvent(Home, "one").Found!.Value;

        Assert.Equal(3, tries);
        Assert.InRange(DateTimeOffset.UtcNow - first, TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(21));
    }

    // It fails so often, the last time now, and the time between is spread evenly.
    private void Fail(int times, TimeSpan over, bool othersSucceed = true)
    {
        if (!File.Exists($"{_scratch.Path}/spool/one.jsonl"))
        {
            Keep(1);
            Keep(2);
        }

        for (var time = 1; time < times; time++)
        {
            Flush();
            Later(over / (times - 1));
            if (!othersSucceed)
                File.Delete($"{_scratch.Path}/spool/heard");
        }

        if (times < PoisonEvent.TriesMin)
            Flush();
    }

    // So much time goes by, and at its end the brain commits another session's event.
    private void Later(TimeSpan time)
    {
        PoisonEvent.Heard(Home);
        if (!File.Exists($"{_scratch.Path}/spool/one.stuck"))
            return;
        var words = _scratch["spool/one.stuck"].Split(' ');
        for (var i = 2; i < 4; i++)
            words[i] = (long.Parse(words[i], CultureInfo.InvariantCulture) - (long)time.TotalSeconds).ToString(
                CultureInfo.InvariantCulture
            );
        _scratch["spool/one.stuck"] = string.Join(' ', words);
    }

    private (int Sent, int Rejected, bool Waits) Flush()
    {
        var flushed = Assert.Single(new SpoolFolder(Home).Flush());
        return (flushed.Sent, flushed.Rejected, flushed.Waits);
    }

    private FakeBrainSocket Brain() => new(_scratch.Path, received => received.Line.StartsWith(
                "GET /readyz",
                StringComparison.Ordinal
            )
                ? _ready
            : received.Number == 1 ? _failing
            : "200 {}");

    private void Keep(int n) =>
        Assert.Null(new Spool(Home, "one").Keep(Event("one", "Stop", n), new(Guid.CreateVersion7(), false)));

    private static byte[] Event(string session, string name, int n) =>
        Encoding.UTF8.GetBytes($$"""{"session_id":"{{session}}","hook_event_name":"{{name}}","n":{{n}}}""");
}
