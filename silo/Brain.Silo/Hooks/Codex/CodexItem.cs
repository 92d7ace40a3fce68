using System.Text.Json;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.Codex;

/// <summary>
/// What a finished item of a rollout tells of a call: how it ended, and of what the model's JavaScript called that it
/// was called at all, for that has ids of its own and no other record.
/// </summary>
internal static class CodexItem
{
    private const string InCode = "exec-";

    /// <summary>Tells it; of an item that is no call nothing.</summary>
    /// <param name="payload">The event.</param>
    /// <param name="item">Its item.</param>
    /// <param name="story">Hears it.</param>
    public static void Tell(HookJson payload, HookJson item, AgentStory story)
    {
        switch (item.Text("type"))
        {
            case "CommandExecution":
                Begins(item, story, () => ("Bash", ToolKind.Shell, LineOf(item)));
                var code = item.Number("exit_code");
                // What was running when its turn was stopped has no code of its own.
                var isStopped = code < 0 && story.Mark is { } stopped && payload.Text("turn_id") == stopped;
                story.CallEnds(
                    item.Text("id"),
                    isStopped ? "interrupted" : StatusOf(item, code is null ? null : code == 0),
                    isStopped ? "stopped with its turn"
                        : code is 0 ? null
                        : $"exit code {code}: {item.Text("aggregated_output")}"
                );
                break;
            case "FileChange":
                Begins(item, story, () => ("apply_patch", ToolKind.Edit, FilesOf(item)));
                Ends(item, story, item.Text("stderr"));
                break;
            case "McpToolCall":
                var tool = McpName.Of(item.Text("server") ?? "", item.Text("tool") ?? "");
                Begins(item, story, () => (tool, ToolKind.Mcp, TargetOf(tool, item)));
                Ends(item, story, item.Object("error")?.Text("message") ?? item.Object("result")?.Root.GetRawText());
                break;
        }
    }

    private static void Begins(HookJson item, AgentStory story, Func<(string, ToolKind, string?)> told)
    {
        if (item.Text("id")?.StartsWith(InCode, StringComparison.Ordinal) != true)
            return;
        var (name, kind, target) = told();
        story.Call(item.Text("id"), name, kind, target, null);
    }

    private static void Ends(HookJson item, AgentStory story, string? error)
    {
        var status = StatusOf(item, null);
        story.CallEnds(item.Text("id"), status, status is "ok" or "ended" ? null : error);
    }

    private static string StatusOf(HookJson item, bool? isDone) =>
        item.Text("status") switch
        {
            "declined" => "denied",
            _ when isDone is { } done => done ? "ok" : "errored",
            "completed" => "ok",
            "failed" => "errored",
            _ => "ended",
        };

    private static string? TargetOf(string tool, HookJson item) =>
        new CodexTool(tool, ToolKind.Mcp, item.Value("arguments")).Target;

    private static string FilesOf(HookJson item) =>
        item.Object("changes") is { } changes
            ? string.Join(", ", changes.Root.EnumerateObject().Select(change => change.Name))
            : "";

    // The shell and its flag stand before the line.
    private static string? LineOf(HookJson item) =>
        item.Value("command") is { ValueKind: JsonValueKind.Array } words
            && words.EnumerateArray().LastOrDefault() is { ValueKind: JsonValueKind.String } line
            ? line.GetString()
            : null;
}
