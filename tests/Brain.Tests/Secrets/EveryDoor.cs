using System.Net.Http.Json;
using System.Text.Json.Nodes;

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

        var dump = await Dump();
        Assert.DoesNotContain(token, dump, StringComparison.Ordinal);
        Assert.DoesNotContain(password, dump, StringComparison.Ordinal);
        Assert.True(dump.Split("[redacted]").Length > 20, "What was said did not get as far as the database.");
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
