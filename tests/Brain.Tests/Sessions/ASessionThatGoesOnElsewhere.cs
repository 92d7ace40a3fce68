using Brain.Tests.Mcp;

namespace Brain.Tests.Sessions;

/// <summary>Which of the agent's processes a session lives in, where its start does not tell.</summary>
public sealed class ASessionThatGoesOnElsewhere(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task Lives_in_the_process_that_its_newest_prompt_comes_of()
    {
        await using var first = new SomeAgentProcess(silo.Settings.Socket);
        await using var second = new SomeAgentProcess(silo.Settings.Socket);
        var session = new Personas.ScriptedSession(silo, first.Folder);
        await session.Start();
        await session.Turn("The start was brought by whom it did not come of");
        Assert.DoesNotContain($"Session {session.Id} (active", await Status(first), StringComparison.Ordinal);

        await first.Prompt("claude-code", session.Id);
        Assert.Contains($"Session {session.Id} (active", await Status(first), StringComparison.Ordinal);

        await silo.Sleep();
        await silo.Wake();
        await second.Prompt("claude-code", session.Id);
        Assert.Contains($"Session {session.Id} (active", await Status(second), StringComparison.Ordinal);
        Assert.DoesNotContain($"Session {session.Id} (active", await Status(first), StringComparison.Ordinal);
    }

    private static Task<string> Status(SomeAgentProcess agent) => agent.Call("a-client-of-nobody", "status");
}
