using System.Net;
using System.Text.Json.Nodes;
using Brain.Client.Agents.ClaudeCode;
using Brain.Client.Install;
using Brain.Messages.Hooks.ClaudeCode;

namespace Brain.Tests.Hooks;

public sealed class AHookEndpoint(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private readonly string _id = Guid.NewGuid().ToString();

    [Theory]
    [InlineData("", "not a hook event")]
    [InlineData("null", "not a hook event")]
    [InlineData("[]", "not a hook event")]
    [InlineData("{\"hook_event_name\":\"Stop\"}", "session_id")]
    [InlineData("{\"session_id\":\" \",\"hook_event_name\":\"Stop\"}", "session_id is no id")]
    [InlineData("{\"session_id\":[1],\"hook_event_name\":\"Stop\"}", "session_id is no id")]
    [InlineData("{\"session_id\":\"7d7f4d0e-0000-4000-8000-000000000001\"}", "hook_event_name")]
    [InlineData(
        "{\"session_id\":\"7d7f4d0e-0000-4000-8000-000000000001\",\"hook_event_name\":\"Stop\"",
        "not a hook event"
    )]
    public async Task Says_what_is_no_hook_event(string body, string why)
    {
        var (status, answer) = await silo.Hook(body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(why, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_an_unknown_event_with_an_empty_decision()
    {
        Assert.Equal(
            (HttpStatusCode.OK, "{}"),
            await silo.Hook($$$"""{"session_id":"{{{_id}}}","hook_event_name":"BrandNew","x":{"y":[1]}}""")
        );
        Assert.Equal(0L, await Count("sessions where id"));
    }

    [Fact]
    public async Task Ignores_fields_that_it_does_not_know()
    {
        var (status, _) = await silo.Hook(
            $$"""{"session_id":"{{_id}}","hook_event_name":"UserPromptSubmit","prompt":"hi","brand_new":{"deep":[{}]},"prompt_id":"{{Guid.NewGuid()}}"}"""
        );

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(1L, await Count("turns where session_id"));
    }

    [Theory]
    [InlineData("PreCompact")]
    [InlineData("PostCompact")]
    public async Task Says_nothing_at_all_around_compaction(string name)
    {
        var (status, body) = await silo.Hook(
            $$"""{"session_id":"{{_id}}","hook_event_name":"{{name}}","trigger":"manual","compact_summary":"all of it"}"""
        );

        Assert.Equal((HttpStatusCode.OK, ""), (status, body));
        Assert.Equal(1L, await Count("audit_log where session_id"));
    }

    [Fact]
    public async Task Answers_in_claude_codes_own_words()
    {
        await silo.Hook(
            $$"""{"session_id":"{{_id}}","hook_event_name":"UserPromptExpansion","command_name":"mode","command_args":"sparring","prompt_id":"{{Guid.NewGuid()}}"}"""
        );

        var (_, body) = await silo.Hook(
            $$"""{"session_id":"{{_id}}","hook_event_name":"PreToolUse","tool_name":"Write","tool_use_id":"t1","tool_input":{"file_path":"/a"},"prompt_id":"{{Guid.NewGuid()}}"}"""
        );

        Assert.StartsWith(
            """{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"The session is in sparring mode""",
            body,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Asks_about_git_where_the_agent_went_to_somebody_elses_repository()
    {
        var project = Directory.CreateTempSubdirectory("brain-").FullName;
        foreach (var folder in (string[])["vendor/x/objects", "vendor/x/refs", "src"])
            Directory.CreateDirectory(Path.Combine(project, folder));
        await File.WriteAllTextAsync(Path.Combine(project, "vendor/x/HEAD"), "ref: refs/heads/main");
        await silo.Hook(
            $$"""{"session_id":"{{_id}}","hook_event_name":"SessionStart","source":"startup","cwd":"{{project}}"}"""
        );
        await silo.Hook(
            $$"""{"session_id":"{{_id}}","hook_event_name":"UserPromptExpansion","command_name":"mode","command_args":"sparring"}"""
        );

        Task<(HttpStatusCode, string Body)> Status(string folder) =>
            silo.Hook(
                $$"""{"session_id":"{{_id}}","hook_event_name":"PreToolUse","tool_name":"Bash","tool_use_id":"{{folder}}","tool_input":{"command":"git status"},"cwd":"{{project}}/{{folder}}"}"""
            );

        Assert.Equal("{}", (await Status("src")).Body);
        Assert.Contains("\"ask\"", (await Status("vendor/x")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Read", "token")]
    [InlineData("Write", "brain.json")]
    [InlineData("Edit", "../HOME/spool/x.jsonl")]
    public async Task Asks_about_a_tool_that_reaches_its_own_files(string tool, string file)
    {
        var path = Path.Combine(
            silo.Settings.Home,
            file.Replace("HOME", Path.GetFileName(silo.Settings.Home), StringComparison.Ordinal)
        );

        var (_, body) = await silo.Hook(
            $$"""{"session_id":"{{_id}}","hook_event_name":"PreToolUse","tool_name":"{{tool}}","tool_use_id":"t1","tool_input":{"file_path":"{{path}}"},"cwd":"/tmp"}"""
        );

        Assert.Contains("\"ask\"", body, StringComparison.Ordinal);
        Assert.Equal(
            ["brain.files"],
            await silo.Postgres.Lines($"select rule from v2.decisions where session_id = '{_id}'")
        );
    }

    [Theory]
    [InlineData(
        """{"session_id":"ID","hook_event_name":"UserPromptSubmit","prompt":"half \ud83d a smile","prompt_id":"not-a-uuid"}"""
    )]
    [InlineData(
        """{"session_id":"ID","hook_event_name":"UserPromptSubmit","prompt":"x","prompt_id":17,"agent_id":5,"process":"x","hooks":{"a":1},"hard":"yes"}"""
    )]
    [InlineData(
        """{"session_id":"ID","hook_event_name":"PostToolUse","tool_name":"Read","tool_use_id":"","duration_ms":1e999,"agent_id":"LONG"}"""
    )]
    [InlineData("""{"session_id":"ID","hook_event_name":"PostToolBatch","tool_calls":[null,{}]}""")]
    [InlineData("""{"session_id":"ID","hook_event_name":"SessionStart","cwd":"/LONG","transcript_path":"\u0000"}""")]
    [InlineData(
        """{"session_id":"ID","hook_event_name":"ConfigChange","file_path":"/a\u0000/.claude/settings.json"}"""
    )]
    public async Task Takes_real_events_with_strange_contents(string body)
    {
        var noise = string.Concat(Enumerable.Range(0, 9_000).Select(i => (char)('a' + (i * 7919 % 26))));
        var (status, answer) = await silo.Hook(
            body.Replace("ID", _id, StringComparison.Ordinal).Replace("LONG", noise, StringComparison.Ordinal)
        );

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(1L, await Count("sessions where id"));
        Assert.DoesNotContain("error", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("purpose", "{}")]
    [InlineData("purpose", "null")]
    [InlineData("purpose", """{"purpose":null}""")]
    [InlineData("mode", "{}")]
    [InlineData("mode", """{"mode":"yolo"}""")]
    [InlineData("budget", "{}")]
    [InlineData("budget", """{"token":5}""")]
    public async Task Changes_nothing_for_a_message_that_says_nothing(string verb, string body)
    {
        await silo.Hook($$"""{"session_id":"{{_id}}","hook_event_name":"SessionStart"}""");
        await silo.Hook(
            $$"""{"session_id":"{{_id}}","hook_event_name":"UserPromptExpansion","command_name":"budget","command_args":"9k"}"""
        );
        await silo.Hook(
            $$"""{"session_id":"{{_id}}","hook_event_name":"UserPromptExpansion","command_name":"mode","command_args":"debug"}"""
        );

        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await silo.Socket.PostAsync($"/sessions/{_id}/{verb}", content);

        Assert.InRange((int)answer.StatusCode, 400, 409);
        Assert.Equal(
            ["debug | 9000"],
            await silo.Postgres.Lines($"select mode, budget_cap from v2.sessions where id = '{_id}'")
        );
    }

    [Fact]
    public async Task Decides_anew_when_somebody_else_wrote_first()
    {
        await silo.Hook(
            $$"""{"session_id":"{{_id}}","hook_event_name":"UserPromptSubmit","prompt":"one","prompt_id":"{{Guid.NewGuid()}}"}"""
        );
        await silo.Postgres.Run($"update v2.sessions set turn_count = 7 where id = '{_id}'");

        var (status, _) = await silo.Hook(
            $$"""{"session_id":"{{_id}}","hook_event_name":"UserPromptSubmit","prompt":"two","prompt_id":"{{Guid.NewGuid()}}"}"""
        );

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            ["1 | one", "8 | two"],
            await silo.Postgres.Lines(
                $"select turn_num, user_message from v2.turns where session_id = '{_id}' order by 1"
            )
        );
    }

    [Fact]
    public async Task Keeps_every_summary_of_a_long_prompt()
    {
        foreach (var summary in (string[])["one", "two", "two", "three"])
            await silo.Hook(
                $$"""{"session_id":"{{_id}}","hook_event_name":"PostCompact","trigger":"auto","prompt_id":"{{_id}}","compact_summary":"{{summary}}"}"""
            );

        Assert.Equal(
            ["one", "two", "three"],
            await silo.Postgres.Lines(
                $"select detail ->> 'summary' from v2.audit_log where session_id = '{_id}' order by created_at"
            )
        );
    }

    [Fact]
    public async Task Goes_on_with_the_last_rules_when_the_new_ones_can_not_be_read()
    {
        var project = $"/home/me/{_id}";
        await File.WriteAllTextAsync(
            silo.Settings.ConfigFile,
            $$$"""{"projects":[{"path":"{{{project}}}","modes":{"execution":[{"tools":"Read","verdict":"deny"}]}}]}"""
        );
        var ask =
            $$"""{"session_id":"{{_id}}","hook_event_name":"PreToolUse","tool_name":"Read","tool_use_id":"t1","cwd":"{{project}}"}""";
        var before = await silo.Hook(ask);

        await File.WriteAllTextAsync(silo.Settings.ConfigFile, "{ broken");

        Assert.Contains("deny", before.Body, StringComparison.Ordinal);
        Assert.Contains(
            "deny",
            (await silo.Hook(ask.Replace("t1", "t2", StringComparison.Ordinal))).Body,
            StringComparison.Ordinal
        );
        Assert.Contains("brain.json can", await silo.Socket.GetStringAsync("/status"), StringComparison.Ordinal);
        File.Delete(silo.Settings.ConfigFile);
    }

    [Fact]
    public async Task Follows_the_persons_configuration_as_soon_as_it_changes()
    {
        var project = $"/home/me/{_id}";
        await File.WriteAllTextAsync(
            silo.Settings.ConfigFile,
            $$$"""{"projects":[{"path":"{{{project}}}","mode":"sparring","modes":{"sparring":[{"tools":"Read","verdict":"deny"}]}}]}"""
        );
        var (_, body) = await silo.Hook(
            $$"""{"session_id":"{{_id}}","hook_event_name":"PreToolUse","tool_name":"Read","tool_use_id":"t1","cwd":"{{project}}/sub"}"""
        );

        Assert.Contains("mode.sparring.configured", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"disableAllHooks":true}""", "switches every hook off")]
    [InlineData("""{"disableAllHooks":true,"a":1,"a":2}""", "switches every hook off")]
    [InlineData("""{"hooks":{}}""", "takes hooks of the brain away")]
    [InlineData("", "takes hooks of the brain away")]
    public async Task Blocks_an_edit_that_takes_its_hooks_away_from_a_hard_session(string edit, string why)
    {
        var file = Path.Combine(silo.Settings.Home, "settings.json");
        await File.WriteAllTextAsync(file, edit);
        await File.WriteAllTextAsync(silo.Settings.InstalledFile, $$"""{"files":["{{file}}"]}""");
        var change =
            $$"""{"session_id":"{{_id}}","hook_event_name":"ConfigChange","source":"user_settings","file_path":"{{file}}","prompt_id":"{{Guid.NewGuid()}}"}""";

        var soft = await silo.Hook(change.Replace(_id, Guid.NewGuid().ToString(), StringComparison.Ordinal));
        var hard = await silo.Hook(change, with: request => request.Headers.Add("Brain-Hard", "1"));

        Assert.Equal("{}", soft.Body);
        Assert.Contains("\"decision\":\"block\"", hard.Body, StringComparison.Ordinal);
        Assert.Contains(why, hard.Body, StringComparison.Ordinal);
        Assert.Equal(
            (1L, 1L, 1L),
            (
                await Count("drift_events where session_id"),
                await Count("audit_log where session_id"),
                await Count("decisions where session_id")
            )
        );
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{"enabledPlugins":{}}""")]
    [InlineData("""{"enabledPlugins":{"other@here":true}}""")]
    [InlineData("""{"enabledPlugins":{"brain@brain-actors":false}}""")]
    public async Task Sees_when_the_plugin_that_carries_it_is_taken_away(string edit)
    {
        var (user, project) = Plugged(user: true, project: null);
        await Says("SessionStart", user, project);
        await File.WriteAllTextAsync(user, edit);

        Assert.Contains(
            "takes hooks of the brain away",
            await Says("ConfigChange", user, project),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "takes hooks of the brain away",
            await Says("ConfigChange", user, project),
            StringComparison.Ordinal
        );
        Assert.NotEqual(0L, await Count("drift_events where session_id"));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, null)]
    public async Task Sees_no_loss_where_the_plugin_stays_as_it_was(bool user, bool? project)
    {
        var (file, folder) = Plugged(user, project);
        await Says("SessionStart", file, folder);
        await File.WriteAllTextAsync(file, "{}");

        Assert.Equal("{}", await Says("ConfigChange", file, folder));
    }

    [Fact]
    public async Task Needs_no_plugin_where_the_settings_carry_it()
    {
        var (user, project) = Plugged(user: true, project: null);
        await File.WriteAllTextAsync(silo.Settings.InstalledFile, """{"files":["/elsewhere/settings.json"]}""");
        await Says("SessionStart", user, project);
        await File.WriteAllTextAsync(user, "{}");

        Assert.Equal("{}", await Says("ConfigChange", user, project));
    }

    [Theory]
    [InlineData("commands/mode.md", "Our own /mode.", "userSettings", false)]
    [InlineData("skills/mode/SKILL.md", "Our own /mode.", "userSettings", false)]
    [InlineData("commands/mode.md", HookEvents.CommandMarker, "userSettings", true)]
    [InlineData("commands/mode.md", "Our own /mode.", "plugin", true)]
    [InlineData("commands/other.md", "Our own /other.", "userSettings", true)]
    public async Task Leaves_a_command_of_the_persons_own_to_the_agent(
        string file,
        string text,
        string source,
        bool answers
    )
    {
        var folder = Path.GetDirectoryName(Plugged(user: false, project: null).User)!;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
        await File.WriteAllTextAsync(Path.Combine(folder, file), text);
        var transcript = Path.Combine(folder, "projects", "-project", $"{_id}.jsonl");

        var (_, body) = await silo.Hook(
            $$"""{"session_id":"{{_id}}","hook_event_name":"UserPromptExpansion","command_name":"mode","command_args":"sparring","command_source":"{{source}}","prompt_id":"{{_id}}","transcript_path":"{{transcript}}"}"""
        );

        Assert.Equal(answers, body.Contains("Mode: sparring", StringComparison.Ordinal));
        Assert.Equal(
            [answers ? "sparring" : "execution"],
            await silo.Postgres.Lines($"select mode from v2.sessions where id = '{_id}'")
        );
    }

    // A user's settings file and a project's folder, with the plugin switched on, off or not mentioned.
    private (string User, string Project) Plugged(bool user, bool? project)
    {
        File.Delete(silo.Settings.InstalledFile);
        var (home, folder) = (
            Path.Combine(silo.Settings.Home, _id, "home", ".claude"),
            Path.Combine(silo.Settings.Home, _id, "project")
        );
        Directory.CreateDirectory(home);
        Directory.CreateDirectory(Path.Combine(folder, ".claude"));
        File.WriteAllText(Path.Combine(home, "settings.json"), user ? Plugin(on: true) : "{}");
        if (project is { } on)
            File.WriteAllText(Path.Combine(folder, ".claude", "settings.json"), Plugin(on));
        return (Path.Combine(home, "settings.json"), folder);
    }

    private static string Plugin(bool on) =>
        $$$"""{"enabledPlugins":{"brain@brain-actors":{{{(on ? "true" : "false")}}}}}""";

    private async Task<string> Says(string name, string user, string project)
    {
        var transcript = Path.Combine(Path.GetDirectoryName(user)!, "projects", "-project", $"{_id}.jsonl");
        return (
            await silo.Hook(
                $$"""{"session_id":"{{_id}}","hook_event_name":"{{name}}","source":"user_settings","file_path":"{{user}}","cwd":"{{project}}","transcript_path":"{{transcript}}"}""",
                with: request => request.Headers.Add("Brain-Hard", "1")
            )
        ).Body;
    }

    [Theory]
    [InlineData("\"hooks\":[{", "\"matcher\":\"Nope\",\"hooks\":[{")]
    [InlineData("/bin/brain\"", "/evil/brain\"")]
    [InlineData(",\"--hard\"", "")]
    [InlineData("\"type\":", "\"async\":true,\"type\":")]
    [InlineData("\"SubagentStart\":", "\"SubagentStarted\":")]
    public async Task Sees_when_its_hooks_are_bent(string whole, string bent)
    {
        var file = Path.Combine(silo.Settings.Home, "settings.json");
        await File.WriteAllTextAsync(file, Settings(null).Replace(whole, bent, StringComparison.Ordinal));
        await File.WriteAllTextAsync(silo.Settings.InstalledFile, $$"""{"files":["{{file}}"],"hard":true}""");

        var (_, body) = await silo.Hook(
            $$"""{"session_id":"{{_id}}","hook_event_name":"ConfigChange","source":"user_settings","file_path":"{{file}}"}""",
            with: request => request.Headers.Add("Brain-Hard", "1")
        );

        Assert.Contains("takes hooks of the brain away", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"Authorization\":\"Bearer ", "\"Authorization\":\"Basic ")]
    [InlineData("\"Brain-Hard\":\"1\"", "\"Brain-Hard\":\"0\"")]
    [InlineData("\"allowedEnvVars\":[\"", "\"allowedEnvVars\":[\"X")]
    [InlineData("/hooks/claude-code\"", "/hooks/other\"")]
    public async Task Sees_when_its_hooks_over_http_are_bent(string whole, string bent)
    {
        var file = Path.Combine(silo.Settings.Home, "settings.json");
        var settings = Settings(new($"{silo.Settings.Port}", "t"));
        await File.WriteAllTextAsync(file, settings.Replace(whole, bent, StringComparison.Ordinal));
        await File.WriteAllTextAsync(silo.Settings.InstalledFile, $$"""{"files":["{{file}}"],"hard":true}""");

        var (_, body) = await silo.Hook(
            $$"""{"session_id":"{{_id}}","hook_event_name":"ConfigChange","source":"user_settings","file_path":"{{file}}"}""",
            with: request => request.Headers.Add("Brain-Hard", "1")
        );

        Assert.Contains(whole, settings, StringComparison.Ordinal);
        Assert.Contains("takes hooks of the brain away", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sees_that_its_hooks_are_gone_through_a_link_to_the_file()
    {
        var (file, link) = (
            Path.Combine(silo.Settings.Home, "dotfile.json"),
            Path.Combine(silo.Settings.Home, $"{_id}.json")
        );
        await File.WriteAllTextAsync(file, """{"hooks":{}}""");
        File.CreateSymbolicLink(link, file);
        await File.WriteAllTextAsync(silo.Settings.InstalledFile, $$"""{"files":["{{file}}"],"hard":true}""");

        var (_, body) = await silo.Hook(
            $$"""{"session_id":"{{_id}}","hook_event_name":"ConfigChange","source":"user_settings","file_path":"{{link}}"}""",
            with: request => request.Headers.Add("Brain-Hard", "1")
        );

        Assert.Contains("takes hooks of the brain away", body, StringComparison.Ordinal);
    }

    private string Settings(HookHttp? http)
    {
        var options = new HookOptions(Path.Combine(silo.Settings.Home, "bin", "brain"), Hard: true, http);
        var hooks = new JsonObject();
        foreach (var name in HookEvents.All)
            hooks[name] = new JsonArray(HookEntry.Make(name, options));
        return new JsonObject { ["model"] = "opus", ["hooks"] = hooks }.ToJsonString();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lets_an_edit_pass_that_leaves_its_hooks_alone(bool http)
    {
        var file = Path.Combine(silo.Settings.Home, "settings.local.json");
        await File.WriteAllTextAsync(file, Settings(http ? new HookHttp($"{silo.Settings.Port}", "t") : null));
        await File.WriteAllTextAsync(silo.Settings.InstalledFile, $$"""{"files":["{{file}}"],"hard":true}""");

        var (_, body) = await silo.Hook(
            $$"""{"session_id":"{{_id}}","hook_event_name":"ConfigChange","source":"user_settings","file_path":"{{file}}"}""",
            with: request => request.Headers.Add("Brain-Hard", "1")
        );

        Assert.Equal("{}", body);
        Assert.Equal(0L, await Count("drift_events where session_id"));
    }

    [Theory]
    [InlineData("""{"enabledPlugins":{"brain@brain-actors":false}}""", "{}", true)]
    [InlineData(
        """{"enabledPlugins":{"brain@brain-actors":false}}""",
        """{"files":["/home/me/.claude/settings.json"]}""",
        false
    )]
    [InlineData("""{"enabledPlugins":{"brain@brain-actors":true,"other@x":false}}""", "{}", false)]
    public async Task Blocks_switching_the_plugin_off_where_nothing_else_carries(
        string edit,
        string installed,
        bool blocks
    )
    {
        var file = Path.Combine(
            Directory.CreateDirectory(Path.Combine(silo.Settings.Home, ".claude")).FullName,
            "settings.json"
        );
        await File.WriteAllTextAsync(file, edit);
        await File.WriteAllTextAsync(silo.Settings.InstalledFile, installed);

        var (_, body) = await silo.Hook(
            $$"""{"session_id":"{{_id}}","hook_event_name":"ConfigChange","source":"local_settings","file_path":"{{file}}"}""",
            with: request => request.Headers.Add("Brain-Hard", "1")
        );

        Assert.Equal(blocks, body.Contains("takes hooks of the brain away", StringComparison.Ordinal));
    }

    private Task<long> Count(string of) => silo.Postgres.Read<long>($"select count(*) from v2.{of} = '{_id}'");
}
