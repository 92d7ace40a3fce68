using System.Diagnostics;

namespace Brain.Acceptance;

/// <summary>
/// The brain is killed while a call of another agent's runs, and is there again after the agent is gone.
/// </summary>
[Trait("Agents", "others")]
public sealed class AnotherAgentsBrainThatDies
{
    [Theory]
    [InlineData("codex")]
    [InlineData("gemini")]
    [InlineData("copilot")]
    public async Task Lets_the_turn_go_on_and_loses_no_event(string name)
    {
        BrainFixture.Require();
        await using var brain = new BrainFixture();
        await brain.InitializeAsync();
        await using var agent = await (
            name switch
            {
                "codex" => RealAgent.Codex(brain),
                "gemini" => RealAgent.Gemini(brain),
                _ => RealAgent.Copilot(brain),
            }
        );
        using var program = RealAgent.Run(Start(agent, name, "SCRIPT:pauses go on"));
        var session = await agent.AtACall(brain);
        await brain.KillHard();

        await program.WaitForExitAsync();

        Assert.Equal(0, program.ExitCode);
        // The call's result, the turn's end and the session's wait.
        Assert.True(File.ReadAllLines(Path.Combine(brain.Home, "spool", $"{session}.jsonl")).Length >= 3);
        await brain.Start();
        Assert.Equal(0, (await brain.Client(["spool", "flush"])).ExitCode);
        Assert.Equal("[]", (await brain.Client(["spool", "--json"])).Output.Trim());
        var turn = Assert.Single(await brain.Rows.Turns(session));
        Assert.Equal(("Paused.", "ok"), (turn["assistant_response"], turn["status"]));
        Assert.Equal("ok", Assert.Single(await brain.Rows.ToolCalls(session))["status"]);
        Assert.Equal("ended", (await brain.Rows.Session(session))["status"]);
    }

    private static ProcessStartInfo Start(RealAgent agent, string name, string prompt) =>
        name switch
        {
            "codex" => agent.CodexStart(prompt),
            "gemini" => agent.GeminiStart(prompt),
            _ => agent.CopilotStart(prompt),
        };
}
