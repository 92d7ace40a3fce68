using System.Text.Json.Nodes;
using Brain.Client.Hooks;
using Brain.Client.Install;
using Brain.Messages.Hooks.ClaudeCode;

namespace Brain.Client.Agents.ClaudeCode;

/// <summary>One event's entry in a settings file: how it is made, and how ours is told from others.</summary>
internal static class HookEntry
{
    /// <summary>The variable that holds the hook token in a settings file's own <c>env</c>.</summary>
    internal const string TokenVariable = HookEvents.TokenVariable;

    private static readonly string Endpoint = $"/{ClaudeCodeAgent.Known.Route}";
    private const int TimeoutSeconds = 10;

    // What a person asked a persona may take a model's time; the client gives up by itself long before when nobody
    // asked.
    private const int AskedTimeoutSeconds = 660;
    private const int HttpTimeoutSeconds = 2;

    /// <summary>The events that the brain takes part in, as far as the person's version knows them.</summary>
    internal static IReadOnlyList<string> EventsOf(HookOptions options) => options.Events ?? HookEvents.All;

    internal static JsonObject Make(string name, HookOptions options)
    {
        var frequent = name is "PreToolUse" or "PostToolUse" or "PostToolUseFailure" or "PostToolBatch";
        var hook = frequent && options.Http is { } http ? OverHttp(http, options.Hard) : ByProgram(name, options);
        if (options.Hard && new HookHead(name, null).Refusable)
            hook["onFailure"] = "block";
        return new() { ["hooks"] = new JsonArray(hook) };
    }

    /// <summary>True for a hook that some <c>brain install</c> wrote, whatever its options were.</summary>
    internal static bool IsOurs(JsonNode? hook) =>
        hook is JsonObject entry && (RunsUs(entry) || (Text(entry["url"]) is { } url && CallsUs(url)));

    /// <summary>The program an entry of ours runs; null when it calls by HTTP.</summary>
    internal static string? ProgramOf(JsonNode? hook) => Text((hook as JsonObject)?["command"]);

    private static JsonObject ByProgram(string name, HookOptions options)
    {
        var hook = new JsonObject
        {
            ["type"] = "command",
            ["command"] = options.Program,
            ["args"] = new JsonArray([.. options.Arguments(ClaudeCodeAgent.Name).Select(word => (JsonNode)word)]),
        };
        // SessionEnd keeps Claude Code's own limit of 1.5 s: a longer one would hold up the person's exit.
        if (name != "SessionEnd")
            hook["timeout"] = name is "UserPromptSubmit" or "UserPromptExpansion"
                ? AskedTimeoutSeconds
                : TimeoutSeconds;
        return hook;
    }

    /// <summary>Whether an entry of ours names the brain's folder itself; true for one that calls by HTTP.</summary>
    internal static bool NamesHome(JsonNode? hook) =>
        hook is JsonObject entry
        && (entry["url"] is not null || (entry["args"] is JsonArray args && args.Any(word => Text(word) == "--home")));

    private static JsonObject OverHttp(HookHttp http, bool hard)
    {
        var headers = new JsonObject { ["Authorization"] = $"Bearer ${TokenVariable}" };
        if (hard)
            headers["Brain-Hard"] = "1";
        return new()
        {
            ["type"] = "http",
            ["url"] = $"http://127.0.0.1:{http.Port}{Endpoint}",
            ["timeout"] = HttpTimeoutSeconds,
            ["headers"] = headers,
            ["allowedEnvVars"] = new JsonArray(TokenVariable),
        };
    }

    private static bool RunsUs(JsonObject entry) =>
        Text(entry["command"]) is { } command
        && (
            IsProgram(command)
                ? entry["args"] is JsonArray { Count: >= 2 } args
                    && Text(args[0]) == "hook"
                    && Text(args[1]) == ClaudeCodeAgent.Name
                : command.Split($" hook {ClaudeCodeAgent.Name}") is [var program, "" or " --hard"]
                    && IsProgram(program.Trim('"'))
        );

    private static bool IsProgram(string path) => path.EndsWith("/brain", StringComparison.Ordinal);

    private static bool CallsUs(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.IsLoopback && address.AbsolutePath == Endpoint;

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
