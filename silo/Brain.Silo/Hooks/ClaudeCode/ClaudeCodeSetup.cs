using Brain.Silo.Import;
using Brain.Silo.Security;
using Brain.Silo.Sessions;
using Brain.Silo.Skills;
using Brain.Silo.Telemetry;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>Claude Code's door.</summary>
internal sealed class ClaudeCodeSetup : IAgentSetup
{
    /// <inheritdoc/>
    public AgentWarmUp WarmUp { get; } =
        new(
            ClaudeCodeWarmUp.Events,
            (answer, to) => _ = ClaudeCodeWarmUp.Write(answer, to),
            ClaudeCodeWarmUp.Calls,
            ClaudeCodeWarmUp.Request
        );

    /// <inheritdoc/>
    public void Add(IServiceCollection services) =>
        services
            .AddSingleton<ClaudeCodeHook>()
            .AddSingleton<IAgentAdapter>(all => all.GetRequiredService<ClaudeCodeHook>())
            .AddHostedService<ClaudeCodeSessions>()
            .AddSingleton<ClaudeCodeStep>()
            .AddSingleton<InstalledHooks>()
            .AddSingleton<ITranscriptSource, ClaudeCodeTranscripts>()
            .AddSingleton<ISkillSource, ClaudeCodeSkills>()
            .AddSingleton<ISkillEvals, ClaudeCodeEvals>()
            .AddSingleton<ITelemetrySource, ClaudeCodeTelemetry>()
            .AddSingleton<IImportSource, ClaudeCodeFiles>()
            .AddSingleton(
                new AgentMark(ClaudeCodeHook.Name, "CLAUDE_CODE_SESSION_ID") { HookVariable = "CLAUDE_PROJECT_DIR" }
            )
            .AddSingleton(new AgentOverMcp(ClaudeCodeHook.Name, "claude-code"));

    /// <inheritdoc/>
    public void Map(WebApplication app)
    {
        app.MapPost("/hooks/claude-code/step", (HttpContext context, ClaudeCodeStep step) => step.Ask(context));
        app.MapPost("/hooks/claude-code/step/done", (HttpContext context, ClaudeCodeStep step) => step.Count(context));
    }
}
