using System.Text.Json;
using System.Text.Json.Nodes;

namespace Brain.Acceptance;

/// <summary><c>brain fix</c>, <c>how</c> and <c>blame</c>, by the real client in a real repository.</summary>
public sealed class AskingWhatWorked(BrainFixture brain) : IClassFixture<BrainFixture>, IDisposable
{
    private readonly Scratch project = new();
    private readonly Guid session = Guid.NewGuid();
    private int calls;

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task Shows_what_worked_after_an_error()
    {
        BrainFixture.Require();
        await Worked();

        var run = await Client("fix 'unknown flag: --stat'");
        var json = await Client("fix 'unknown flag: --stat' --json");
        var piped = await Client("fix - < error.txt");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("worked   gh pr diff 88 --name-only", run.Output, StringComparison.Ordinal);
        Assert.Equal("gh pr diff 88 --name-only", (string?)JsonNode.Parse(json.Output)![0]!["worked"]);
        Assert.Equal(run.Output, piped.Output);
        Assert.Equal(1, (await Client("fix 'unknown flag: --never-heard-of'")).ExitCode);
    }

    [Fact]
    public async Task Shows_how_a_program_is_called_here()
    {
        BrainFixture.Require();
        await Worked();

        var run = await Client("how gh pr");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("gh pr diff 88 --name-only", run.Output, StringComparison.Ordinal);
        Assert.Contains("unknown flag: --stat", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await Client("how never-heard-of")).ExitCode);
    }

    [Fact]
    public async Task Shows_which_prompt_and_commit_a_line_is_of()
    {
        BrainFixture.Require();
        await Git(
            "init -q . && printf 'one\\ntwo\\n' > till.cs && git add . && git commit -qm first",
            "2001-01-01T00:00:00"
        );
        await Hook("SessionStart", new { source = "startup" });
        await Hook("UserPromptSubmit", new { prompt = "make the till round down" });
        await Tool("PostToolUse", "Edit", new { file_path = $"{project.Path}/till.cs" });
        await Git("sh -c \"printf 'one\\nTWO\\n' > till.cs\" && git commit -qam 'round down'");
        await Keys("file");

        var line = await Client("blame till.cs:2 --json");
        var old = await Client("blame till.cs:1");
        var file = await Client("blame till.cs");

        var found = JsonNode.Parse(line.Output)![0]!;
        Assert.Equal("make the till round down", (string?)found["prompt"]);
        Assert.Equal((session.ToString(), "round down"), ((string?)found["session"], (string?)found["subject"]));
        Assert.Equal(1, old.ExitCode);
        Assert.Contains("make the till round down", file.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await Client("blame not-there.cs")).ExitCode);
    }

    private async Task Worked()
    {
        await File.WriteAllTextAsync($"{project.Path}/error.txt", "Exit code 1\nunknown flag: --stat\n");
        await Hook("SessionStart", new { source = "startup" });
        await Hook("UserPromptSubmit", new { prompt = "show it" });
        await Tool("PostToolUseFailure", "Bash", new { command = "gh pr diff 88 --stat" }, "unknown flag: --stat");
        await Tool("PostToolUse", "Bash", new { command = "gh pr diff 88 --name-only" });
        await Keys("misuse");
    }

    // The Librarian makes the keys of calls a moment later.
    private async Task Keys(string kind) =>
        Assert.Equal(
            ["true"],
            await Eventually.See(
                () =>
                    brain.Database.Query<string>(
                        "select (count(*) > 0 and not exists (select from brain.call_key_queue))::text "
                            + $"from brain.call_keys where session_id = '{session}' and kind = '{kind}'"
                    ),
                rows => rows is ["true"],
                secondsMax: 120
            )
        );

    private async Task Git(string words, string? date = null)
    {
        var dated = date is null ? "" : $"GIT_AUTHOR_DATE={date} GIT_COMMITTER_DATE={date}";
        var run = await brain.Shell(
            $"cd '{project.Path}'; export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b.c GIT_COMMITTER_NAME=a "
                + $"GIT_COMMITTER_EMAIL=a@b.c {dated}; "
                + (words.StartsWith("sh ", StringComparison.Ordinal) ? words : $"git {words}")
        );
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
    }

    private Task<ProgramRun> Client(string words) =>
        brain.Shell($"cd '{project.Path}'; '{brain.ClientPath}' {words}");

    private Task Tool(string name, string tool, object input, string? error = null) =>
        Hook(
            name,
            new
            {
                tool_name = tool,
                tool_use_id = $"toolu_{++calls}",
                tool_input = input,
                error,
            }
        );

    private async Task Hook(string name, object more)
    {
        var heard = JsonSerializer.SerializeToNode(more)!.AsObject();
        heard["hook_event_name"] = name;
        heard["session_id"] = session;
        heard["cwd"] = project.Path;
        await brain.Hook(heard.ToJsonString());
    }
}
