namespace Brain.Acceptance;

/// <summary><c>brain install --all</c> and back, in a home where every agent has files of a person's.</summary>
[Trait("Agents", "others")]
public sealed class EveryAgentAtOnce(BrainFixture brain) : IDisposable
{
    private static readonly Dictionary<string, string> Files = new()
    {
        [".claude/settings.json"] = "{\n    \"model\": \"opus\",\n    \"hooks\": {}\n}",
        [".codex/config.toml"] = "model = \"gpt-5.5\" # mine\r\n[mcp_servers.other]\r\ncommand = \"x\"",
        [".codex/hooks.json"] = """{"hooks":{"Stop":[{"hooks":[{"type":"command","command":"mine"}]}]}}""",
        [".gemini/settings.json"] = "{\"security\":{\"auth\":{\"selectedType\":\"x\"}}}\n\n",
        [".qwen/settings.json"] = "{\n\t\"mcpServers\": {\n\t\t\"a\": {\"command\": \"b\"}\n\t}\n}\n",
        [".copilot/mcp-config.json"] = "{ \"mcpServers\": { } }",
        [".config/opencode/opencode.json"] = "{\"$schema\":\"https://opencode.ai/config.json\"}",
        [".local/share/opencode/auth.json"] = "{}",
    };

    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Is_given_back_byte_for_byte()
    {
        BrainFixture.Require();
        var home = scratch.Folder("home");
        foreach (var (file, text) in Files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(home, file))!);
            await File.WriteAllTextAsync(Path.Combine(home, file), text);
        }

        await Run(home, "install");
        var installed = Everything(home);
        await Run(home, "install");
        Assert.Equal(installed, Everything(home));
        foreach (var (file, text) in Files.Where(one => !one.Key.EndsWith("auth.json", StringComparison.Ordinal)))
            Assert.NotEqual(text, await File.ReadAllTextAsync(Path.Combine(home, file)));
        foreach (var file in (string[])[".copilot/hooks/brain.json", ".config/opencode/plugins/brain.js"])
            Assert.True(File.Exists(Path.Combine(home, file)), file);

        await Run(home, "uninstall");

        Assert.Equal(
            Files.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}: {one.Value}"),
            Everything(home)
        );
    }

    private async Task Run(string home, string verb)
    {
        var run = await brain.Client([verb, "--all"], home: home);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
    }

    // But for the copies that lie beside them, which a person may want.
    private static string[] Everything(string home) =>
        [
            .. Directory
                .EnumerateFiles(home, "*", SearchOption.AllDirectories)
                .Where(file => !Path.GetFileName(file).Contains(".brain-", StringComparison.Ordinal))
                .Select(file => $"{Path.GetRelativePath(home, file)}: {File.ReadAllText(file)}")
                .Order(StringComparer.Ordinal),
        ];
}
