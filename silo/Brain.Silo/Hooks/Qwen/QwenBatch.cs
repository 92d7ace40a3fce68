using System.Text.Json;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.Qwen;

/// <summary>
/// All calls of one answer of Qwen Code's model, when they are over: of a call that its person refused nothing else
/// tells.
/// </summary>
/// <param name="Refused">Those that were refused, or cut short.</param>
/// <param name="IsAll">None was not: then the turn is over.</param>
internal sealed record QwenBatch(ToolUse[] Refused, bool IsAll)
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
        ToolUse[] refused = [.. calls.Where(call => call.Text("status") == "cancelled").Select(Use)];
        return new(refused, refused.Length > 0 && refused.Length == calls.Length);
    }

    private static ToolUse Use(HookJson call)
    {
        var tool = QwenTool.Of(call);
        return new(tool?.Name, tool?.Input, call.Text("tool_call_id") ?? call.Text("tool_use_id"))
        {
            Kind = tool?.Kind ?? ToolKind.Unknown,
            Target = tool?.Target,
            Path = tool?.Path,
        };
    }
}
