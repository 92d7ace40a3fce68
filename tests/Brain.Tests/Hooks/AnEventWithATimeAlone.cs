using System.Text;
using Brain.Messages.Sessions;
using Brain.Postgres.Sessions;
using Brain.Silo.Hooks.ClaudeCode;
using Brain.Tests.Personas;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Brain.Tests.Hooks;

/// <summary>Copilot CLI runs Claude Code's hooks, too: of an event that tells nothing but a time its session decides.
/// </summary>
public sealed class AnEventWithATimeAlone(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task Is_claude_codes_in_its_session_after_a_start_too()
    {
        var talk = new ScriptedSession(silo);
        await talk.Turn("look at it");
        // As a silo has it that has just started.
        var hook = new ClaudeCodeHook(silo.Services.GetRequiredService<InstalledHooks>());
        Assert.Equal(EventKind.Unknown, Kind(hook, talk.Id));
        using var sessions = new ClaudeCodeSessions(
            silo.Services.GetRequiredService<SessionStore>(),
            hook,
            TimeProvider.System,
            NullLogger<ClaudeCodeSessions>.Instance
        );

        await sessions.StartAsync(CancellationToken.None);
        await sessions.ExecuteTask!;

        Assert.Equal(EventKind.TurnEnd, Kind(hook, talk.Id));
        Assert.Equal(EventKind.Unknown, Kind(hook, Guid.NewGuid()));
        Assert.NotEmpty(silo.Services.GetServices<IHostedService>().OfType<ClaudeCodeSessions>());
    }

    private static EventKind Kind(ClaudeCodeHook hook, Guid session) =>
        hook.Read(
            Encoding.UTF8.GetBytes(
                $$"""{"session_id":"{{session}}","hook_event_name":"Stop","timestamp":"2026-11-28T16:08:56.695Z"}"""
            ),
            named: null
        ).Event.Kind;
}
