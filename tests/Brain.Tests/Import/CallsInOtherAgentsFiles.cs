using System.Text;
using Brain.Domain.Import;
using Brain.Messages.Sessions;
using Brain.Silo.Hooks;
using Brain.Silo.Hooks.Codex;
using Brain.Silo.Hooks.Copilot;
using Brain.Silo.Hooks.Gemini;
using Brain.Silo.Hooks.Qwen;
using Brain.Silo.Import;
using Brain.Tests.Tidy;

namespace Brain.Tests.Import;

/// <summary>How calls ended, as the files of the real agents say it.</summary>
public sealed class CallsInOtherAgentsFiles
{
    private static readonly string Recorded = Path.Combine(DocPage.Root, "tests/Brain.Tests/Support/Agents");

    private const string Session = "2fd3ee5c-8cea-4a4d-834b-c2fbf6678e47";

    [Theory]
    [InlineData("codex-fail", "Bash | Shell | echo oops >&2; exit 3 | errored errored")]
    [InlineData("codex-interrupt-int", "Bash | Shell | sleep 30; echo slept | interrupted interrupted")]
    [InlineData("codex-pre-deny", "Bash | Shell | echo hi-from-shell | denied")]
    [InlineData("codex-print-write", "apply_patch | Edit | a.txt | ok ok")]
    [InlineData("codex-badpatch", "apply_patch | Edit | nothing.txt | errored")]
    [InlineData("codex-ro", "apply_patch | Edit | a.txt | denied")]
    [InlineData("codex-cmwrite", "apply_patch | Edit | /home/user/project/a.txt | ok")]
    [InlineData("codex-cmfail", "Bash | Shell | exit 4 | errored")]
    [InlineData("codex-mcp", "mcp__tiny__echo | Mcp | - | ended ok")]
    [InlineData("codex-mcpbad", "mcp__tiny__bad | Mcp | - | ended errored")]
    [InlineData("codex-cmmcp", "mcp__tiny__bad | Mcp | - | errored")]
    [InlineData("codex-cmmcpok", "mcp__tiny__echo | Mcp | - | ok")]
    [InlineData("codex-bg", "Bash | Shell | sleep 2; exit 5 | errored", "Bash | Shell | sleep 4 | ok ok")]
    [InlineData("codex-nocmd", "no_such_tool | Unknown | - | errored")]
    [InlineData("codex-image", "view_image | Read | /nonexist.png | errored")]
    [InlineData(
        "codex-subagent-v2",
        "collaborationspawn_agent | Agent | look | ended",
        "collaborationwait_agent | Job | - | ended"
    )]
    [InlineData("copilot-fail", "bash | Shell | echo oops >&2; exit 3 | errored")]
    [InlineData("copilot-deny", "bash | Shell | echo hi-from-shell | denied")]
    [InlineData("copilot-failread", "view | Read | /home/user/project/none.txt | errored")]
    [InlineData(
        "copilot-agent",
        "task | Agent | general-purpose | ok",
        "bash | Shell | echo from-the-sub-agent | ok | 2ad0a301-a0e4-44eb-af1a-375c8f6db6ba"
    )]
    [InlineData("gemini-fail", "run_shell_command | Shell | echo oops >&2; exit 3 | errored")]
    [InlineData("gemini-failread", "read_file | Read | /home/user/project/none.txt | errored")]
    [InlineData("gemini-tool-deny", "run_shell_command | Shell | echo hi-from-shell | denied")]
    [InlineData("qwen-fail", "run_shell_command | Shell | echo oops >&2; exit 3 | errored errored")]
    [InlineData("qwen-tool-deny", "run_shell_command | Shell | echo hi-from-shell | denied denied")]
    [InlineData(
        "qwen-agent",
        "agent | Agent | general-purpose | ok ok",
        "run_shell_command | Shell | echo from-the-sub-agent | ok | general-purpose-call_00ad40595430266c8b10"
    )]
    public void Ended_as_their_agent_wrote_it_down(string recorded, params string[] calls) =>
        Assert.Equal(calls, Calls(recorded, File.ReadAllLines(Path.Combine(Recorded, $"{recorded}.jsonl"))));

