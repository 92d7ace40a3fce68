using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brain.Tests.Personas;

/// <summary>
/// A session that speaks to a running silo as Claude Code's hooks do, and hears what the person is told.
/// </summary>
internal sealed class ScriptedSession(SiloFixture silo, string project = "/home/me/site")
{
    private Guid _prompt = Guid.NewGuid();
    private int _calls;

    public Guid Id { get; } = Guid.NewGuid();

    public string Project => project;

    public Guid LastPrompt => _prompt;

    public Task<JsonObject> Start(string source = "startup") => Hook("SessionStart", ("source", source));

    public Task<JsonObject> Prompt(string text, Guid? prompt = null)
    {
        _prompt = prompt ?? Guid.NewGuid();
        return Hook("UserPromptSubmit", ("prompt", text));
    }

    public async Task Tool(string tool, object input)
    {
        var call = $"toolu_{++_calls}";
        await Hook("PreToolUse", ("tool_name", tool), ("tool_use_id", call), ("tool_input", input));
        await Hook("PostToolUse", ("tool_name", tool), ("tool_use_id", call), ("tool_input", input));
    }

    /// <summary>The lines of the footer.</summary>
    public async Task<string[]> Stop(string text = "Done.")
    {
        var answer = await Hook("Stop", ("last_assistant_message", text), ("stop_hook_active", false));
        return ((string?)answer["systemMessage"] ?? "").Split('\n');
    }

    /// <summary>One whole turn: the lines of its footer.</summary>
    public async Task<string[]> Turn(string asked, string text = "Done.")
    {
        await Prompt(asked);
        return await Stop(text);
    }

    /// <summary>A slash command: what the person reads, behind the tick and what they typed.</summary>
    public async Task<string> Command(string name, string args, Guid? prompt = null)
    {
        _prompt = prompt ?? Guid.NewGuid();
        await Hook("UserPromptSubmit", ("prompt", $"/{name} {args}"));
        var answer = await Hook(
            "UserPromptExpansion",
            ("command_name", name),
            ("command_args", args),
            ("prompt", $"/{name} {args}")
        );
        Assert.Equal("block", (string?)answer["decision"]);
        return Behind((string)answer["reason"]!);
    }

    private static string Behind(string text)
    {
        if (!text.StartsWith("✓ /", StringComparison.Ordinal))
            return text;
        var end = text.IndexOf('\n');
        return end >= 0 ? text[(end + 1)..] : text[(text.IndexOf(" · ", StringComparison.Ordinal) + 3)..];
    }

    public Task<JsonObject> Hook(string name, params (string Name, object Value)[] more) =>
        Hook(name, more, with: null);

    public async Task<JsonObject> Hook(
        string name,
        (string Name, object Value)[] more,
        Action<HttpRequestMessage>? with
    )
    {
        var heard = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["hook_event_name"] = name,
            ["session_id"] = Id,
            ["prompt_id"] = _prompt,
            ["cwd"] = project,
        };
        foreach (var (key, value) in more)
            heard[key] = value;
        var (status, body) = await silo.Hook(JsonSerializer.Serialize(heard), with: with);
        Assert.Equal(HttpStatusCode.OK, status);
        return JsonNode.Parse(body)!.AsObject();
    }

    public Task<string[]> Rows(string sql) =>
        silo.Postgres.Lines(sql.Replace("{0}", Id.ToString(), StringComparison.Ordinal));
}
