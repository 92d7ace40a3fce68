using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brain.Acceptance;

/// <summary>What the fake model answers: content blocks, or an HTTP error.</summary>
internal sealed record FakeModelReply(IReadOnlyList<JsonObject> Content, int? Error = null);

/// <summary>What the fake model does at each step of each script.</summary>
/// <param name="project">The folder that file paths lie in.</param>
internal sealed class FakeModelScripts(string project)
{
    /// <summary>The summary that a compaction is answered with.</summary>
    public const string Summary = "The person tried the hooks; nothing is left to do.";

    private readonly Dictionary<string, JsonObject[][]> scripts = new()
    {
        ["hello"] =
        [
            [Say("Hello from the fake model.")],
        ],
        ["two"] =
        [
            [Say("Second answer from the fake model.")],
        ],
        ["three"] =
        [
            [Say("Third answer from the fake model.")],
        ],
        ["write"] =
        [
            [Say("I will write the file."), Use("Write", new { file_path = $"{project}/a.txt", content = "alpha\n" })],
            [Say("Writing is over.")],
        ],
        ["edit"] =
        [
            [Use("Read", new { file_path = $"{project}/a.txt" })],
            [
                Use(
                    "Edit",
                    new
                    {
                        file_path = $"{project}/a.txt",
                        old_string = "alpha",
                        new_string = "beta",
                    }
                ),
            ],
            [Say("Editing is over.")],
        ],
        ["remember"] =
        [
            [Use("mcp__brain__remember", new { text = "The importer needs the lock file." })],
            [Use("mcp__brain__status", new { })],
            [Say("It is kept.")],
        ],
        ["pluginstatus"] =
        [
            [Use("mcp__plugin_brain_brain__status", new { })],
            [Say("It stands well.")],
        ],
        ["bash"] =
        [
            [Bash("echo hi-from-bash")],
            [Say("Bash said hi.")],
        ],
        ["batch"] =
        [
            [Say("Two at once."), Bash("echo one"), Use("Read", new { file_path = $"{project}/a.txt" })],
            [Say("Both are done.")],
        ],
        ["fail"] =
        [
            [Bash("echo oops >&2; exit 3")],
            [Say("The command failed.")],
        ],
        ["failtwice"] =
        [
            [Bash("echo oops >&2; exit 3")],
            [Bash("echo again >&2; exit 4")],
            [Say("Both failed.")],
        ],
        ["misuse"] =
        [
            [Bash("ls --no-such-flag a.txt")],
            [Bash("ls -a a.txt")],
            [Say("It is there.")],
        ],
        ["attempt"] =
        [
            [Bash("ls --no-such-flag .")],
            [Say("It failed again.")],
        ],
        ["failread"] =
        [
            [Use("Read", new { file_path = $"{project}/not-there.txt" })],
            [Say("No such file.")],
        ],
        ["failedit"] =
        [
            [
                Use(
                    "Edit",
                    new
                    {
                        file_path = $"{project}/a.txt",
                        old_string = "no such words",
                        new_string = "beta",
                    }
                ),
            ],
            [Say("The edit failed.")],
        ],
        ["agent"] =
        [
            [Say("A sub-agent starts."), SubAgent(background: false)],
            [Say("The sub-agent reported.")],
        ],
        ["agentbg"] =
        [
            [Say("A sub-agent starts."), SubAgent(background: true)],
            [Say("The sub-agent runs.")],
            [Say("The sub-agent is back.")],
        ],
        ["sub"] =
        [
            [Use("Read", new { file_path = $"{project}/a.txt" })],
            [Say("The file holds one line.")],
        ],
        ["all"] =
        [
            [Say("First a file."), Use("Write", new { file_path = $"{project}/b.txt", content = "one\n" })],
            [
                Use(
                    "Edit",
                    new
                    {
                        file_path = $"{project}/b.txt",
                        old_string = "one",
                        new_string = "two",
                    }
                ),
            ],
            [Bash("cat b.txt")],
            [Say("All steps are done.")],
        ],
        ["longbash"] =
        [
            [Bash("for i in 1 2 3 4 5 6 7 8 9; do sleep 3; done; echo slept")],
            [Say("It slept.")],
        ],
        ["slow"] =
        [
            [Say("A slow answer.")],
        ],
        ["editconf"] =
        [
            [
                Use(
                    "Write",
                    new
                    {
                        file_path = $"{project}/.claude/settings.local.json",
                        content = """{"disableAllHooks": true}""",
                    }
                ),
            ],
            [Say("The settings are written.")],
        ],
        ["unplug"] =
        [
            [
                Use(
                    "Write",
                    new
                    {
                        file_path = $"{project}/.claude/settings.local.json",
                        content = """{"enabledPlugins": {"brain@brain-actors": false}}""",
                    }
                ),
            ],
            [Say("The plugin is off.")],
        ],
    };

    public FakeModelReply Reply(FakeModelPlace place) =>
        place.Script switch
        {
            "none" => new([Say("A plain answer from the fake model.")]),
            "compact" => new([Say($"<analysis>short</analysis>\n<summary>\n{Summary}\n</summary>")]),
            ['e', 'r', 'r', .. var status] => new([], int.Parse(status)),
            _ when scripts.TryGetValue(place.Script, out var steps) => new(
                Fresh(steps[Math.Min(place.Step, steps.Length - 1)])
            ),
            _ => new([Say($"There is no script named {place.Script}.")]),
        };

    private static JsonObject Say(string text) => new() { ["type"] = "text", ["text"] = text };

    private static JsonObject Use(string tool, object input) =>
        new()
        {
            ["type"] = "tool_use",
            ["name"] = tool,
            ["input"] = JsonSerializer.SerializeToNode(input),
        };

    private static JsonObject Bash(string command) => Use("Bash", new { command, description = "Run a command" });

    private static JsonObject SubAgent(bool background) =>
        Use(
            "Agent",
            new
            {
                description = "Look around",
                prompt = "SCRIPT:sub look at a.txt",
                subagent_type = "general-purpose",
                run_in_background = background,
            }
        );

    private static JsonObject[] Fresh(JsonObject[] blocks) =>
        [.. blocks.Select(block => WithId(block.DeepClone().AsObject()))];

    private static JsonObject WithId(JsonObject block)
    {
        if ((string?)block["type"] == "tool_use")
            block["id"] = $"toolu_{Guid.NewGuid():N}"[..30];
        return block;
    }
}
