using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Brain.Client.Agents.ClaudeCode;
using Brain.Client.Install;
using Brain.Messages.Hooks.ClaudeCode;

namespace Brain.Tests.Client;

public sealed class ThePlugin : IDisposable
{
    private static readonly string Folder = Find();

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Takes_part_in_exactly_the_brains_events() =>
        Assert.Equal(HookEvents.All, Hooks().Select(hook => hook.Key));

    [Fact]
    public void Names_each_event_to_its_carrier() => Assert.All(Hooks(), hook =>
        {
            var entry = hook.Value![0]!["hooks"]![0]!;
            Assert.Equal("${CLAUDE_PLUGIN_ROOT}/bin/brain-hook", (string?)entry["command"]);
            Assert.Equal(hook.Key, (string?)entry["args"]![0]);
            // A plugin cannot lengthen SessionEnd, and elsewhere both ways of installing wait as long.
            Assert.Equal(
                (int?)HookEntry.Make(hook.Key, new("/brain", false, null))["hooks"]![0]!["timeout"],
                (int?)entry["timeout"]
            );
        });

    [Fact]
    public void Has_a_skill_for_each_bare_command() =>
        Assert.Equal(
            UserCommand.All.Select(command => command.Name).Where(name => !name.Contains(':')).Order(),
            Directory.GetDirectories($"{Folder}/skills").Select(Path.GetFileName).Order()
        );

    [Fact]
    public void Never_takes_a_bare_name_that_the_agent_has() =>
        Assert.Equal(
            UserCommand.All.Select(command => command.Name).Where(name => name.Contains(':')).Order(),
            Directory
                .GetFiles($"{Folder}/commands")
                .Select(file => $"brain:{Path.GetFileNameWithoutExtension(file)}")
                .Order()
        );

    [Fact]
    public void Says_in_a_skill_what_the_command_file_says() => Assert.All(UserCommand.All, command =>
        {
            var file = command.Name.Split(':') is [_, var bare]
                ? $"commands/{bare}.md"
                : $"skills/{command.Name}/SKILL.md";
            var skill = File.ReadAllText($"{Folder}/{file}");
            Assert.Contains($"\ndescription: {command.Description}\n", skill, StringComparison.Ordinal);
            if (file.StartsWith("skills/", StringComparison.Ordinal))
                Assert.Contains($"\nname: {command.Name}\n", skill, StringComparison.Ordinal);
            if (command.Hint.Length > 0)
                Assert.Contains($"\nargument-hint: \"[{command.Hint}]\"\n", skill, StringComparison.Ordinal);
            else
                Assert.DoesNotContain("\nargument-hint:", skill, StringComparison.Ordinal);
            Assert.EndsWith(command.Text.Split(UserCommand.Marker)[1].Trim(), skill.Trim(), StringComparison.Ordinal);
        });

    [Theory]
    [InlineData("SessionStart", "", 0, "there is no brain in")]
    [InlineData("UserPromptSubmit", "", 0, "")]
    [InlineData("PreCompact", "", 0, "")]
    [InlineData("PreToolUse", "1", 2, "Refused")]
    [InlineData("UserPromptSubmit", "true", 2, "Refused")]
    [InlineData("Stop", "1", 0, "")]
    public void Stands_aside_without_a_client_unless_hard(string name, string hard, int exitCode, string text)
    {
        var (code, output) = Carry(name, ("BRAIN_HARD", hard));

        Assert.Equal(exitCode, code);
        if (text.Length == 0)
            Assert.Empty(output);
        else
            Assert.Contains(text, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BRAIN_HARD", "0", "hook claude-code")]
    [InlineData("BRAIN_HARD", "1", "hook claude-code --hard")]
    [InlineData("CLAUDE_PLUGIN_OPTION_HARD", "true", "hook claude-code --hard")]
    [InlineData("CLAUDE_PLUGIN_OPTION_HARD", "false", "hook claude-code")]
    public void Becomes_the_native_client(string variable, string value, string expected)
    {
        _scratch["bin/brain"] = "#!/bin/sh\necho \"$*\"\n";
        File.SetUnixFileMode($"{_scratch.Path}/bin/brain", UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Equal((0, $"{expected} --home {_scratch.Path}\n"), Carry("Stop", (variable, value)));
    }

    [Fact]
    public void Goes_to_the_home_of_its_option_whatever_the_environment_says()
    {
        _scratch["bin/brain"] = "#!/bin/sh\necho \"$*\"\n";
        File.SetUnixFileMode($"{_scratch.Path}/bin/brain", UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var (_, output) = Carry("Stop", ("CLAUDE_PLUGIN_OPTION_HOME", _scratch.Path), home: "/elsewhere");

        Assert.Equal($"hook claude-code --home {_scratch.Path}\n", output);
    }

    private (int Code, string Output) Carry(string name, (string Name, string Value) variable, string? home = null)
    {
        var start = new ProcessStartInfo($"{Folder}/bin/brain-hook", [name])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["BRAIN_HOME"] = home ?? _scratch.Path;
        start.Environment[variable.Name] = variable.Value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    private static JsonObject Hooks() =>
        JsonNode.Parse(File.ReadAllText($"{Folder}/hooks/hooks.json"))!["hooks"]!.AsObject();

    private static string Find([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../client/claude-code"));
}
