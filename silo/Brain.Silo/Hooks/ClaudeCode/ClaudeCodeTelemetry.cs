using System.Globalization;
using Brain.Domain.Text;
using Brain.Messages.Sessions;
using Brain.Silo.Telemetry;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>
/// What Claude Code's events say. Source: those that 2.1.332 sent, as docs/telemetry.md lists them.
/// </summary>
internal sealed class ClaudeCodeTelemetry : ITelemetrySource
{
    private const string Prefix = "claude_code.";
    private const int IdMax = 200;
    private const int TextMax = 400;

    // Each by the name under which it is kept, and what of it.
    private static readonly Dictionary<string, (string Action, string[] Kept)> Events = new(StringComparer.Ordinal)
    {
        ["skill_activated"] = (
            "skill.activated",
            ["skill.name", "invocation_trigger", "skill.source", "plugin.name", "prompt.id"]
        ),
        ["hook_registered"] = (
            "hook.registered",
            ["hook_event", "hook_type", "hook_source", "safe_mode", "plugin.name"]
        ),
        ["retention_sweep"] = (
            "retention.sweep",
            [
                "result",
                "skip_reason",
                "period_days",
                "used_default",
                "transcripts_deleted",
                "transcripts_exempted_desktop",
                "session_files_deleted",
                "artifacts_deleted",
                "files_retained_fresh",
                "files_past_cutoff",
                "error_count",
                "history_entries_pruned",
            ]
        ),
        ["compaction"] = (
            "compaction.told",
            ["trigger", "success", "error", "duration_ms", "pre_tokens", "post_tokens"]
        ),
        ["subagent_completed"] = (
            "subagent.completed",
            ["agent_type", "agent_id", "total_tokens", "total_tool_uses", "duration_ms", "model", "is_async"]
        ),
        ["mcp_server_connection"] = (
            "server.connected",
            ["status", "transport_type", "server_scope", "server_name", "is_plugin"]
        ),
        ["api_error"] = ("api.error", ["model", "error", "status_code", "attempt", "request_id", "duration_ms"]),
    };

    /// <inheritdoc/>
    public string Agent => ClaudeCodeHook.Name;

    /// <inheritdoc/>
    public bool Tells(OtlpRecord record) =>
        // Who names a service of their own in the agent's environment still has the agent's names of events.
        record.Service is "claude-code"
        || record.Name?.StartsWith(Prefix, StringComparison.Ordinal) == true
        || record["event.name"]?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    /// <inheritdoc/>
    public TelemetryEvent? Read(OtlpRecord record)
    {
        var name = record["event.name"] ?? record.Name ?? "";
        if (name.StartsWith(Prefix, StringComparison.Ordinal))
            name = name[Prefix.Length..];
        var isRequest = name == "api_request";
        if (!isRequest && !Events.ContainsKey(name))
            return null;
        if (!Guid.TryParse(record["session.id"], out var session))
            throw new FormatException($"{name} names no session: session.id is '{Short(record["session.id"])}'.");
        if (Time(record) is not { } at)
            throw new FormatException($"{name} does not say when: it has neither a time nor an event.timestamp.");
        var told = new TelemetryEvent(new(session), at);
        return isRequest ? told with { Usage = Usage(record, at) } : Happened(told, name, record);
    }

    private static TelemetryEvent? Happened(TelemetryEvent told, string name, OtlpRecord record)
    {
        var (action, kept) = Events[name];
        if (name == "mcp_server_connection" && record["status"] != "connected")
            return null;
        var detail = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var one in kept)
        {
            if (record[one] is { } text)
                detail[one == "server_name" ? "server" : one] = Redaction.Clean(StorableText.Of(text), TextMax)!;
        }

        return told with
        {
            Action = action,
            Detail = detail,
            // Its number within the session tells it from others like it, and a repeat from a second one.
            Key = $"otel:{Short(record["event.sequence"])}:{told.At.UtcTicks}",
            Deletes = name == "retention_sweep",
        };
    }

    private static UsageEntry Usage(OtlpRecord record, DateTimeOffset at)
    {
        var request = Short(record["request_id"]) ?? "";
        if (request.Length == 0 || request.Contains(':', StringComparison.Ordinal))
            throw new FormatException("api_request names no request that its transcript could be told by: request_id.");
        var (written, minutes, hour) = (
            Tokens(record, "cache_creation_tokens"),
            Tokens(record, "cache_creation_5m_tokens"),
            Tokens(record, "cache_creation_1h_tokens")
        );
        return new()
        {
            MessageId = $"otel-{request}",
            RequestId = request,
            Model = Short(record["model"]) ?? UsageEntry.UnknownModel,
            At = at,
            PromptId = Guid.TryParse(record["prompt.id"], out var prompt) ? prompt : null,
            AgentId = Short(record["agent_id"]),
            Skill = Short(record["skill.name"]),
            Agent = Short(record["agent.name"]),
            Plugin = Short(record["plugin.name"]),
            Input = Tokens(record, "input_tokens"),
            Output = Tokens(record, "output_tokens"),
            CacheRead = Tokens(record, "cache_read_tokens"),
            // Older versions name only the sum.
            CacheWrite5m = Math.Max(minutes, written - hour),
            IsCacheUnsplit = written > 0 && minutes == 0 && hour == 0,
            CacheWrite1h = hour,
            ToldBy = "telemetry",
            ToldUsd = Usd(record["cost_usd"]),
        };
    }

    private static long Tokens(OtlpRecord record, string name) =>
        record[name] is not { } text ? 0
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var tokens)
        && tokens is >= 0 and <= UsageEntry.TokensMax ? (long)tokens
        : throw new FormatException($"api_request says {name} is '{Short(text)}', which is no number of tokens.");

    private static decimal? Usd(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var usd)
        && usd is >= 0 and < 1_000_000
            ? decimal.Round(usd, 9)
            : null;

    private static DateTimeOffset? Time(OtlpRecord record) =>
        record.At
        ?? (
            DateTimeOffset.TryParse(
                record["event.timestamp"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var at
            )
                ? at
                : null
        );

    private static string? Short(string? text) =>
        text?.Trim() is { Length: > 0 } told ? Redaction.Cut(StorableText.Of(told), IdMax) : null;
}
