using Brain.Domain.Drift;
using Brain.Domain.Tools;
using Brain.Domain.Watching;
using Brain.Silo.Hooks.ClaudeCode;

namespace Brain.Tests.Personas;

/// <summary>Turns that do not matter but for what their names say.</summary>
internal static class SomeTurn
{
    public const string Project = "/home/me/site";
    public const string Purpose = "fix the login bug";

    public static TurnSigns OnTopic(int num = 1) =>
        new()
        {
            Num = num,
            Purpose = Purpose,
            Project = Project,
            Asked = "why is the login cookie not sent after the password was changed?",
            Answered = "The login cookie has the wrong domain.",
            ToolCalls = [Edit($"{Project}/src/auth/login.ts")],
        };

    /// <summary>The person asks for something else.</summary>
    public static TurnSigns OffTopic(int num = 1) =>
        new()
        {
            Num = num,
            Purpose = Purpose,
            Project = Project,
            Asked = "write the lyrics of a shanty about whales and lighthouses",
            Answered = "Heave away …",
        };

    /// <summary>The assistant works in another repository, and nobody asked for it.</summary>
    public static TurnSigns Elsewhere(int num = 1) =>
        new()
        {
            Num = num,
            Purpose = Purpose,
            Project = Project,
            Asked = "go on",
            Answered = "The gauges are green now.",
            ToolCalls = [Edit("/home/me/turbine/gauges.c"), Edit("/home/me/turbine/valves.c")],
        };

    public static ToolCall Edit(string path, ToolStatus status = ToolStatus.Ok) => Call("Edit", path, status);

    /// <summary>A call of a tool, of the kind that its name says.</summary>
    public static ToolCall Call(
        string tool,
        string? target,
        ToolStatus status = ToolStatus.Ok,
        string id = "toolu_1"
    ) => new(id, tool, target, status, []) { Kind = ClaudeCodeToolKinds.Of(tool) };

    public static DriftVerdict Judged(
        this TurnSigns signs,
        DriftLevel? before = null,
        DriftSettings? settings = null
    ) => DriftJudge.Judge(signs, before ?? DriftLevel.Calm, settings ?? DriftSettings.Default);
}
