using System.Text;
using Brain.Client.Hooks;

namespace Brain.Tests.Client;

public sealed class AHookWithTheBrainDown : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Goes_on_and_says_so_once()
    {
        Assert.Contains("brain up", Said(Carry("SessionStart")), StringComparison.Ordinal);

        Assert.Equal(HookOutcome.Nothing, Carry("UserPromptSubmit"));
        Assert.Equal(2, File.ReadAllLines($"{_scratch.Path}/spool/one.jsonl").Length);
    }

    [Theory]
    [InlineData("PreCompact")]
    [InlineData("PostCompact")]
    [InlineData("SessionEnd")]
    public void Prints_nothing_that_a_model_would_read(string name) => Assert.Equal(HookOutcome.Nothing, Carry(name));

    [Theory]
    [InlineData("PreToolUse")]
    [InlineData("PostToolBatch")]
    [InlineData("UserPromptSubmit")]
    [InlineData("UserPromptExpansion")]
    public void Refuses_when_hard_and_spools_nothing(string name)
    {
        var outcome = Carry(name, hard: true);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("brain up", outcome.Stderr, StringComparison.Ordinal);
        Assert.Equal(
            name == "UserPromptSubmit",
            outcome.Stderr!.Contains("Ctrl-U clears the line", StringComparison.Ordinal)
        );
        Assert.Empty(_scratch.Files("*"));
    }

    [Theory]
    [InlineData("Stop")]
    [InlineData("SessionEnd")]
    public void Never_blocks_an_end(string name) => Assert.Equal(0, Carry(name, hard: true).ExitCode);

    [Fact]
    public void Says_when_the_event_is_lost_too()
    {
        _scratch["spool"] = "in the way";

        Assert.Contains("could NOT be kept", Said(Carry("Stop")), StringComparison.Ordinal);
    }

    // Copilot CLI runs Claude Code's hooks too, and names no event when it starts a sub-agent.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Passes_over_what_another_agent_tells_by_it(bool hard)
    {
        var outcome = new HookCarrier(new(_scratch.Path), hard).Carry(
            HookPayload.Of("""{"sessionId":"one","timestamp":1,"agentName":"general-purpose"}"""u8.ToArray())
        );

        Assert.Equal(HookOutcome.Nothing, outcome);
        Assert.Empty(_scratch.Files("*"));
    }

    private static string Said(HookOutcome outcome) => Encoding.UTF8.GetString(outcome.Stdout.Span);

    private HookOutcome Carry(string name, bool hard = false) =>
        new HookCarrier(new(_scratch.Path), hard).Carry(
            HookPayload.Of(Encoding.UTF8.GetBytes($$"""{"session_id":"one","hook_event_name":"{{name}}"}"""))
        );
}