    // What a command writes is no word of its agent's.
    [Theory]
    [InlineData("Output: x\\nExit Code: 3\\nProcess Group PGID: 7", "x\\nExit Code: 3", "ok")]
    [InlineData("Output: x\\nExit Code: 3\\nExit Code: 2\\nProcess Group PGID: 7", "x\\nExit Code: 3", "errored")]
    [InlineData("Output: Exit Code: 4\\nmore\\nProcess Group PGID: 7", "Exit Code: 4\\nmore", "ok")]
    [InlineData("Output: (empty)\\nExit Code: 1\\nSignal: 9\\nProcess Group PGID: 7", "Command exited", "errored")]
    public void Ended_as_gemini_says_behind_what_a_command_wrote(string output, string shown, string status) =>
        Assert.Equal(
            [$"run_shell_command | Shell | ls | {status}"],
            Calls(
                "gemini",
                $$"""{"sessionId":"{{Session}}","kind":"main","startTime":"2026-11-28T15:38:35.754Z"}""",
                """{"id":"m1","timestamp":"2026-11-28T15:38:36.754Z","type":"gemini","content":"","toolCalls":["""
                    + """{"id":"c1","name":"run_shell_command","args":{"command":"ls"},"status":"success","""
                    + $$""" "resultDisplay":"{{shown}}","result":[{"functionResponse":{"response":"""
                    + $$"""{"output":"{{output}}"}"""
                    + "}}]}]}"
            )
        );

    [Theory]
    [InlineData("Wall time: 3.5 seconds\\naborted by user", "interrupted")]
    [InlineData("aborted by user after 3.5s", "interrupted")]
    [InlineData("Chunk ID: 1\\nProcess exited with code 0\\nOutput:\\naborted by user", "ok")]
    [InlineData("Process exited with code 0\\nOutput:\\nProcess exited with code 3\\n", "ok")]
    [InlineData("Process exited with code 3\\nOutput:\\nProcess exited with code 0\\n", "errored")]
    [InlineData("Process exited with code 0\\nOutput:\\nCommand blocked by PreToolUse hook: x", "ok")]
    [InlineData("Exit code: 2\\nWall time: 0 seconds\\nOutput:\\nx", "errored")]
    [InlineData("{\\\"output\\\":\\\"x\\\",\\\"metadata\\\":{\\\"exit_code\\\":1}}", "errored")]
    [InlineData("{\\\"output\\\":\\\"x\\\",\\\"metadata\\\":{\\\"exit_code\\\":0}}", "ok")]
    [InlineData("Tool call blocked by PreToolUse hook: no. Tool: exec_command", "denied")]
    [InlineData("exec_command failed for `ls`: Rejected(no)", "denied")]
    [InlineData("exec_command failed for `ls`: no such shell", "errored")]
    public void Ended_as_codex_says_in_front_of_what_a_command_wrote(string output, string status) =>
        Assert.Equal(
            [$"Bash | Shell | ls | {status}"],
            Calls(
                "codex",
                $$"""{"timestamp":"2026-11-28T15:24:04Z","type":"session_meta","payload":{"id":"{{Session}}"}"""
                    + "}",
                """{"timestamp":"2026-11-28T15:24:05Z","type":"response_item","payload":{"type":"function_call","""
                    + """ "name":"exec_command","arguments":"{\"cmd\":\"ls\"}","call_id":"c1"}}""",
                """{"timestamp":"2026-11-28T15:24:06Z","type":"response_item","payload":{"""
                    + $$""" "type":"function_call_output","call_id":"c1","output":"{{output}}"}"""
                    + "}"
            )
        );

    private static string[] Calls(string recorded, params string[] lines)
    {
        IStoryFormat format = recorded.Split('-')[0] switch
        {
            "codex" => CodexStory.Format,
            "copilot" => new CopilotStory(),
            "gemini" => GeminiStory.Format,
            _ => new QwenStory(),
        };
        var file = new ImportFile("/s.jsonl", ImportKind.Transcript, new SessionId(Guid.NewGuid()));
        var piece = AgentStory.Read(
            format,
            (file, Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")))),
            ImportPlace.Start,
            new ImportSpan(true, "host", DateTimeOffset.UnixEpoch)
        );
        Assert.Empty(piece.Skips);
        var tools = Assert.Single(piece.Sessions).Rows.Tools;
        return
        [
            .. tools
                .Where(call => call.ToolName is not null)
                .Select(call =>
                    string.Join(
                        " | ",
                        new[]
                        {
                            call.ToolName,
                            $"{call.ToolKind}",
                            call.Target ?? "-",
                            string.Join(
                                ' ',
                                tools
                                    .Where(end => end.ToolName is null && end.ToolUseId == call.ToolUseId)
                                    .Select(end => end.Status)
                                    .Order()
                            ),
                            call.AgentId,
                        }.OfType<string>()
                    )
                ),
        ];
    }
}
