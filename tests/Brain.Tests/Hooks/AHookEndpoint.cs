using System.Net;
using System.Text.Json.Nodes;
using Brain.Client.ClaudeCode;

namespace Brain.Tests.Hooks;

public sealed class AHookEndpoint(ARunningSilo silo) : IClassFixture<ARunningSilo>
{
    private readonly string _id = Guid.NewGuid().ToString();

    [Theory]
    [InlineData("", "not a hook event")]
    [InlineData("null", "not a hook event")]
    [InlineData("[]", "not a hook event")]
    [InlineData("{\"hook_event_name\":\"Stop\"}", "session_id")]
    [InlineData("{\"session_id\":\"nope\",\"hook_event_name\":\"Stop\"}", "session_id is not a UUID")]
    [InlineData("{\"session_id\":\"7d7f4d0e-0000-4000-8000-000000000001\"}", "hook_event_name")]
    [InlineData("{\"session_id\":\"7d7f4d0e-0000-4000-8000-000000000001\",\"hook_event_name\":\"Stop\"", "not a hook event")]
    public async Task Says_what_is_no_hook_event(string body, string why)
    {
        var (status, answer) = await silo.Hook(body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(why, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_an_unknown_event_with_an_empty_decision()
    {
        Assert.Equal((HttpStatusCode.OK, "{}"), await silo.Hook($$$"""{"session_id":"{{{_id}}}","hook_event_name":"BrandNew","x":{"y":[1]}}"""));
        Assert.Equal(0L, await Count("sessions where id"));
    }

    [Fact]
    public async Task Ignores_fields_that_it_does_not_know()
    {
        var (status, _) = await silo.Hook($$"""{"session_id":"{{_id}}","hook_event_name":"UserPromptSubmit","prompt":"hi","brand_new":{"deep":[{}]},"prompt_id":"{{Guid.NewGuid()}}"}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(1L, await Count("turns where session_id"));
    }

    [Theory]
    [InlineData("PreCompact")]
    [InlineData("PostCompact")]
    public async Task Says_nothing_at_all_around_compaction(string name)
    {
        var (status, body) = await silo.Hook($$"""{"session_id":"{{_id}}","hook_event_name":"{{name}}","trigger":"manual","compact_summary":"all of it"}""");

        Assert.Equal((HttpStatusCode.OK, ""), (status, body));
        Assert.Equal(1L, await Count("audit_log where session_id"));
    }

    [Fact]
    public async Task Answers_in_claude_codes_own_words()
    {
        await silo.Hook($$"""{"session_id":"{{_id}}","hook_event_name":"UserPromptExpansion","command_name":"mode","command_args":"sparring","prompt_id":"{{Guid.NewGuid()}}"}""");

        var (_, body) = await silo.Hook($$"""{"session_id":"{{_id}}","hook_event_name":"PreToolUse","tool_name":"Write","tool_use_id":"t1","tool_input":{"file_path":"/a"},"prompt_id":"{{Guid.NewGuid()}}"}""");

        Assert.StartsWith("""{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"The session is in sparring mode""", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follows_the_persons_configuration_as_soon_as_it_changes()
    {
        var project = $"/home/me/{_id}";
        await File.WriteAllTextAsync(silo.Settings.ConfigFile, $$$"""{"projects":[{"path":"{{{project}}}","mode":"sparring","modes":{"sparring":[{"tools":"Read","verdict":"deny"}]}}]}""");
        var body = "";
        for (var attempt = 0; attempt < 50 && !body.Contains("deny", StringComparison.Ordinal); attempt++)
        {
            // The file is watched; the watcher needs a moment, so new sessions are asked until one knows.
            await Task.Delay(100);
            (_, body) = await silo.Hook($$"""{"session_id":"{{Guid.NewGuid()}}","hook_event_name":"PreToolUse","tool_name":"Read","tool_use_id":"t1","cwd":"{{project}}/sub"}""");
        }

        Assert.Contains("mode.sparring.configured", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"disableAllHooks":true}""", "switches every hook off")]
    [InlineData("""{"hooks":{}}""", "takes hooks of the brain away")]
    public async Task Blocks_an_edit_that_takes_its_hooks_away_from_a_hard_session(string edit, string why)
    {
        var file = Path.Combine(silo.Settings.Home, "settings.json");
        await File.WriteAllTextAsync(file, edit);
        await File.WriteAllTextAsync(silo.Settings.InstalledFile, $$"""{"files":["{{file}}"]}""");
        var change = $$"""{"session_id":"{{_id}}","hook_event_name":"ConfigChange","source":"user_settings","file_path":"{{file}}","prompt_id":"{{Guid.NewGuid()}}"}""";

        var soft = await silo.Hook(change.Replace(_id, Guid.NewGuid().ToString(), StringComparison.Ordinal));
        var hard = await silo.Hook(change, with: request => request.Headers.Add("Brain-Hard", "1"));

        Assert.Equal("{}", soft.Body);
        Assert.Contains("\"decision\":\"block\"", hard.Body, StringComparison.Ordinal);
        Assert.Contains(why, hard.Body, StringComparison.Ordinal);
        Assert.Equal((1L, 1L, 1L), (await Count("drift_events where session_id"), await Count("audit_log where session_id"), await Count("decisions where session_id")));
    }

    [Theory]
    [InlineData("""{"enabledPlugins":{"brain@brain-actors":false}}""", "{}", true)]
    [InlineData("""{"enabledPlugins":{"brain@brain-actors":false}}""", """{"files":["/home/me/.claude/settings.json"]}""", false)]
    [InlineData("""{"enabledPlugins":{"brain@brain-actors":true,"other@x":false}}""", "{}", false)]
    public async Task Blocks_switching_the_plugin_off_where_nothing_else_carries(string edit, string installed, bool blocks)
    {
        var file = Path.Combine(silo.Settings.Home, "settings.json");
        await File.WriteAllTextAsync(file, edit);
        await File.WriteAllTextAsync(silo.Settings.InstalledFile, installed);

        var (_, body) = await silo.Hook(
            $$"""{"session_id":"{{_id}}","hook_event_name":"ConfigChange","source":"local_settings","file_path":"{{file}}"}""",
            with: request => request.Headers.Add("Brain-Hard", "1"));

        Assert.Equal(blocks, body.Contains("takes hooks of the brain away", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lets_an_edit_pass_that_leaves_its_hooks_alone(bool http)
    {
        var options = new HookOptions("/home/me/.local/share/brain/bin/brain", Hard: true, http ? new HookHttp("7420", "t") : null);
        var hooks = new JsonObject();
        foreach (var name in HookEntry.Events)
            hooks[name] = new JsonArray(HookEntry.Make(name, options));
        var file = Path.Combine(silo.Settings.Home, "settings.local.json");
        await File.WriteAllTextAsync(file, new JsonObject { ["model"] = "opus", ["hooks"] = hooks }.ToJsonString());
        await File.WriteAllTextAsync(silo.Settings.InstalledFile, $$"""{"files":["{{file}}"]}""");

        var (_, body) = await silo.Hook(
            $$"""{"session_id":"{{_id}}","hook_event_name":"ConfigChange","source":"user_settings","file_path":"{{file}}"}""",
            with: request => request.Headers.Add("Brain-Hard", "1"));

        Assert.Equal("{}", body);
        Assert.Equal(0L, await Count("drift_events where session_id"));
    }

    private Task<long> Count(string of) => silo.Postgres.Read<long>($"select count(*) from v2.{of} = '{_id}'");
}
