using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks.Codex;

/// <summary>
/// How a call ended: the payload of Codex 0.171.0 does not say, and a command that failed comes like one that did not.
/// Its rollout has the exit code by then; where it can't be read, the call counts as done.
/// </summary>
internal static partial class CodexOutcome
{
    /// <summary>What went wrong; null where nothing is known to.</summary>
    public static string? Failure(HookJson payload, CodexTool? tool) =>
        tool?.Kind switch
        {
            ToolKind.Shell => Code(payload) is { } code && code != 0 ? Words(code, payload) : null,
            ToolKind.Edit => Patch().Match(payload.Text("tool_response") ?? "") is { Success: true } said
            && said.Groups["code"].Value != "0"
                ? Words(int.Parse(said.Groups["code"].Value, CultureInfo.InvariantCulture), payload)
                : null,
            ToolKind.Mcp => payload.Object("tool_response")?.Flag("isError") == true ? "the server said: error" : null,
            _ => null,
        };

    private static int? Code(HookJson payload)
    {
        if (payload.Text("tool_use_id") is not { Length: > 0 } call)
            return null;
        foreach (var line in RecordTail.Lines(payload.Text("transcript_path")))
        {
            if (
                !line.Contains(call, StringComparison.Ordinal)
                || !line.Contains("\"exit_code\"", StringComparison.Ordinal)
            )
                continue;
            try
            {
                using var record = JsonDocument.Parse(line);
                var item = record.RootElement.GetProperty("payload").GetProperty("item");
                if (
                    item.GetProperty("id").GetString() == call
                    && item.GetProperty("exit_code").TryGetInt32(out var code)
                )
                    return code;
            }
            catch (Exception odd) when (odd is JsonException or InvalidOperationException or KeyNotFoundException)
            {
                // Some other line that speaks of it.
            }
        }

        return null;
    }

    private static string Words(int code, HookJson payload) =>
        $"exit code {code}: {payload.Text("tool_response")}".TrimEnd(' ', ':', '\n');

    [GeneratedRegex(@"^Exit code: (?<code>\d{1,9})\b", RegexOptions.NonBacktracking)]
    private static partial Regex Patch();
}
