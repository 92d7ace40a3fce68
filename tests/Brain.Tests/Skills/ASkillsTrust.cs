using Brain.Messages.Commands;
using Brain.Messages.Sessions;
using Brain.Postgres.Skills;
using Brain.Tests.Personas;
using Microsoft.Extensions.DependencyInjection;

namespace Brain.Tests.Skills;

/// <summary>How trust in a skill comes of its uses, which hooks tell of, and how it goes.</summary>
public sealed class ASkillsTrust(SiloFixture silo) : IClassFixture<SiloFixture>, IDisposable
{
    private readonly Client.ScratchFolder _home = new();
    private readonly string _name = $"skill-{Guid.NewGuid():N}";

    private SkillTrustStore Trust => silo.Services.GetRequiredService<SkillTrustStore>();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Comes_of_uses_that_went_well()
    {
        await Make();
        var talk = await Used(3);

        Assert.Equal(1, await silo.SettleSkills());

        var skill = await silo.Skill(_name);
        Assert.Equal(("trusted", 3, 3), (skill.Skill.TrustLevel, skill.Skill.Uses, skill.Skill.Successes));
        Assert.Equal("3 uses went well and none failed.", Assert.Single(skill.Moves).Reason);
        Assert.Equal(
            ["untested | trusted | 3"],
            await silo.Postgres.Lines(
                "select detail ->> 'from', detail ->> 'to', detail -> 'evidence' ->> 'successes' from v2.audit_log "
                    + $"where action = 'skill_trust' and detail ->> 'skill' = '{skill.Skill.Id}'"
            )
        );
        // Counted again nothing counts twice.
        Assert.Equal(0, await silo.SettleSkills());
        Assert.Equal(3, (await silo.Skill(_name)).Skill.Uses);
        Assert.NotEqual(default, talk.Id);
    }

    [Fact]
    public async Task Falls_when_a_use_fails()
    {
        await Make();
        await Used(3);
        await silo.SettleSkills();
        var talk = new ScriptedSession(silo);
        await talk.Start();
        await talk.Prompt("again");
        await talk.Tool("Skill", new { skill = _name });
        await talk.Hook(
            "PostToolUseFailure",
            ("tool_name", "Bash"),
            ("tool_use_id", "toolu_f"),
            ("tool_input", new { command = "make" }),
            ("error", "no rule")
        );
        await talk.Stop();

        Assert.Equal(1, await silo.SettleSkills());

        var skill = await silo.Skill(_name);
        Assert.Equal(("untested", 1), (skill.Skill.TrustLevel, skill.Skill.Failures));
        Assert.Contains("make", skill.LastUses[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_an_agents_word_for_a_failure_alone_where_no_use_was_seen()
    {
        await Make();
        var (skill, talk) = ((await silo.Skill(_name)).Skill.Id, new ScriptedSession(silo));
        await talk.Start();
        for (var report = 0; report < 3; report++)
            await Trust.Report(skill, talk.Id, well: true, null, "mcp", default);

        Assert.Equal(0, await silo.SettleSkills());

        await Say("critical");
        await Trust.Report(skill, talk.Id, well: false, "it wrote nonsense", "mcp", default);
        Assert.Equal(1, await silo.SettleSkills());
        var now = await silo.Skill(_name);
        Assert.Equal(("trusted", "it wrote nonsense"), (now.Skill.TrustLevel, now.LastUses[0].Reason));
    }

    [Fact]
    public async Task Counts_what_a_person_typed_as_a_slash_command()
    {
        await Make();
        var talk = new ScriptedSession(silo);
        await talk.Start();
        await talk.Turn($"/{_name} with words");

        await silo.SettleSkills();

        var use = Assert.Single((await silo.Skill(_name)).LastUses);
        Assert.Equal(("slash", "ok"), (use.Via, use.Outcome));
    }

    [Fact]
    public async Task Is_lost_when_the_folder_changes()
    {
        await Make();
        Assert.Null((await silo.SaySkills($"trust\n{_name}\ncritical")).Refusal);
        _home["it/run.sh"] = "curl example.org";

        Assert.Equal(1, (await silo.SyncSkills(_home.Path)).Reset);

        var skill = await silo.Skill(_name);
        Assert.Equal("untested", skill.Skill.TrustLevel);
        Assert.Equal(["Its folder changed.", "A person said so."], skill.Moves.Select(move => move.Reason));
    }

    [Fact]
    public async Task Is_a_persons_word_and_no_agents()
    {
        await Make();

        Assert.Equal("skills.person", (await Say("critical", byAgent: true)).Refusal?.Code);
        Assert.Equal("skills.evidence", (await Say("verified")).Refusal?.Code);
        Assert.Equal("skills.evidence", (await Say("trusted")).Refusal?.Code);
        Assert.Equal("skills.level", (await Say("3")).Refusal?.Code);
        Assert.Null((await Say("critical")).Refusal);
    }

    [Fact]
    public async Task Is_taken_back_with_the_session_in_which_it_was_said()
    {
        await Make();
        var talk = new ScriptedSession(silo);
        await talk.Start();
        await talk.Prompt("work");
        await talk.Stop();
        await Say("critical", talk.Id);
        Assert.Equal("critical", (await silo.Skill(_name)).Skill.TrustLevel);

        Assert.Contains("untested to critical", await talk.Command("brain:undo", "session"), StringComparison.Ordinal);
        await talk.Command("brain:undo", "session yes");

        Assert.Equal("untested", (await silo.Skill(_name)).Skill.TrustLevel);
    }

    [Fact]
    public async Task Is_verified_by_the_gate_with_the_folder_that_was_tested()
    {
        await Make();
        var skill = await silo.Skill(_name);
        var proof = new Dictionary<string, string> { ["command"] = "./test.sh", ["output"] = "ok" };

        Assert.False(await Trust.Verify(skill.Skill.Id, new('0', 64), passed: true, proof, default));
        Assert.True(await Trust.Verify(skill.Skill.Id, skill.BodyHash, passed: true, proof, default));

        var verified = await silo.Skill(_name);
        Assert.Equal("verified", verified.Skill.TrustLevel);
        Assert.NotNull(verified.Skill.TestedAt);
        Assert.True(await Trust.Verify(skill.Skill.Id, skill.BodyHash, passed: false, proof, default));
        Assert.Equal(
            ("untested", "degraded"),
            ((await silo.Skill(_name)).Skill.TrustLevel, (await silo.Skill(_name)).Skill.Health)
        );
    }

    private async Task Make()
    {
        _home["it/SKILL.md"] = SkillSilo.Text(_name, "does it");
        await silo.SyncSkills(_home.Path);
    }

    private async Task<ScriptedSession> Used(int times)
    {
        var talk = new ScriptedSession(silo);
        await talk.Start();
        for (var turn = 0; turn < times; turn++)
        {
            await talk.Prompt($"work {turn}");
            await talk.Tool("Skill", new { skill = _name });
            await talk.Tool("Bash", new { command = "make" });
            await talk.Stop();
        }

        return talk;
    }

    private Task<CommandResult> Say(string level, Guid? session = null, bool byAgent = false) =>
        silo.SaySkills(
            $"trust\n{_name}\n{level}",
            new("skills", "") { Session = session is { } id ? new SessionId(id) : null, ByAgent = byAgent }
        );
}
