using System.Text;
using Brain.Client.Hooks;

namespace Brain.Tests.Client;

/// <summary>After an outage one line says how many events were told meanwhile.</summary>
public sealed class ABrainThatIsBack : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Says_once_how_much_it_was_told()
    {
        for (var number = 0; number < 13; number++)
            Carry(number == 0 ? "SessionStart" : "PostToolUse");
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "200 {\"systemMessage\":\"🪑 turn 1\"}");

        Assert.Equal("{\"systemMessage\":\"🪑 turn 1\\n🧠 The brain is back, 13 events told.\"}", Carry("Stop"));
        Assert.Equal("{\"systemMessage\":\"🪑 turn 1\"}", Carry("Stop"));
    }

    [Fact]
    public void Says_it_where_there_is_no_other_answer()
    {
        Carry("SessionStart");
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "200 {}");

        Assert.Equal("{\"systemMessage\":\"🧠 The brain is back, 1 event told.\"}", Carry("PostToolUse"));
    }

    [Fact]
    public void Waits_for_an_event_that_can_show_it()
    {
        Carry("SessionStart");
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "200 {}");

        Assert.Equal("", Carry("SubagentStop"));
        Assert.Contains("The brain is back, 1 event told", Carry("Stop"), StringComparison.Ordinal);
    }

    private string Carry(string name) =>
        Encoding.UTF8.GetString(
            new HookCarrier(new(_scratch.Path), hard: false) { SoftMs = 5_000 }
                .Carry(
                    HookPayload.Of(Encoding.UTF8.GetBytes($$"""{"session_id":"one","hook_event_name":"{{name}}"}"""))
                )
                .Stdout.Span
        );
}
