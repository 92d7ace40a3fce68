namespace Brain.Acceptance;

/// <summary>The screens of other agents, with what each asks before it begins.</summary>
internal static class AgentScreen
{
    /// <summary>Those that have one.</summary>
    public static TheoryData<string> Agents => ["codex", "gemini", "qwen", "copilot", "opencode"];

    /// <summary>What each shows when it asks, with the first answer to choose: once.</summary>
    public static readonly Dictionary<string, string> Question = new()
    {
        ["codex"] = "1. Yes",
        ["gemini"] = "1. Allow once",
        ["qwen"] = "1. Yes, allow once",
        ["copilot"] = "1. Yes",
        ["opencode"] = "Allow once",
    };

    /// <summary>The keys that say no there, from the first answer on.</summary>
    public static readonly Dictionary<string, string[]> No = new()
    {
        ["codex"] = ["Down", "Down", "Enter"],
        ["gemini"] = ["Down", "Down", "Down", "Enter"],
        ["qwen"] = ["Down", "Down", "Enter"],
        ["copilot"] = ["Escape"],
        ["opencode"] = ["Right", "Right", "Enter"],
    };

    /// <summary>One of them with the brain's hooks.</summary>
    public static Task<RealAgent> Agent(BrainFixture brain, string name) =>
        name switch
        {
            "codex" => RealAgent.Codex(brain),
            "gemini" => RealAgent.Gemini(brain),
            "qwen" => RealAgent.Qwen(brain),
            // Its hooks do not name the file that tells of a refusal: the brain looks in the home of whom it runs for.
            "copilot" => RealAgent.Copilot(brain, isAtHome: true),
            _ => RealAgent.OpenCode(brain),
        };

    /// <summary>Starts it and answers what it asks of everybody.</summary>
    public static async Task<ClaudeCodeScreen> Open(string name, System.Diagnostics.ProcessStartInfo start)
    {
        var screen = await ClaudeCodeScreen.Open(start, shows: "");
        if (name == "copilot")
        {
            await screen.WaitFor("Do you trust the files in this folder?");
            await screen.Press("Enter");
        }

        if (name == "codex")
        {
            await screen.WaitFor("2. Use existing model");
            await screen.Press("Down", "Enter");
        }

        return screen;
    }

    /// <summary>Waits until it is so; what the screen shows tells why it never came.</summary>
    public static async Task<T> See<T>(this ClaudeCodeScreen screen, Func<Task<T>> look, Func<T, bool> isSo)
    {
        var seen = await Eventually.See(look, isSo, RealAgent.SecondsMax);
        Assert.True(isSo(seen), $"It never came; the screen shows:\n{await screen.Read()}");
        return seen;
    }
}
