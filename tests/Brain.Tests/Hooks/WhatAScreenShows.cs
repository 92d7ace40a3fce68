using System.Text.Json.Nodes;
using Brain.Tests.Personas;

namespace Brain.Tests.Hooks;

/// <summary>
/// How Claude Code is answered where the brain takes what a person typed: a prompt leaves the input box empty, a
/// command costs no token, and what was done begins with a tick and what was typed.
/// </summary>
public sealed class WhatAScreenShows(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private readonly ScriptedSession _talk = new(silo, $"/home/me/{Guid.NewGuid():N}");

    [Fact]
    public async Task Of_a_question_to_a_persona_leaves_the_box_empty()
    {
        await _talk.Turn("mend the till");

        var answer = await _talk.Prompt("Cop, status?");

        Assert.Equal("False", answer["continue"]?.ToString(), ignoreCase: true);
        Assert.StartsWith("✓ Cop, status?\n", (string?)answer["stopReason"], StringComparison.Ordinal);
        Assert.Equal("block", (string?)answer["decision"]);
        Assert.Equal((string?)answer["stopReason"], (string?)answer["reason"]);
    }

    [Theory]
    [InlineData("mode", "sparring", "✓ /mode sparring · Mode: sparring")]
    [InlineData("purpose", "mend the till", "✓ /purpose mend the till · Purpose: mend the till")]
    [InlineData("persona", "list", "✓ /persona list\n")]
    [InlineData("mode", "yolo", "There is no such mode")]
    [InlineData("checkin", "Nobody", "There is no persona")]
    public async Task Of_a_command_begins_with_what_was_typed(string name, string args, string text)
    {
        var answer = await Command(name, args);

        Assert.StartsWith(text, (string?)answer["reason"], StringComparison.Ordinal);
        Assert.Null(answer["continue"]);
        Assert.Equal("block", (string?)answer["decision"]);
    }

    [Fact]
    public async Task Of_a_refused_prompt_says_how_the_line_is_cleared()
    {
        await _talk.Hook("SessionStart", [("source", "startup")], with => with.Headers.Add("Brain-Hard", "1"));

        var refused = await _talk.Prompt("mend the till");

        Assert.Null(refused["continue"]);
        Assert.Contains("Ctrl-U clears the line", (string?)refused["reason"], StringComparison.Ordinal);
    }

    private async Task<JsonObject> Command(string name, string args)
    {
        await _talk.Prompt($"/{name} {args}");
        return await _talk.Hook(
            "UserPromptExpansion",
            ("command_name", name),
            ("command_args", args),
            ("prompt", $"/{name} {args}")
        );
    }
}
