using System.Text.Json.Nodes;
using Brain.Client.Agents.ClaudeCode;
using Brain.Messages.Hooks.ClaudeCode;

namespace Brain.Tests.Client;

/// <summary>A Claude Code that warns of events it does not know.</summary>
public sealed class AnOlderClaudeCode : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("echo '2.1.330 (Claude Code)'", false)]
    [InlineData("echo '2.1.332 (Claude Code)'", true)]
    [InlineData("echo '3.0.0 (Claude Code)'", true)]
    [InlineData("exit 1", true)]
    [InlineData("echo nonsense", true)]
    public void Gets_only_the_events_that_it_knows(string says, bool knowsTheNewest)
    {
        var program = Path.Combine(_scratch.Path, "claude");
        File.WriteAllText(program, $"#!/bin/sh\n{says}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var events = ClaudeCodeVersion.EventsOf(ClaudeCodeVersion.Find(_scratch.Path, "/nobody"));
        var settings = new JsonObject();
        SettingsMerge.Install(settings, new("/bin/brain", Hard: false, Http: null) { Events = events });

        Assert.Equal(knowsTheNewest, settings["hooks"]!["PreSkillShellCommand"] is not null);
        Assert.Equal(
            knowsTheNewest ? HookEvents.All.Count : HookEvents.All.Count - 1,
            settings["hooks"]!.AsObject().Count
        );
    }

    [Fact]
    public void That_is_not_here_leaves_nothing_out() =>
        Assert.Equal(HookEvents.All, ClaudeCodeVersion.EventsOf(ClaudeCodeVersion.Find("/nowhere", "/nobody")));
}
