using System.Text;
using Brain.Client;
using Brain.Client.HandOff;
using Brain.Client.Hooks;
using Brain.Messages.Sessions;

namespace Brain.Tests.Client;

public sealed class AHandOffFile : IDisposable
{
    private const string Block = "<!-- brain:one:1 -->\n### Turn 1\n";

    private readonly ScratchFolder _scratch = new();

    private string Project => Directory.CreateDirectory($"{_scratch.Path}/project").FullName;

    private string Text => _scratch["project/HANDOFF.md"];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Is_not_made_where_nobody_wants_one()
    {
        Assert.Null(HandOffFile.In(Project, mayCreate: false));
        Carry("SessionStart");

        Assert.Empty(_scratch.Files("HANDOFF.md"));
    }

    [Fact]
    public void Is_made_where_the_person_said_so()
    {
        HandOffFile.In(Project, mayCreate: true)!.Append("<!-- brain:one:1 -->", Block);

        Assert.Equal(Block, Text);
    }

    [Fact]
    public void Keeps_what_a_person_wrote()
    {
        _scratch["project/HANDOFF.md"] = "# Ours\nno line break at the end";

        HandOffFile.In(Project, mayCreate: false)!.Append("<!-- brain:one:1 -->", Block);

        Assert.Equal("# Ours\nno line break at the end\n\n" + Block, Text);
    }

    [Fact]
    public void Has_each_part_once_however_many_bring_it()
    {
        var file = HandOffFile.In(Project, mayCreate: true)!;

        Parallel.For(0, 64, i =>
            file.Append(
                $"<!-- brain:one:{i % 8} -->",
                $"<!-- brain:one:{i % 8} -->\n{new string((char)('a' + (i % 8)), 500)}\n"
            )
        );

        Assert.Equal(8, Text.Split("<!-- brain:").Length - 1);
        Assert.Equal(8, Text.Split('\n').Count(line => line.Length == 500));
    }

    [Fact]
    public void Is_not_followed_out_of_the_project()
    {
        _scratch["elsewhere.md"] = "private";
        File.CreateSymbolicLink($"{Project}/HANDOFF.md", $"{_scratch.Path}/elsewhere.md");

        Assert.Null(HandOffFile.In(Project, mayCreate: true));
        Carry("SessionStart", handOff: true);

        Assert.Equal("private", _scratch["elsewhere.md"]);
    }

    [Fact]
    public void Is_not_made_through_a_link_that_leads_nowhere()
    {
        File.CreateSymbolicLink($"{Project}/HANDOFF.md", $"{_scratch.Path}/not-there.md");

        HandOffFile.In(Project, mayCreate: true)?.Append("<!-- brain:one:1 -->", Block);

        Assert.Empty(_scratch.Files("not-there.md"));
    }

    [Fact]
    public void May_be_a_link_within_the_project()
    {
        _scratch["project/docs/notes.md"] = "ours\n";
        File.CreateSymbolicLink($"{Project}/HANDOFF.md", "docs/notes.md");

        HandOffFile.In(Project, mayCreate: false)!.Append("<!-- brain:one:1 -->", Block);

        Assert.Equal("ours\n\n" + Block, _scratch["project/docs/notes.md"]);
    }

    [Fact]
    public void Stops_growing_at_its_limit()
    {
        _scratch["project/HANDOFF.md"] = new string('x', HandOffFile.BytesMax - 10);

        HandOffFile.In(Project, mayCreate: false)!.Append("<!-- brain:one:1 -->", Block);

        Assert.Equal(HandOffFile.BytesMax - 10, Text.Length);
    }

    [Fact]
    public void Tells_a_new_session_its_last_whole_lines()
    {
        _scratch["project/HANDOFF.md"] = string.Concat(Enumerable.Range(0, 200).Select(i => $"line {i} 🧠\n"));
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "200 {}");

        Carry("SessionStart");

