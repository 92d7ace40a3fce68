using System.Text.Json.Nodes;
using Brain.Client;
using Brain.Client.Agents;
using Brain.Client.Install;

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

    // Codex trusts this very text: another one is passed over without a word until a person has looked at it again.
    [Fact]
    public void Writes_codex_the_entry_that_people_have_trusted()
    {
        Installer("codex").Install(new("/srv/brain/bin/brain", Hard: false, Http: null) { Home = "/srv/brain" });

        var hooks = JsonNode.Parse(File.ReadAllText($"{_scratch}/.codex/hooks.json"))!["hooks"]!;
        Assert.Equal(
            """[{"hooks":[{"type":"command","command":"/srv/brain/bin/brain hook codex --home /srv/brain","timeout":5}]}]""",
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

    private string[] Everything() =>
        [
            .. Directory
                .EnumerateFileSystemEntries(_scratch, "*", SearchOption.AllDirectories)
                .Where(path => !path.Contains("brain-backup", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
}
