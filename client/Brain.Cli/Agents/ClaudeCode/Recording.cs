using System.Text.Json;
using System.Text.Json.Nodes;
using Brain.Client;
using Brain.Messages.Hooks.ClaudeCode;

namespace Brain.Cli.Agents.ClaudeCode;

/// <summary>
/// A recorded session told anew: the same events under a new session id, with prompt and tool ids of its own, so that
/// it can be replayed again and again; and with commands typed in between, so that there is something to see.
/// </summary>
internal sealed class Recording(Guid session)
{
    private readonly Dictionary<string, Guid> _anew = [];

    /// <summary>The events in the order to send them.</summary>
    internal IEnumerable<JsonObject> Read(string path)
    {
        JsonObject? opening = null;
        var turn = 0;
        foreach (var line in File.ReadLines(path))
        {
            if (line.Length == 0)
                continue;
            var recorded = Anew(line, path);
            // Recordings hold every hook there is; a session sends only those that were installed.
            if (!HookEvents.All.Contains(Name(recorded)))
                continue;
            if (Name(recorded) == "UserPromptSubmit")
            {
                foreach (var typed in Before(turn++, opening ?? recorded))
                    yield return typed;
            }

            if (Name(recorded) == "SessionStart")
                opening ??= recorded;
            yield return recorded;
        }
    }

    internal static string Name(JsonObject payload) => payload["hook_event_name"]?.ToString() ?? "?";

    /// <summary>A call ran, well or not.</summary>
    internal static bool IsResult(JsonObject payload) => Name(payload) is "PostToolUse" or "PostToolUseFailure";

    /// <summary>Which call it is about; empty for none.</summary>
    internal static string Call(JsonObject payload) => $"{payload["tool_use_id"]}";

    // The first recorded turn writes files, so that is the one to spar in.
    private JsonObject[] Before(int turn, JsonObject like) =>
        turn switch
        {
            0 =>
            [
                .. Typed("purpose", "Show what the brain does with a session", like),
                .. Typed("mode", "sparring", like),
            ],
            1 => Typed("mode", "execution", like),
            _ => [],
        };

    /// <summary>A slash command arrives twice: as it was typed, and as its expansion.</summary>
    private JsonObject[] Typed(string command, string words, JsonObject like)
    {
        var prompt = Guid.CreateVersion7().ToString();
        return [Event("UserPromptSubmit"), Event("UserPromptExpansion")];

        JsonObject Event(string name)
        {
            var payload = new JsonObject
            {
                ["session_id"] = session.ToString(),
                ["transcript_path"] = like["transcript_path"]?.DeepClone(),
                ["cwd"] = like["cwd"]?.DeepClone(),
                ["prompt_id"] = prompt,
                ["permission_mode"] = "default",
                ["hook_event_name"] = name,
                ["prompt"] = $"/{command} {words}",
            };
            if (name == "UserPromptExpansion")
            {
                payload["expansion_type"] = "slash_command";
                payload["command_name"] = command;
                payload["command_args"] = words;
                payload["command_source"] = "userSettings";
            }

            return payload;
        }
    }

    private JsonObject Anew(string line, string path)
    {
        try
        {
            var payload = JsonNode.Parse(line)!.AsObject();
            Renew(payload);
            payload["session_id"] = session.ToString();
            return payload;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ClientException($"{path} is not a recording of hook payloads, one JSON object a line.");
        }
    }

    private void Renew(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
                Renew(item);
        }

        if (node is not JsonObject parent)
            return;
        foreach (var (name, value) in parent.ToArray())
        {
            if (name is "prompt_id" && value is not null)
                parent[name] = IdFor(value.ToString()).ToString();
            else if (name is "tool_use_id" && value is not null)
                parent[name] = $"toolu_{IdFor(value.ToString()):N}";
            else
                Renew(value);
        }
    }

    /// <summary>New in every replay, the same within one.</summary>
    private Guid IdFor(string recorded)
    {
        if (!_anew.TryGetValue(recorded, out var id))
            _anew[recorded] = id = Guid.CreateVersion7();
        return id;
    }
}
