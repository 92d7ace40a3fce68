using System.Text;
using Brain.Client.Hooks;

namespace Brain.Tests.Client;

public sealed class ALongEvent : IDisposable
{
    // More than the buffer of a socket takes at once (208 KiB), as a file that is written whole has.
    private const int Bytes = 3 * 1024 * 1024;

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Reaches_the_brain_whole()
    {
        using var brain = new FakeBrainSocket(_scratch.Path, _ => "200 {}");
        var json = $$"""{"session_id":"one","hook_event_name":"PreToolUse","n":7,"pad":"{{new string('x', Bytes)}}"}""";

        var outcome = new HookCarrier(new(_scratch.Path), hard: true).Carry(
            HookPayload.Of(Encoding.UTF8.GetBytes(json))
        );

        Assert.Equal(HookOutcome.Nothing, outcome);
        Assert.Equal(json, Assert.Single(brain.All).Body);
    }
}
