using System.Text.Json;
using Brain.Messages.Sessions;
using Brain.Messages.Text;

namespace Brain.Client.Hooks;

/// <summary>
/// Reads the brain's answer field by field: a serializer of all messages takes longer to be made than the whole line
/// may.
/// </summary>
internal static class StatusLineAnswer
{
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="InvalidOperationException">It is no such answer.</exception>
    internal static StatusLine Read(ReadOnlyMemory<byte> body)
    {
        using var answer = JsonDocument.Parse(body);
        var line = answer.RootElement;
        return new()
        {
            Purpose = line.TryGetProperty("purpose", out var purpose) ? purpose.GetString() : null,
            Provisional = IsTrue(line, "provisional"),
            Mode = ModeWords.Parse(line.TextOf("mode")) ?? Mode.Execution,
            Tokens = Number(line, "tokens") ?? 0,
            Budget = Number(line, "budget"),
            Drift = line.TryGetProperty("drift", out var drift) ? drift.GetDouble() : 0,
            Checkpoint = IsTrue(line, "checkpoint"),
            LateRuns = (int)(Number(line, "late_runs") ?? 0),
            Learnings = (int)(Number(line, "learnings") ?? 0),
            Spend = line.TryGetProperty("spend", out var spend) ? [.. spend.EnumerateArray().Select(Cap)] : [],
        };
    }

    private static SpendLine Cap(JsonElement cap) =>
        new(
            cap.GetProperty("of").GetString() ?? "",
            cap.GetProperty("spent_usd").GetDecimal(),
            cap.GetProperty("cap_usd").GetDecimal()
        );

    private static long? Number(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) ? value.GetInt64() : null;

    private static bool IsTrue(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
