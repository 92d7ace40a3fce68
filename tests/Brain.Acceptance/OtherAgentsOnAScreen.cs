using System.Text.Json;

namespace Brain.Acceptance;

/// <summary>What a person sees of the brain on the screens of other agents, and what they do there.</summary>
[Trait("Agents", "others")]
public sealed class OtherAgentsOnAScreen(BrainFixture brain) : IDisposable
{
    public static TheoryData<string> Agents => ["codex", "gemini", "qwen", "copilot", "opencode"];

    // What each shows when it asks, with the first answer to choose: once.
    private static readonly Dictionary<string, string> Question = new()
    {
        ["codex"] = "1. Yes",
        ["gemini"] = "1. Allow once",
        ["qwen"] = "1. Yes, allow once",
        ["copilot"] = "1. Yes",
        ["opencode"] = "Allow once",
    };

    public void Dispose() => brain.TellOfAFailure();

    [Theory]
    [MemberData(nameof(Agents))]
    public async Task Show_what_the_brain_answers_without_a_request(string name)
    {
        await using var agent = await Agent(name);

        var typed = name is "gemini" or "qwen" ? "/mode sparring" : "$mode sparring";

        await using var screen = await Open(agent, name, typed);

        await screen.WaitFor("Mode: sparring");
        Assert.Equal(0, agent.Requests);
        Assert.Equal("sparring", (await brain.Rows.Session(await One(agent, screen)))["mode"]);
    }

    [Theory]
    [MemberData(nameof(Agents))]
    public async Task Wait_for_their_person_while_their_own_prompt_asks(string name)
    {
        await using var agent = await Agent(name);
        await using var screen = await Open(agent, name, "SCRIPT:write it", asks: true);
        // opencode shows a footer for some seconds only.
        await screen.Record();

        var session = await One(agent, screen);
        var audit = await See(
            screen,
            async () =>
            {
                // What a busy machine's brain was late with waits there, and the person's answer is waited for.
                await brain.Client(["spool", "flush"]);
                return await brain.Rows.Audit(session);
            },
            rows => rows.Any(row => row["action"] == "permission.asked")
        );
        var asked = JsonSerializer.Deserialize<JsonElement>(
            Assert.Single(audit, row => row["action"] == "permission.asked")["detail"]!
        );
        Assert.Contains("a.txt", asked.GetProperty("target").GetString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(agent.Project, "a.txt")));

        // Its hook runs a little before it shows what it asks, and takes no key until then.
        await screen.WaitFor(Question[name]);
        await screen.Press("Enter");

        await See(screen, () => brain.Rows.Turns(session), turns => turns[0]["ended_at"] is not null);
        Assert.True(File.Exists(Path.Combine(agent.Project, "a.txt")));
        var call = Assert.Single(await brain.Rows.ToolCalls(session));
        Assert.Equal("ok", call["status"]);
        // Qwen Code asks first, and tells of the call when it may.
        Assert.Equal(name != "qwen", asked.TryGetProperty("call", out var begun));
        if (name != "qwen")
            Assert.Equal(call["tool_use_id"], begun.GetString());
        // Where a toast takes the place of another, opencode leaves its first line out now and then.
        if (name != "copilot")
            await screen.WaitForShown(name == "opencode" ? "· 1 tool call" : "Session Boss: turn 1");
    }

    // Gemini CLI tells nothing of a call that is stopped, and goes on to show it as one that runs.
    [Theory]
    [InlineData("codex")]
    [InlineData("qwen")]
    [InlineData("copilot")]
    [InlineData("opencode")]
    public async Task End_a_turn_when_the_person_presses_escape(string name)
    {
        await using var agent = await Agent(name);
        await using var screen = await Open(agent, name, "SCRIPT:gate run it");
        var session = await One(agent, screen);
        await See(
            screen,
            () => Task.FromResult(File.Exists(Path.Combine(agent.Project, "began"))),
            began => began
        );

        if (name != "copilot")
            await screen.Press("Escape");
        if (name == "opencode")
        {
            await screen.WaitFor("again to interrupt");
            await screen.Press("Escape");
        }

        // It wants two, not too far apart, and tells nothing of it: by the next prompt is known that this turn is over.
        if (name == "copilot")
        {
            await screen.EscapeTwice("Operation cancelled by user");
            await screen.Type("SCRIPT:two more");
            await screen.WaitFor("Second answer from the fake model.");
        }

        var turns = await See(screen, () => brain.Rows.Turns(session), turns => turns[0]["ended_at"] is not null);
        Assert.StartsWith("interrupted", turns[0]["error_note"], StringComparison.Ordinal);
        Assert.Equal("interrupted", Assert.Single(await brain.Rows.ToolCalls(session))["status"]);
        Assert.Equal("active", (await brain.Rows.Session(session))["status"]);
        await File.WriteAllTextAsync(Path.Combine(agent.Project, "go"), "");
    }

    [Fact]
    public async Task End_a_turn_that_is_stopped_while_gemini_answers()
    {
        await using var agent = await RealAgent.Gemini(brain);
        await using var screen = await Open(agent, "gemini", "SCRIPT:slow wait");
        var session = await One(agent, screen);
        await See(screen, () => Task.FromResult(agent.Requests), requests => requests > 1);

        await screen.Press("Escape");

        var turns = await See(screen, () => brain.Rows.Turns(session), turns => turns[0]["ended_at"] is not null);
        Assert.StartsWith("interrupted", Assert.Single(turns)["error_note"], StringComparison.Ordinal);
        Assert.Equal("active", (await brain.Rows.Session(session))["status"]);
    }

    private Task<RealAgent> Agent(string name) =>
        name switch
        {
            "codex" => RealAgent.Codex(brain),
            "gemini" => RealAgent.Gemini(brain),
            "qwen" => RealAgent.Qwen(brain),
            "copilot" => RealAgent.Copilot(brain),
            _ => RealAgent.OpenCode(brain),
        };

    private static async Task<ClaudeCodeScreen> Open(RealAgent agent, string name, string prompt, bool asks = false)
    {
        var screen = await ClaudeCodeScreen.Open(agent.OnScreen(name, prompt, asks), shows: "");
        if (name == "copilot")
        {
            await screen.WaitFor("Do you trust the files in this folder?");
            await screen.Press("Enter");
        }

        if (name == "codex")
        {
            await screen.WaitFor("2. Use existing model");
            // It shows its question before it takes keys.
            await Eventually.See(() => KeepModel(screen), isOver => isOver, RealAgent.SecondsMax);
        }

        return screen;
    }

    private static async Task<bool> KeepModel(ClaudeCodeScreen screen)
    {
        var seen = await screen.Read();
        if (seen.Contains("› 1. Try new model", StringComparison.Ordinal))
            await screen.Press("Down");
        else if (seen.Contains("› 2. Use existing model", StringComparison.Ordinal))
            await screen.Press("Enter");
        else
            return true;
        return false;
    }

    // Its session, once it has one.
    private async Task<Guid> One(RealAgent agent, ClaudeCodeScreen screen) =>
        Assert.Single(await See(screen, () => agent.Sessions(brain), sessions => sessions.Length > 0));

    // What the screen shows tells why it never came.
    private static async Task<T> See<T>(ClaudeCodeScreen screen, Func<Task<T>> look, Func<T, bool> isSo)
    {
        var seen = await Eventually.See(look, isSo, RealAgent.SecondsMax);
        Assert.True(isSo(seen), $"It never came; the screen shows:\n{await screen.Read()}");
        return seen;
    }
}
