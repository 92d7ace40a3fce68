using Brain.Messages.Sessions;
using Brain.Tests.Security;
using Brain.Tests.Sessions;

namespace Brain.Tests.Hooks;

/// <summary>What an agent's own shell sends to the door of hooks.</summary>
public sealed class AHookOfAShell(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private const string Own = "CLAUDE_CODE_SESSION_ID";
    private const string OfHooks = "CLAUDE_PROJECT_DIR";

    [Fact]
    public async Task Is_refused_for_its_own_session_and_for_any_other()
    {
        var (own, other) = (await Live(), await Live());

        foreach (var session in new[] { own, other, Some.Id() })
        {
            var answer = await AnotherProcess.OfAnAgent(own.Value, silo.Settings.Socket, Door, Prompt(session));

            Assert.StartsWith("HTTP/1.1 422", answer, StringComparison.Ordinal);
            Assert.Contains($"was sent by a shell of session {own}", answer, StringComparison.Ordinal);
            Assert.Empty(await Turns(session));
        }
    }

    [Fact]
    public async Task Is_refused_by_another_agents_door_too()
    {
        var own = await Live();

        var answer = await AnotherProcess.OfAnAgent(own.Value, silo.Settings.Socket, "/hooks/codex", Prompt(own));

        Assert.StartsWith("HTTP/1.1 422", answer, StringComparison.Ordinal);
        Assert.Empty(await Turns(own));
    }

    [Fact]
    public async Task Is_refused_when_its_carrier_noted_the_shell_before_it_waited()
    {
        var session = await Live();

        var (status, _) = await silo.Hook(
            Prompt(session),
            with: request =>
            {
                request.Headers.Add("Brain-Shell", session.ToString());
                request.Headers.Add("Brain-Event-At", "2026-11-30T08:00:00Z");
            }
        );

        Assert.Equal(422, (int)status);
        Assert.Empty(await Turns(session));
    }

    // What waited is delivered by whoever comes by: also by a command that an agent typed.
    [Fact]
    public async Task Delivers_what_hooks_left_waiting()
    {
        var (own, other) = (await Live(), await Live());

        await AnotherProcess.Below(
            new() { [Own] = own.ToString() },
            silo.Settings.Socket,
            $"{Door} Brain-Event-At: 2026-11-30T08:00:00Z",
            Prompt(other)
        );

        Assert.Equal(["answer for the person"], await Turns(other));
    }

    [Fact]
    public async Task Is_told_from_one_that_an_agent_runs()
    {
        var (outer, inner) = (await Live(), await Live());

        // A hook's shell has the project's folder; one that hides the session is a shell all the same.
        await AnotherProcess.Below(
            new() { [Own] = inner.ToString(), [OfHooks] = "/tmp" },
            silo.Settings.Socket,
            Door,
            Prompt(inner)
        );
        // Whoever is of no session that is known is no agent.
        await AnotherProcess.OfAnAgent(Guid.NewGuid(), silo.Settings.Socket, Door, Prompt(outer));

        Assert.Equal(["answer for the person"], await Turns(inner));
        Assert.Equal(["answer for the person"], await Turns(outer));
    }

    private const string Door = "/hooks/claude-code";

    private async Task<SessionId> Live()
    {
        var id = Some.Id();
        await silo.Hook(
            $$"""{"session_id":"{{id}}","hook_event_name":"SessionStart","source":"startup","cwd":"/tmp"}"""
        );
        return id;
    }

    private static string Prompt(SessionId session) =>
        $$"""
        {"session_id":"{{session}}","hook_event_name":"UserPromptSubmit","prompt":"answer for the person",
        "prompt_id":"{{Guid.NewGuid()}}","cwd":"/tmp"}
        """;

    private Task<string[]> Turns(SessionId session) =>
        silo.Postgres.Lines($"select user_message from v2.turns where session_id = '{session}'");
}
