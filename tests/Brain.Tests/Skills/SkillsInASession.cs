using Brain.Messages.Commands;
using Brain.Postgres.Skills;
using Brain.Silo.Skills;
using Brain.Tests.Mcp;
using Brain.Tests.Personas;
using Microsoft.Extensions.DependencyInjection;

namespace Brain.Tests.Skills;

/// <summary>What a session is told of skills: at its start, in its instructions, and by the MCP tool.</summary>
public sealed class SkillsInASession(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private readonly Client.ScratchFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Are_suggested_at_its_start_when_they_fit_and_are_trusted()
    {
        _home["s/heron/SKILL.md"] = SkillSilo.Text("heron-charts", "Draws charts of herons per lake.");
        _home["s/owl/SKILL.md"] = SkillSilo.Text("owl-charts", "Draws charts of owls per wood.");
        await silo.SyncSkills($"{_home.Path}/s");
        await silo.SaySkills("trust\nheron-charts\ncritical");
        var talk = new ScriptedSession(silo, _home.Path);
        await talk.Start();
        await talk.Command("purpose", "draw a chart of the herons");
        await silo.SettleSkills();

        var answer = await new ScriptedSession(silo, _home.Path).Start();

        var said = (string)answer["hookSpecificOutput"]!["additionalContext"]!;
        Assert.Contains(
            "┃ [critical skill] May fit: heron-charts: Draws charts of herons per lake.",
            said,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("owl-charts", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stand_in_a_file_that_a_person_named_and_are_kept_there()
    {
        _home["s/quail/SKILL.md"] = SkillSilo.Text("quail-count", "Counts quails.");
        await silo.SyncSkills($"{_home.Path}/s");
        _home["CLAUDE.md"] = "# Mine\n";
        Assert.Equal("skills.person", (await Publish(byAgent: true)).Refusal?.Code);

        Assert.Null((await Publish()).Refusal);

        Assert.DoesNotContain("quail-count", _home["CLAUDE.md"], StringComparison.Ordinal);
        var skill = await silo.Skill("quail-count");
        await silo.Services.GetRequiredService<SkillTrustStore>()
            .Verify(skill.Skill.Id, skill.BodyHash, passed: true, new Dictionary<string, string>(), default);
        await silo.Services.GetRequiredService<SkillLists>().Refresh(default);
        Assert.Contains("- `quail-count`: «Counts quails.»", _home["CLAUDE.md"], StringComparison.Ordinal);
        Assert.StartsWith("# Mine\n", _home["CLAUDE.md"], StringComparison.Ordinal);

        var edited = _home["CLAUDE.md"].Replace("Counts", "Adds", StringComparison.Ordinal);
        _home["CLAUDE.md"] = edited;
        Assert.Equal("skills.list", (await Publish()).Refusal?.Code);
        await silo.Services.GetRequiredService<SkillLists>().Refresh(default);
        Assert.Equal(edited, _home["CLAUDE.md"]);
        Assert.Empty(_home.Files("*.new"));
    }

    [Fact]
    public async Task Are_found_read_and_reported_over_mcp()
    {
        _home["s/stork/SKILL.md"] = SkillSilo.Text("stork-letters", "Writes letters to storks.", "Dear stork.");
        await silo.SyncSkills($"{_home.Path}/s");
        await using var client = await AnMcpClient.Http(silo.Socket);

        var (found, _) = await client.Call("skill", new { action = "find", words = "a letter to a stork" });

        Assert.Contains("brain://skills/stork-letters", found, StringComparison.Ordinal);
        var (whole, _) = await client.Call("read", new { uri = "brain://skills/stork-letters" });
        Assert.Contains("┃ Dear stork.", whole, StringComparison.Ordinal);
        // Nobody can tell of which session this connection is.
        Assert.True(
            (await client.Call("skill", new { action = "report", name = "stork-letters", outcome = "ok" })).IsError
        );
        Assert.True((await client.Call("skill", new { action = "trust", name = "stork-letters" })).IsError);
    }

    private Task<CommandResult> Publish(bool byAgent = false) =>
        silo.SaySkills($"publish\n{_home.Path}/CLAUDE.md", new("skills", "") { ByAgent = byAgent });
}
