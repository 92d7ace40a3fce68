using System.Text.Json.Nodes;
using Brain.Cli.Install;
using Brain.Client;
using Brain.Client.Agents;
using Brain.Client.Agents.Codex;
using Brain.Client.Install;
using Brain.Messages.Hooks.ClaudeCode;

namespace Brain.Tests.Client;

public sealed class InstallingIntoOtherAgents : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    private readonly string _scratch = Directory.CreateTempSubdirectory("brain-agents").FullName;
    private readonly string? _home = Environment.GetEnvironmentVariable("HOME");

    public InstallingIntoOtherAgents() => Environment.SetEnvironmentVariable("HOME", _scratch);

    private BrainHome Home => new($"{_scratch}/brain");

    private HookOptions Options => new($"{Home.Path}/bin/brain", Hard: false, Http: null) { Home = Home.Path };

    public static TheoryData<string> Agents =>
        [.. HookAgents.All.Where(agent => agent.Install is not null).Select(agent => agent.Known.Name)];

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("HOME", _home);
        Directory.Delete(_scratch, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Agents))]
    public void Leaves_nothing_behind(string name)
    {
        var before = Everything();

        Installer(name).Install(Options);
        Installer(name).Uninstall(Options);

        Assert.Equal(before, Everything().Where(path => !path.StartsWith(Home.Path, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Agents))]
    public void Is_the_same_twice(string name)
    {
        Installer(name).Install(Options);
        var before = Everything().Where(File.Exists).ToDictionary(path => path, File.ReadAllText);

        var again = Installer(name).Install(Options);

        Assert.All(
            again.Commands.Prepend(again.Settings),
            file => Assert.Equal(FileChange.Unchanged, file.Change)
        );
        Assert.Equal(before, Everything().Where(File.Exists).ToDictionary(path => path, File.ReadAllText));
    }

    [Theory]
    [MemberData(nameof(Agents))]
    public void Is_whole_right_after(string name)
    {
        Installer(name).Install(Options);

        Assert.All(
            HookAgent.Find(name)!.Install!.Files(Environment.GetEnvironmentVariable, Options),
            file => Assert.True(file.Has(File.ReadAllBytes(file.Path)), file.Path)
        );
    }

    [Theory]
    [InlineData("codex", ".codex/hooks.json", """{ "hooks": { "Stop": [ { "hooks": [ { "type": "command", "command": "mine" } ] } ] } }""")]
    [InlineData("codex", ".codex/config.toml", "model = \"gpt-5.5\"\n\n[mcp_servers.other]\ncommand = \"x\"")]
    [InlineData("codex", ".codex/config.toml", "# only a comment\r\n")]
    [InlineData("gemini", ".gemini/settings.json", "{\"security\":{\"auth\":{\"selectedType\":\"x\"}},\"mcpServers\":{\"a\":{\"command\":\"b\"}}}")]
    [InlineData("qwen", ".qwen/settings.json", "{\n\t\"hooks\": {\n\t\t\"Stop\": []\n\t}\n}\n")]
    [InlineData("copilot", ".copilot/mcp-config.json", "{\"mcpServers\":{}}")]
    [InlineData("opencode", ".config/opencode/opencode.json", "{\"$schema\":\"https://opencode.ai/config.json\"}\n")]
    public void Gives_files_back_byte_for_byte(string name, string file, string text)
    {
        var path = $"{_scratch}/{file}";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);

        Installer(name).Install(Options);
        Assert.NotEqual(text, File.ReadAllText(path));
        Installer(name).Uninstall(Options);

        Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public void Leaves_a_file_with_bytes_that_are_no_letters_alone()
    {
        var path = Write(".codex/config.toml", "");
        byte[] latin = [.. "# caf"u8, 0xE9, (byte)'\n'];
        File.WriteAllBytes(path, latin);

        var fault = Assert.Throws<ClientException>(() => Installer("codex").Install(Options));

        Assert.Contains("no UTF-8", fault.Message, StringComparison.Ordinal);
        Assert.Equal(latin, File.ReadAllBytes(path));
        Assert.False(File.Exists($"{_scratch}/.codex/hooks.json"));
    }

    [Fact]
    public void Keeps_what_codex_itself_wrote_behind_ours()
    {
        Installer("codex").Install(Options);
        var path = $"{_scratch}/.codex/config.toml";
        const string Trust = "\n[hooks.state.\"/x:stop:0:0\"]\ntrusted_hash = \"sha256:00\"\n";
        File.AppendAllText(path, Trust);

        Installer("codex").Uninstall(Options);

        Assert.Equal(Trust, File.ReadAllText(path));
    }

    [Fact]
    public void Leaves_another_server_of_the_same_name_alone()
    {
        var path = $"{_scratch}/.codex/config.toml";
        Directory.CreateDirectory($"{_scratch}/.codex");
        File.WriteAllText(path, "[mcp_servers.brain]\ncommand = \"theirs\"\n");

        Assert.Throws<ClientException>(() => Installer("codex").Install(Options));

        Assert.Equal("[mcp_servers.brain]\ncommand = \"theirs\"\n", File.ReadAllText(path));
        Assert.False(File.Exists($"{_scratch}/.codex/hooks.json"));
    }

    [Theory]
    [InlineData("[mcp_servers.brain] # mine\ncommand = \"theirs\"\n")]
    [InlineData("[ mcp_servers . \"brain\" ]\ncommand = \"theirs\"\n")]
    [InlineData("[mcp_servers.'brain'.env]\nA = \"b\"\n")]
    [InlineData("[mcp_servers]\nbrain = { command = \"theirs\" }\n")]
    [InlineData("mcp_servers.brain.command = \"theirs\"\n")]
    [InlineData("mcp_servers = { brain = { command = \"theirs\" } }\n")]
    public void Knows_another_server_of_the_same_name_in_each_of_its_spellings(string text)
    {
        var path = $"{_scratch}/.codex/config.toml";
        Directory.CreateDirectory($"{_scratch}/.codex");
        File.WriteAllText(path, text);

        Assert.Throws<ClientException>(() => Installer("codex").Install(Options));

        Assert.Equal(text, File.ReadAllText(path));
    }

    [Theory]
    [InlineData("notes = \"\"\"\n[mcp_servers.brain]\n\"\"\"\n")]
    [InlineData("[mcp_servers.brainy]\ncommand = \"x\"\n[other]\nbrain = 1\n")]
    public void Takes_no_other_words_for_a_server_of_that_name(string text)
    {
        var path = $"{_scratch}/.codex/config.toml";
        Directory.CreateDirectory($"{_scratch}/.codex");
        File.WriteAllText(path, text);

        Installer("codex").Install(Options);

        Assert.StartsWith(text, File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_out_the_tables_below_its_own_too()
    {
        Installer("codex").Install(Options);
        var path = $"{_scratch}/.codex/config.toml";
        File.AppendAllText(path, "\n[mcp_servers.brain.tools.x]\nmode = \"approve\"\n\n[other]\na = 1\n");
        Installer("codex").Install(Options);
        Assert.Contains("[mcp_servers.brain.tools.x]", File.ReadAllText(path), StringComparison.Ordinal);

        Installer("codex").Uninstall(Options);

        Assert.Equal("\n\n[other]\na = 1\n", File.ReadAllText(path));
    }

    [Fact]
    public void Writes_every_letter_of_a_path_as_toml_takes_it()
    {
        const string Place = "/srv/🧠";
        var options = new HookOptions($"{Place}/bin/brain", Hard: false, Http: null) { Home = Place };

        Installer("codex").Install(options);

        Assert.Contains(
            "command = \"/srv/🧠/bin/brain\"\n",
            File.ReadAllText($"{_scratch}/.codex/config.toml"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("gemini", ".gemini/settings.json", "mcpServers")]
    [InlineData("qwen", ".qwen/settings.json", "mcpServers")]
    [InlineData("copilot", ".copilot/mcp-config.json", "mcpServers")]
    [InlineData("opencode", ".config/opencode/opencode.json", "mcp")]
    public void Overwrites_no_server_of_a_persons_that_has_the_same_name(string name, string file, string servers)
    {
        var path = $"{_scratch}/{file}";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var text = $$"""{"{{servers}}":{"brain":{"command":"theirs","args":["serve"] } } }""";
        File.WriteAllText(path, text);

        var fault = Assert.Throws<ClientException>(() => Installer(name).Install(Options));

        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public void Takes_out_what_it_put_into_a_folder_that_is_no_longer_named()
    {
        var before = Environment.GetEnvironmentVariable("CODEX_HOME");
        try
        {
            Environment.SetEnvironmentVariable("CODEX_HOME", $"{_scratch}/elsewhere");
            Directory.CreateDirectory($"{_scratch}/elsewhere");
            Installer("codex").Install(Options);
            Environment.SetEnvironmentVariable("CODEX_HOME", null);
            Installer("codex").Install(Options);

            Installer("codex").Uninstall(Options);
        }
        finally
        {
            Environment.SetEnvironmentVariable("CODEX_HOME", before);
        }

        Assert.Empty(Directory.EnumerateFiles($"{_scratch}/elsewhere"));
    }

    [Theory]
    [InlineData("codex", 1_000)]
    [InlineData("gemini", 1)]
    [InlineData("qwen", 1)]
    [InlineData("copilot", 1_000)]
    public void Gives_every_hook_more_time_than_a_hard_session_waits(string name, int unit)
    {
        Installer(name).Install(Options);

        var file = HookAgent.Find(name)!.Install!.Files(Environment.GetEnvironmentVariable, Options)[0].Path;
        var hooks = JsonNode.Parse(File.ReadAllText(file))!["hooks"]!.AsObject();
        var asked = hooks.Where(hook => HookAgent.Find(name)!.IsRefusable(hook.Key)).ToArray();
        Assert.NotEmpty(asked);
        Assert.All(
            asked,
            hook =>
            {
                var entry = hook.Value![0]!;
                entry = entry["hooks"]?[0] ?? entry;
                var time = (entry["timeout"] ?? entry["timeoutSec"])!.GetValue<int>();
                Assert.True(time * unit > SettingsWeakness.HardMs.Max, $"{hook.Key}: {time}");
            }
        );
    }

    [Theory]
    [InlineData("gemini", ".gemini/settings.json", """{ "hooksConfig": { "enabled": false, }, } // off""", true)]
    [InlineData("gemini", ".gemini/settings.json", """{"hooksConfig":{"disabled":["mine","brain"]}}""", true)]
    [InlineData("gemini", ".gemini/settings.json", """{"hooksConfig":{"enabled":true,"disabled":["mine"]}}""", false)]
    [InlineData("qwen", ".qwen/settings.json", """{"disableAllHooks":true}""", true)]
    [InlineData("qwen", ".qwen/settings.json", """{"disableAllHooks":"no"}""", true)]
    [InlineData("qwen", ".qwen/settings.json", """{"disableAllHooks":0}""", false)]
    [InlineData("copilot", ".copilot/settings.json", """{"disableAllHooks":true}""", false)]
    [InlineData("copilot", "project/.claude/settings.json", """{"disableAllHooks":true}""", true)]
    [InlineData("copilot", ".copilot/hooks/brain.json", """{"disableAllHooks":true}""", true)]
    [InlineData("copilot", "project/.github/copilot/settings.json", """{"disableAllHooks":true}""", true)]
    [InlineData("copilot", "project/.github/copilot/settings.local.json", """{"disableAllHooks":false}""", false)]
    [InlineData("gemini", "project/.gemini/settings.json", """{"hooksConfig":{"enabled":false}}""", true)]
    [InlineData("qwen", "project/.qwen/settings.json", """{"disableAllHooks":true}""", true)]
    [InlineData("qwen", "project/.qwen/settings.json", "{", false)]
    [InlineData("gemini", "project/.gemini/settings.json", """{"a":1,"a":2}""", false)]
    [InlineData("qwen", "project/.qwen/settings.json", """{"\ud800":1,"disableAllHooks":1}""", false)]
    public void Knows_which_settings_switch_its_hooks_off(string name, string file, string text, bool isOff)
    {
        var path = Write(file, text);

        Assert.Equal(isOff ? [path] : [], Off(name).Select(one => one.Where));
    }

    [Theory]
    [InlineData("gemini", ".gemini", """{"hooksConfig":{"enabled":false}}""", """{"hooksConfig":{"enabled":true}}""")]
    [InlineData("qwen", ".qwen", """{"disableAllHooks":true}""", """{"disableAllHooks":false}""")]
    public void Goes_by_the_file_that_counts_where_several_say_whether_hooks_run(
        string name,
        string folder,
        string off,
        string on
    )
    {
        var user = Write($"{folder}/settings.json", off);
        Assert.Equal([user], Off(name).Select(one => one.Where));

        var project = Write($"project/{folder}/settings.json", on);
        Assert.Empty(Off(name));

        Write($"{folder}/settings.json", on);
        Write($"project/{folder}/settings.json", off);
        Assert.Equal([project], Off(name).Select(one => one.Where));

        var system = Write("system.json", on);
        string? Administered(string variable) =>
            variable.EndsWith("_SYSTEM_SETTINGS_PATH", StringComparison.Ordinal)
                ? system
                : Environment.GetEnvironmentVariable(variable);
        Assert.Empty(Off(name, Administered));

        Write("system.json", off);
        Assert.Equal([system], Off(name, Administered).Select(one => one.Where));
    }

    [Fact]
    public void Goes_by_the_local_settings_of_a_project_for_copilot()
    {
        var project = Write("project/.github/copilot/settings.json", """{"disableAllHooks":true}""");
        Assert.Equal([project], Off("copilot").Select(one => one.Where));

        Write("project/.github/copilot/settings.local.json", """{"disableAllHooks":false}""");

        Assert.Empty(Off("copilot"));
    }

    [Fact]
    public void Adds_up_the_hooks_that_gemini_does_not_run()
    {
        var user = Write(".gemini/settings.json", """{"hooksConfig":{"disabled":["brain"]}}""");
        Write("project/.gemini/settings.json", """{"hooksConfig":{"disabled":[]}}""");

        Assert.Equal([user], Off("gemini").Select(one => one.Where));
    }

    [Fact]
    public void Knows_that_gemini_runs_no_hook_in_a_folder_that_is_not_trusted()
    {
        var trust = Write(
            ".gemini/trustedFolders.json",
            $$"""{"{{_scratch}}":"TRUST_FOLDER","{{_scratch}}/project":"DO_NOT_TRUST"}"""
        );
        Write("project/.gemini/settings.json", """{"hooksConfig":{"enabled":false}}""");
        Assert.Equal([trust], Off("gemini").Select(one => one.Where));

        Write(".gemini/settings.json", """{"security":{"folderTrust":{"enabled":false}}}""");
        Assert.Equal([$"{_scratch}/project/.gemini/settings.json"], Off("gemini").Select(one => one.Where));
    }

    [Fact]
    public void Passes_over_the_settings_of_a_project_that_qwen_does_not_trust()
    {
        Write(".qwen/settings.json", """{"security":{"folderTrust":{"enabled":true}}}""");
        Write(".qwen/trustedFolders.json", $$"""{"{{_scratch}}/project/below":"TRUST_PARENT"}""");
        var project = Write("project/.qwen/settings.json", """{"disableAllHooks":true}""");
        Assert.Equal([project], Off("qwen").Select(one => one.Where));

        Write(".qwen/trustedFolders.json", $$"""{"{{_scratch}}":"DO_NOT_TRUST"}""");

        Assert.Empty(Off("qwen"));
    }

    [Theory]
    [InlineData("project/.env", "QWEN_CODE_SAFE_MODE=1", true)]
    [InlineData("project/.env", "A='x\ny'\nexport QWEN_CODE_SIMPLE = \"Yes\" # no hooks", true)]
    [InlineData("project/.qwen/.env", "QWEN_CODE_SAFE_MODE=on", true)]
    [InlineData("project/.env", "QWEN_CODE_SAFE_MODE=0", false)]
    [InlineData("project/.env", "#QWEN_CODE_SAFE_MODE=1", false)]
    [InlineData(".env", "QWEN_CODE_SIMPLE: true", true)]
    [InlineData(".qwen/.env", "QWEN_CODE_SIMPLE=true", true)]
    [InlineData(".qwen/settings.json", """{"env":{"QWEN_CODE_SAFE_MODE":"true"}}""", true)]
    public void Knows_which_variables_of_files_switch_qwens_hooks_off(string file, string text, bool isOff)
    {
        var path = Write(file, text);

        Assert.Equal(isOff ? [path] : [], Off("qwen").Select(one => one.Where));
    }

    [Fact]
    public void Takes_a_variable_from_the_nearest_file_that_says_it()
    {
        Write("project/.env", "QWEN_CODE_SAFE_MODE=no");
        Write(".env", "QWEN_CODE_SAFE_MODE=yes");
        Assert.Empty(Off("qwen"));

        var off = Off("qwen", name =>
            name == "QWEN_CODE_SAFE_MODE" ? "1" : Environment.GetEnvironmentVariable(name)
        );

        Assert.Equal([("the environment", "QWEN_CODE_SAFE_MODE=1")], off);
    }

    [Theory]
    [InlineData("gemini", "project/.env", "LD_PRELOAD=/x.so\nDOTNET_TieredPGO=0", new[] { "LD_PRELOAD" })]
    [InlineData("gemini", "project/.gemini/.env", "DOTNET_GCHeapHardLimit=1", new[] { "DOTNET_GCHeapHardLimit" })]
    [InlineData("gemini", ".env", "BASH_ENV=/x", new[] { "BASH_ENV" })]
    [InlineData("qwen", "project/.env", "LD_PRELOAD=/x.so\nLD_LIBRARY_PATH=/x", new[] { "LD_LIBRARY_PATH" })]
    [InlineData("qwen", "project/.env", "API_KEY=x", new string[0])]
    public void Knows_which_variables_of_files_reach_the_brains_hooks(
        string name,
        string file,
        string text,
        string[] bending
    )
    {
        var path = Write(file, text);

        Assert.Equal(bending.Select(one => (path, one)), Bending(name));
    }

    [Fact]
    public void Passes_over_files_of_variables_that_gemini_does_not_read()
    {
        Write("project/.env", "LD_PRELOAD=/x.so\nLD_AUDIT=/y.so");
        Write(".gemini/settings.json", """{"advanced":{"excludedEnvVars":["LD_PRELOAD"]}}""");
        Assert.Equal(["LD_AUDIT"], Bending("gemini").Select(one => one.Name));

        Write(".gemini/settings.json", """{"advanced":{"ignoreLocalEnv":true}}""");
        Assert.Empty(Bending("gemini"));
    }

    [Theory]
    [InlineData(".qwen/.env")]
    [InlineData(".env")]
    public void Goes_where_a_file_of_variables_in_the_home_tells_qwen_to_look(string file)
    {
        Write(file, "QWEN_HOME=~/elsewhere\n");

        Installer("qwen").Install(Options);

        Assert.True(File.Exists($"{_scratch}/elsewhere/settings.json"));
        Assert.False(File.Exists($"{_scratch}/.qwen/settings.json"));
    }

    [Theory]
    [MemberData(nameof(Agents))]
    public void Lacks_nothing_right_after_whatever_was_chosen(string name)
    {
        Installer(name).Install(Options with { Hard = true, SoftMs = 300 });

        Assert.All(Files(name), file => Assert.Null(file.Lack(File.ReadAllBytes(file.Path))));
    }

    [Theory]
    [InlineData("codex", ".codex/hooks.json", "PermissionRequest")]
    [InlineData("gemini", ".gemini/settings.json", "Notification")]
    [InlineData("qwen", ".qwen/settings.json", "PermissionRequest")]
    [InlineData("copilot", ".copilot/hooks/brain.json", "notification")]
    public void Says_which_hooks_a_version_before_did_not_put_there(string name, string file, string hook)
    {
        Installer(name).Install(Options);
        var path = $"{_scratch}/{file}";
        var tree = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        tree["hooks"]!.AsObject().Remove(hook);
        File.WriteAllText(path, tree.ToJsonString());

        Assert.Equal($"lacks the hook {hook}", Lack(name, path));

        tree.Remove("hooks");
        File.WriteAllText(path, tree.ToJsonString());
        Assert.StartsWith("lacks the hooks ", Lack(name, path), StringComparison.Ordinal);
    }

    [Fact]
    public void Knows_a_plugin_of_another_version()
    {
        Installer("opencode").Install(Options);
        var path = $"{_scratch}/.config/opencode/plugins/brain.js";
        File.WriteAllText(path, File.ReadAllText(path).Replace("permission.asked", "x", StringComparison.Ordinal));

        Assert.Equal("is not this version's", Lack("opencode", path));
    }

    [Theory]
    [InlineData("gemini", "GEMINI_CLI_HOME", "/else/.gemini")]
    [InlineData("qwen", "QWEN_HOME", "/else")]
    [InlineData("codex", "CODEX_HOME", "/else")]
    [InlineData("copilot", "COPILOT_HOME", "/else")]
    public void Goes_where_the_agent_itself_is_told_to_look(string name, string variable, string folder) =>
        Assert.Equal(
            folder,
            HookAgent.Find(name)!.Known.FolderOf(one => one == variable ? "/else" : one == "HOME" ? "/home" : null)
        );

    [Fact]
    public void Takes_a_tilde_that_no_shell_saw_for_the_home() =>
        Assert.Equal(
            "/home/q",
            HookAgent.Find("qwen")!.Known.FolderOf(one => one == "QWEN_HOME" ? "~/q" : one == "HOME" ? "/home" : null)
        );

    [Fact]
    public void Goes_on_with_the_others_where_one_of_all_cannot_be_changed()
    {
        var done = new List<HookAgent>();
        void Act(HookAgent agent)
        {
            if (agent.Known.Name == "gemini")
                throw new ClientException("its file has comments");
            done.Add(agent);
        }

        Assert.Equal(1, InstallOptions.ForEach(HookAgents.All, every: true, Act));
        Assert.Equal(HookAgents.All.Where(agent => agent.Known.Name != "gemini"), done);
        Assert.Throws<ClientException>(() => InstallOptions.ForEach(HookAgents.All, every: false, Act));
    }

    // Codex names files without links.
    [Fact]
    public void Knows_which_hooks_codex_trusts_waits_with_and_does_not_know()
    {
        Directory.CreateDirectory($"{_scratch}/real");
        File.WriteAllText($"{_scratch}/real/hooks.json", "{}");
        File.CreateSymbolicLink($"{_scratch}/hooks.json", $"{_scratch}/real/hooks.json");
        JsonObject Hook(string place, string trust) =>
            new()
            {
                ["key"] = $"{_scratch}/real/hooks.json:{place}:0:0",
                ["command"] = "/x/brain hook codex",
                ["trustStatus"] = trust,
            };
        var hooks = new JsonArray(Hook("session_start", "trusted"), Hook("pre_tool_use", "untrusted"));

        var trust = CodexTrust.Read(
            new JsonObject { ["data"] = new JsonArray(new JsonObject { ["hooks"] = hooks }) },
            $"{_scratch}/hooks.json",
            _ => true
        )!;

        Assert.Equal((1, "pre_tool_use:0:0"), (trust.Trusted, Assert.Single(trust.Waiting)));
        Assert.Equal(10, trust.Unknown.Length);
        Assert.Contains("PostToolUse", trust.Unknown);
        Assert.DoesNotContain("PreToolUse", trust.Unknown);
    }

    // Codex trusts this very text: another one is passed over without a word until a person has looked at it again.
    [Fact]
    public void Writes_codex_the_entry_that_people_have_trusted()
    {
        Installer("codex").Install(new("/srv/brain/bin/brain", Hard: false, Http: null) { Home = "/srv/brain" });

        var hooks = JsonNode.Parse(File.ReadAllText($"{_scratch}/.codex/hooks.json"))!["hooks"]!;
        Assert.Equal(
            """[{"hooks":[{"type":"command","command":"/srv/brain/bin/brain hook codex --home /srv/brain","timeout":10}]}]""",
            hooks["PreToolUse"]!.ToJsonString()
        );
        Assert.Equal(
            """[{"hooks":[{"type":"command","command":"/srv/brain/bin/brain hook codex --home /srv/brain","timeout":3}]}]""",
            hooks["SessionEnd"]!.ToJsonString()
        );
    }

    [Theory]
    [InlineData("/a b/brain", "'/a b/brain' hook codex")]
    [InlineData("/it's/brain", "'/it'\\''s/brain' hook codex")]
    public void Quotes_a_program_for_the_shell(string program, string line)
    {
        var install = HookAgent.Find("codex")!.Install!;

        Assert.Equal(line, install.Line(new(program, Hard: false, Http: null)));
        Assert.True(install.RunsUs(line));
    }

    private AgentInstaller Installer(string name) => new(Home, HookAgent.Find(name)!, dryRun: false, Now);

    private string Write(string file, string text)
    {
        var path = $"{_scratch}/{file}";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private IEnumerable<(string Where, string Said)> Off(string name, Func<string, string?>? environment = null) =>
        HookAgent.Find(name)!.Install!.Off(
            environment ?? Environment.GetEnvironmentVariable,
            $"{_scratch}/project"
        );

    private IEnumerable<(string File, string Name)> Bending(string name) =>
        HookAgent.Find(name)!.Install!.Bending(Environment.GetEnvironmentVariable, $"{_scratch}/project");

    private IReadOnlyList<AgentFile> Files(string name) =>
        HookAgent.Find(name)!.Install!.Files(Environment.GetEnvironmentVariable, Options);

    private string? Lack(string name, string path) =>
        Files(name).Single(file => file.Path == path).Lack(File.ReadAllBytes(path));

    private string[] Everything() =>
        [
            .. Directory
                .EnumerateFileSystemEntries(_scratch, "*", SearchOption.AllDirectories)
                .Where(path => !path.Contains("brain-backup", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
}
