using System.Text.Json;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.Qwen;

/// <summary>
/// All calls of one answer of Qwen Code's model, when they are over: of a call that its person, a rule or another hook
/// refused, or that failed before any hook was asked, nothing else tells how it ended.
/// </summary>
/// <param name="Untold">Those, and what was cut short.</param>
/// <param name="IsStopped">All were refused by the person, or cut short: then the turn is over.</param>
internal sealed record QwenBatch(ToolUse[] Untold, bool IsStopped)
{
    private const string Calls = "tool_calls";

    /// <summary>Reads one; null where it names no calls.</summary>
    public static QwenBatch? Of(HookJson payload)
    {
        if (payload.Value(Calls) is not { ValueKind: JsonValueKind.Array } list)
            return null;
        HookJson[] calls =
        [
            .. list.EnumerateArray()
                .Where(call => call.ValueKind == JsonValueKind.Object)
                .Select(call => new HookJson(call)),
        ];
        return new(
            [.. calls.Where(call => IsCancelled(call) || NeverBegan(call)).Select(Use)],
            calls.Length > 0 && calls.All(IsCancelled)
        );
    }

    private static bool IsCancelled(HookJson call) => call.Text("status") == "cancelled";

    private static bool NeverBegan(HookJson call) =>
        call.Text("status") == "error" && call.Object("tool_response")?.Text("execution_status") == "not_started";

    private static ToolUse Use(HookJson call)
    {
        var tool = QwenTool.Of(call);
        return new(tool?.Name, tool?.Input, call.Text("tool_call_id") ?? call.Text("tool_use_id"))
        {
            Kind = tool?.Kind ?? ToolKind.Unknown,
            Target = tool?.Target,
            Path = tool?.Path,
            Error = Failure(call),
        };
    }

    private static string? Failure(HookJson call) =>
        NeverBegan(call)
        && call.Object("tool_response") is { } response
        && response.Text("error_type") != "execution_denied"
            ? response.Text("error") ?? "an error"
            : null;
}
