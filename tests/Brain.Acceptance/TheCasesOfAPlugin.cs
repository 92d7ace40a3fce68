namespace Brain.Acceptance;

/// <summary>
/// The gate with the cases that a plugin brings, run by the real <c>claude plugin eval</c> against a fake model.
/// </summary>
public sealed class TheCasesOfAPlugin : IDisposable
{
    private readonly Scratch _scratch = new();

    private string Plugin => _scratch.Folder("plug");

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("hello", "Hello", "greet is verified", "verified")]
    [InlineData("hello", "Goodbye", "failed its own test and is degraded", "untested")]
    [InlineData("err400", "Hello", "did not come to an end", "untested")]
    public async Task Verify_its_skill_by_what_came_of_them(string script, string wanted, string told, string level)
    {
        BrainFixture.Require();
        ClaudeCode.Require();
        await using var model = await FakeModel.Start(_scratch.Path);
        await using var brain = new BrainFixture { Variables = Variables(model) };
        await brain.InitializeAsync();
        Write(".claude-plugin/plugin.json", """{"name": "greeter", "version": "1.0.0", "description": "Greets."}""");
        Write("skills/greet/SKILL.md", "---\nname: greet\ndescription: Greets people.\n---\nSay hello.\n");
        Write("evals/greet/prompt.md", $"---\nmax_turns: 2\nruns: 1\n---\n\nGreet me. SCRIPT:{script}\n");
        Write("evals/greet/graders/greets.md", $"---\ntype: regex\npattern: {wanted}\n---\n");
        await brain.Client(["skills", "sync", Plugin]);

        var run = await brain.Client(["skills", "test", "greet", "--eval"]);

        Assert.True(
            (run.Output + run.Error).Contains(told, StringComparison.Ordinal),
            $"{run.Output}{run.Error}{string.Join('\n', model.Stray)}"
        );
        Assert.NotEmpty(model.Requests);
        Assert.Equal([level], await brain.Database.Query<string>("select trust_level from v2.skills"));
        Assert.Equal(
            script == "hello" ? [true] : [],
            await brain.Database.Query<bool>("select length(evidence ->> 'cases') = 64 from v2.skill_moves")
        );
    }

    // It finds the program by its name, as a person's shell does.
    private Dictionary<string, string> Variables(FakeModel model)
    {
        var programs = _scratch.Folder("bin");
        File.CreateSymbolicLink(Path.Combine(programs, "claude"), ClaudeCode.Binary!);
        var code = new ClaudeCode(_scratch, model.Url);
        return code
            .Variables.Where(one => one.Key is not "HOME")
            .Append(new("PATH", $"{programs}:{Environment.GetEnvironmentVariable("PATH")}"))
            .GroupBy(one => one.Key)
            .ToDictionary(one => one.Key, one => one.Last().Value, StringComparer.Ordinal);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(Plugin, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