        var text = Encoding.UTF8.GetString(Convert.FromBase64String(brain.All.Single().Headers["Brain-Handoff"]));
        Assert.StartsWith("line ", text, StringComparison.Ordinal);
        Assert.EndsWith("line 199 🧠\n", text, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(text), HandOffFile.TailBytesMax - 20, HandOffFile.TailBytesMax);
    }

    [Fact]
    public void Gets_a_session_s_line_and_each_turn_once()
    {
        _scratch["project/HANDOFF.md"] = "";
        using var brain = new FakeBrainSocket(_scratch.Path, received =>
            received.Line.StartsWith("GET", StringComparison.Ordinal) ? "200 " + Block : "200 {}"
        );

        foreach (var name in (string[])["SessionStart", "Stop", "SessionStart", "Stop"])
            Carry(name);

        Assert.Single(Text.Split("## Session one").Skip(1));
        Assert.Single(Text.Split("### Turn 1").Skip(1));
        Assert.Contains(brain.All, received =>
            received.Line.StartsWith(
                "GET "
                    + $"/sessions/{SessionId.OfAgent("one")}/handoff?project={Uri.EscapeDataString(Project)}&prompt=7d7f4d0e-0000-4000-8000-000000000001 ",
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public void Gets_a_turn_that_ended_while_the_brain_was_down()
    {
        _scratch["project/HANDOFF.md"] = "";
        Carry("Stop");
        using var brain = new FakeBrainSocket(_scratch.Path, received =>
            received.Line.StartsWith("GET", StringComparison.Ordinal) ? "200 " + Block : "200 {}"
        );

        Assert.False(Assert.Single(new SpoolFolder(new(_scratch.Path)).Flush()).Waits);

        Assert.Contains("### Turn 1", Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Gets_turns_in_their_order_that_the_brain_was_slow_to_tell()
    {
        _scratch["project/HANDOFF.md"] = "";
        using (Telling(slow: _ => true))
        {
            Carry("Stop", turn: 1);
            Carry("Stop", turn: 2);
        }

        using var brain = Telling(slow: _ => false);
        Carry("Stop", turn: 3);
        Carry("Stop", turn: 3);

        Assert.Equal(
            ["### Turn 1", "### Turn 2", "### Turn 3"],
            Text.Split('\n').Where(line => line.StartsWith("###", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Keeps_no_stop_waiting_for_what_it_lacks()
    {
        _scratch["project/HANDOFF.md"] = "";
        using var brain = Telling(slow: _ => true);
        for (var turn = 1; turn <= 4; turn++)
            Owe("one", turn);

        var began = Environment.TickCount64;
        Carry("Stop", turn: 5);

        Assert.InRange(Environment.TickCount64 - began, 0, 1_000);
        Assert.Single(brain.All, received => received.Line.StartsWith("GET", StringComparison.Ordinal));
    }

    [Fact]
    public void Gets_the_last_turn_of_a_session_when_the_spool_is_flushed()
    {
        _scratch["project/HANDOFF.md"] = "";
        using (Telling(slow: _ => true))
            Carry("Stop", turn: 1);
        Owe("two", 1);
        using var brain = Telling(slow: received =>
            received.Line.Contains($"/{SessionId.OfAgent("two")}/", StringComparison.Ordinal)
        );

        Assert.Empty(new SpoolFolder(new(_scratch.Path)).Flush());

        Assert.Single(Text.Split("### Turn 1").Skip(1));
        Assert.EndsWith("/two.000000000000001", Assert.Single(_scratch.Files("*.0*")), StringComparison.Ordinal);
        Assert.Single(_scratch.Files("waiting"));
    }

    [Theory]
    [InlineData("404 no such session", 0)]
    [InlineData("204 ", 0)]
    [InlineData("503 not now", 1)]
    public void Is_owed_a_turn_only_while_the_brain_may_tell_it(string answer, int owed)
    {
        _scratch["project/HANDOFF.md"] = "";
        using var brain = new FakeBrainSocket(_scratch.Path, received =>
            received.Line.StartsWith("GET", StringComparison.Ordinal) ? answer : "200 {}"
        );

        Carry("Stop", turn: 1);

        Assert.Equal(owed, _scratch.Files("one.0*").Length);
    }

    [Fact]
    public void Is_owed_no_turn_for_ever()
    {
        Owe("one", 1);
        File.SetLastWriteTimeUtc(_scratch.Files("one.0*").Single(), DateTime.UtcNow - PendingHandOffs.AgeMax);

        Assert.True(new PendingHandOffs(new(_scratch.Path)).Pay(null, Environment.TickCount64 + 1_000));

        Assert.Empty(_scratch.Files("one.0*"));
    }

    // A brain that hears every event, and is slow to tell some turns.
    private FakeBrainSocket Telling(Func<ReceivedRequest, bool> slow) => new(_scratch.Path, received =>
        {
            if (!received.Line.StartsWith("GET", StringComparison.Ordinal))
                return "200 {}";
            var turn = received.Line[received.Line.IndexOf(" HTTP", StringComparison.Ordinal) - 1];
            return slow(received) ? null : $"200 <!-- brain:one:{turn} -->\n### Turn {turn}\n";
        });

    private void Owe(string session, int turn) =>
        _scratch[$"spool/handoff/{session}.{turn:D15}"] = $"7d7f4d0e-0000-4000-8000-00000000000{turn}\n{Project}";

    private void Carry(string name, bool handOff = false, int turn = 1) =>
        new HookCarrier(new(_scratch.Path), hard: false, handOff) { SoftMs = 5_000 }.Carry(
            HookPayload.Of(
                Encoding.UTF8.GetBytes(
                    $$"""{"session_id":"one","hook_event_name":"{{name}}","cwd":"{{Project}}","prompt_id":"7d7f4d0e-0000-4000-8000-00000000000{{turn}}"}"""
                )
            )
        );
}
