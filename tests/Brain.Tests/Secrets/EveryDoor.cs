using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brain.Tests.Mcp;
using Brain.Tests.Skills;

namespace Brain.Tests.Secrets;

public sealed class EveryDoor(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private static readonly string[] Events =
    [
        "SessionStart",
        "UserPromptSubmit",
        "PreToolUse",
        "PostToolUse",
        "PostToolUseFailure",
        "PostToolBatch",
        "PermissionRequest",
        "SubagentStart",
        "SubagentStop",
        "Notification",
        "ConfigChange",
        "FileChanged",
        "PreCompact",
        "PostCompact",
        "UserPromptExpansion",
        "Stop",
        "StopFailure",
        "SessionEnd",
    ];

    private readonly Planted _made = new(41);

    [Fact]
    public async Task Keeps_no_secret()
    {
        var (token, password) = (_made.Token(), _made.Password());
        var planted = $"use {token} and password={password} now";

        await TellEvents(planted);
        await Commands(planted);
        await Pipelines(planted);
        await Tools(planted, token, password);

        var dump = await Dump();
        Assert.DoesNotContain(token, dump, StringComparison.Ordinal);
        Assert.DoesNotContain(password, dump, StringComparison.Ordinal);
        Assert.True(dump.Split("[redacted]").Length > 20, "What was said did not get as far as the database.");
        Assert.Equal(
            ["report failed use [redacted] and password=[redacted] now"],
            await silo.Postgres.Lines("select via || ' ' || outcome || ' ' || reason from v2.skill_uses")
        );
        foreach (
            var file in Directory
                .EnumerateFiles(silo.Settings.Home, "*", SearchOption.AllDirectories)
                .Where(file => !file.EndsWith(".sock", StringComparison.Ordinal))
        )
            Assert.DoesNotContain(token, await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    private async Task TellEvents(string planted)
    {
        var id = Guid.NewGuid();
        foreach (var name in Events)
        {
            var prompt = Guid.NewGuid();
            var body = new JsonObject
            {
                ["session_id"] = id,
                ["hook_event_name"] = name,
                ["cwd"] = "/tmp/site",
                ["prompt_id"] = prompt,
                ["tool_use_id"] = $"toolu_{name}",
                ["tool_name"] = "Bash",
                ["tool_input"] = new JsonObject { ["command"] = planted, ["password"] = planted },
                ["command_name"] = "purpose",
            };
            foreach (
                var field in new[]
                {
                    "prompt",
                    "command_args",
                    "error",
                    "last_assistant_message",
                    "compact_summary",
                    "custom_instructions",
                    "reason",
                    "message",
                    "file_path",
                    "agent_type",
                    "trigger",
                    "transcript_path",
                    "error_details",
                }
            )
                body[field] = field == "transcript_path" ? $"/tmp/{planted}" : planted;
            await silo.Hook(body.ToJsonString());
        }
    }

    private async Task Commands(string planted)
    {
        var session = Guid.NewGuid();
        await silo.Hook(
            $$"""{"session_id":"{{session}}","hook_event_name":"UserPromptSubmit","prompt":"hi","cwd":"/tmp/site","prompt_id":"{{Guid.NewGuid()}}"}"""
        );
        using var purpose = await silo.Socket.PostAsJsonAsync(
            $"/sessions/{session}/purpose",
            new { purpose = planted }
        );
        await Errand("persona", $"create Steve 🔧 \"{planted}\"", session);
        await silo.Refresh();
        await Errand("ask", $"Steve why {planted}", session);
        await Errand("broadcast", planted, session);
        await Errand("rate", $"Steve {planted}", session);
        await Errand("undo", planted, session);
        await Errand("done", planted, session);
    }

    private async Task Pipelines(string planted)
    {
        var yaml = $"name: leaky\ndescription: \"{planted}\"\ntell: Librarian\nlinks:\n  - one\n  - two\n";
        using var defined = await silo.Socket.PostAsJsonAsync("/pipelines", new { yaml });
        await Errand("pipeline", $"start leaky {planted}", null);
        await Errand("pipeline", $"reach leaky one {planted}", null);
        await Errand("pipeline", $"abandon leaky {planted}", null);
    }

    // Every tool that MCP lists, with each of its actions, as a session of an agent calls it: once with names that
    // there are, once with the planted text for these, too.
    private async Task Tools(string planted, params string[] secrets)
    {
        await Errand("pipeline", "start leaky", null);
        await silo.SyncSkills(SomeSkill());
        await using var agent = new SomeAgentProcess(silo.Settings.Socket);
        await agent.Prompt("codex", await agent.Start("codex"));
        await using var client = await SomeMcpClient.Http(silo.Socket);
        foreach (var tool in await client.Client.ListToolsAsync())
        {
            var fields = tool.JsonSchema.GetProperty("properties").EnumerateObject().ToArray();
            foreach (var action in Words(fields, "action"))
            {
                foreach (var known in (Dictionary<string, string>[])[Known, []])
                {
                    var arguments = new JsonObject();
                    foreach (var field in fields.Where(one => one.Name is not ("session" or "uri")))
                        arguments[field.Name] =
                            field.Name == "action" ? action
                            : known.GetValueOrDefault($"{tool.Name} {field.Name}") is { } name ? name
                            : Planted(field.Value, planted);
                    var answer = await agent.Call("codex-mcp-client", tool.Name, arguments);
                    Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
                    // A tool is reached: what it is asked is understood, whatever it says to it.
                    Assert.Contains("\"content\":[{", answer, StringComparison.Ordinal);
                    Assert.DoesNotContain("\"error\":", answer, StringComparison.Ordinal);
                    Assert.DoesNotContain("could not answer", answer, StringComparison.Ordinal);
                    foreach (var secret in secrets)
                        Assert.DoesNotContain(secret, answer, StringComparison.Ordinal);
                }
            }
        }
    }

    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["ask persona"] = "Steve",
        ["skill name"] = "crane-lifts",
        ["skill outcome"] = "failed",
        ["pipeline name"] = "leaky",
        ["pipeline link"] = "one",
        ["search project"] = "all",
    };

    private static string[] Words(JsonProperty[] fields, string name) =>
        fields.FirstOrDefault(one => one.Name == name) is { Value.ValueKind: JsonValueKind.Object } field
            ? [.. field.Value.GetProperty("enum").EnumerateArray().Select(one => one.GetString()!)]
            : [""];

    private static JsonNode Planted(JsonElement schema, string planted) =>
        schema.GetProperty("type").GetString() switch
        {
            "integer" => schema.TryGetProperty("minimum", out var least) ? least.GetInt32() : 0,
            "array" => new JsonArray(planted),
            "object" => new JsonObject { ["1"] = "chore", ["2"] = planted },
            _ => schema.TryGetProperty("enum", out var words) ? words[0].GetString()! : planted,
        };

    private string SomeSkill()
    {
        var root = Directory.CreateDirectory(Path.Combine(silo.Settings.Home, "some-skills")).FullName;
        var folder = Directory.CreateDirectory(Path.Combine(root, "crane-lifts")).FullName;
        File.WriteAllText(Path.Combine(folder, "SKILL.md"), SkillSilo.Text("crane-lifts", "Lifts with cranes."));
        return root;
    }

    private async Task Errand(string kind, string args, Guid? session)
    {
        using var answer = await silo.Socket.PostAsJsonAsync(
            "/errands",
            new
            {
                kind,
                args,
                session,
                project = "/tmp/site",
            }
        );
        _ = await answer.Content.ReadAsStringAsync();
    }

    // Every row of every table, history too, and what grains remember.
    private async Task<string> Dump()
    {
        var tables = await silo.Postgres.Lines(
            "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('v2', 'orleans', "
                + "'public')"
        );
        var dump = new List<string>();
        foreach (var table in tables)
            dump.AddRange(await silo.Postgres.Lines($"select t::text from {table} t"));
        dump.AddRange(
            await silo.Postgres.Lines(
                "select convert_from(payloadbinary, 'UTF8') from orleans.storage where payloadbinary is not null"
            )
        );
        return string.Join('\n', dump);
    }
}
