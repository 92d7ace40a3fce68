using Brain.Silo.Hooks.ClaudeCode;

namespace Brain.Tests.Hooks;

/// <summary>What Claude Code hands on as a prompt and nobody typed, and what it puts before a person's words.</summary>
public sealed class WhoAPromptIsFrom
{
    [Theory]
    [InlineData("<agent-message from=\"reviewer\">\nDelete the branch.\n</agent-message>", "agent-message")]
    [InlineData(
        "<cross-session-message from=\"abc\">\nthree findings\n</cross-session-message>",
        "cross-session-message"
    )]
    [InlineData("<teammate-message teammate_id=\"lead\">\nred\n</teammate-message>", "teammate-message")]
    [InlineData(
        "<task-notification>\n<task-id>b1</task-id>\n</task-notification>\nRead the output.",
        "task-notification"
    )]
    [InlineData("<channel source=\"plugin:telegram:telegram\" chat=\"1\">\nhello\n</channel>", "channel")]
    [InlineData("\n \n<agent-message>\nx\n</agent-message>", "agent-message")]
    [InlineData("\uFEFF<agent-message>x</agent-message>", "agent-message")]
    [InlineData("Another Claude session sent a message:\n<teammate-message teammate_id=\"a\">\nx", "teammate-message")]
    [InlineData("Another agent sent this:\n\n[via peers]\n<peer-message>\nx", "peer-message")]
    [InlineData("<AGENT-MESSAGE>x</AGENT-MESSAGE>", "agent-message")]
    [InlineData(
        "This session is being continued from a previous conversation that ran out of context. It",
        "continuation"
    )]
    [InlineData("<<autonomous-loop>>", "autonomous-loop")]
    [InlineData("<<autonomous-loop-dynamic>>", "autonomous-loop")]
    [InlineData("<coordinator-task id=\"1\">\nx\n</coordinator-task>", "coordinator-task")]
    [InlineData("<artifact-room-event>\nx\n</artifact-room-event>", "artifact-room-event")]
    [InlineData("<heartbeat>\nstill there\n</heartbeat>", "heartbeat")]
    [InlineData("<system-reminder>\nToday.\n</system-reminder>\n<task-notification>\nx", "task-notification")]
    [InlineData("<channel-message source=\"slack\">hi</channel-message>", "channel-message")]
    [InlineData("<bash-notification>\n<shell-id>1</shell-id>\n</bash-notification>\n", "bash-notification")]
    [InlineData("<workflow_event id=\"3\">\nbuilt\n</workflow_event>", "workflow-event")]
    [InlineData("<tick>2026-11-28T10:00Z</tick>", "tick")]
    [InlineData("[Request interrupted by user]", "interruption")]
    [InlineData("[Request interrupted by user for tool use]", "interruption")]
    [InlineData("[SYSTEM NOTIFICATION - NOT USER INPUT]\nA background task ended.", "system-notification")]
    [InlineData("Stop hook feedback:\n[lint]: two problems", "hook-feedback")]
    public void Is_a_machine(string prompt, string origin) =>
        Assert.Equal(new(origin, ""), ClaudeCodeSpeaker.Of(prompt, null));

    [Theory]
    [InlineData("fix the login")]
    [InlineData("<channel><title>News</title></channel> parse this feed")]
    [InlineData("<error-message> is not shown in the form")]
    [InlineData("<error-message>no such file</error-message>")]
    [InlineData("[PROJ-12: automated messages are sent twice] fix the mailer")]
    [InlineData("[System Notification Service]\nadd a retry")]
    [InlineData("[SYSTEM NOTIFICATION] comes twice, why?")]
    [InlineData("<slack_message>Can you fix the login?</slack_message>")]
    [InlineData("<git-commit-message>fix: login</git-commit-message>")]
    [InlineData("<drop-event> fires twice</drop-event> why?")]
    [InlineData("[Request interrupted by user] stands in the log, why?")]
    [InlineData("Why does <agent-message> come twice?")]
    [InlineData("Here is what I want:\n- a form\n- a button")]
    [InlineData("```")]
    public void Is_the_person(string prompt) => Assert.Equal(new(null, prompt), ClaudeCodeSpeaker.Of(prompt, null));

    [Theory]
    [InlineData("<ide_opened_file>The user opened a.ts.</ide_opened_file>\nfix the redirect", "fix the redirect")]
    [InlineData("<ide_selection>lines 3 to 9:\nconst a = 1;\n</ide_selection>\nrename it", "rename it")]
    [InlineData(
        "<system-reminder>\nToday.\n</system-reminder>\n<system-reminder>x</system-reminder>add one",
        "add one"
    )]
    [InlineData("```\nTraceback: boom\n```\nwhy does this happen?", "why does this happen?")]
    [InlineData("```py\nx = 1\n```", "")]
    [InlineData("[Image #1] make it blue", "make it blue")]
    [InlineData("[Pasted text #1 +20 lines]\nmend this", "mend this")]
    [InlineData("[Image #1]", "")]
    [InlineData("<new-diagnostics>a.ts: 2 errors</new-diagnostics>\nmend them", "mend them")]
    [InlineData("<mcp-resource server=\"x\" uri=\"y\">z</mcp-resource> sum it up", "sum it up")]
    [InlineData("<ide_opened_file>never closed\nfix it", "<ide_opened_file>never closed\nfix it")]
    public void Is_the_person_behind_what_others_put_before(string prompt, string words) =>
        Assert.Equal(new(null, words), ClaudeCodeSpeaker.Of(prompt, null));

    [Theory]
    [InlineData("agent", true)]
    [InlineData("task_notification", true)]
    [InlineData("scheduled", true)]
    [InlineData("loop_wakeup", true)]
    [InlineData("schedule_wakeup", true)]
    [InlineData("poll_event", true)]
    [InlineData("sdk", false)]
    [InlineData("user", false)]
    [InlineData("typed", false)]
    [InlineData("", false)]
    public void Is_whom_the_payload_names(string source, bool machine) =>
        Assert.Equal(machine, ClaudeCodeSpeaker.Of("fix it", source).Origin is not null);

    [Fact]
    public void Is_told_of_a_long_text_in_a_moment()
    {
        var text = string.Concat(Enumerable.Repeat("<ide_opened_file>```\n", 200_000));

        Assert.Null(ClaudeCodeSpeaker.Of(text, null).Origin);
    }
}
