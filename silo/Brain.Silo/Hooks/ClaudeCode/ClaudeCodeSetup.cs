using Brain.Silo.Sessions;
using Brain.Silo.Skills;

namespace Brain.Silo.Hooks.ClaudeCode;

/// <summary>Claude Code's door.</summary>
internal static class ClaudeCodeSetup
{
    public static void AddClaudeCode(this WebApplicationBuilder builder) =>
        builder
            .Services.AddSingleton<ClaudeCodeHook>()
            .AddSingleton<ClaudeCodeStep>()
            .AddSingleton<InstalledHooks>()
            .AddSingleton<ITranscriptSource, ClaudeCodeTranscripts>()
            .AddSingleton<ISkillSource, ClaudeCodeSkills>()
            .AddSingleton<ISkillEvals, ClaudeCodeEvals>()
            .AddSingleton(new AgentMark(ClaudeCodeHook.Agent, "CLAUDE_CODE_SESSION_ID"));

    public static void MapClaudeCode(this WebApplication app)
    {
        app.MapPost("/hooks/claude-code", (HttpContext context, ClaudeCodeHook hook) => hook.Answer(context));
        app.MapPost("/hooks/claude-code/step", (HttpContext context, ClaudeCodeStep step) => step.Ask(context));
        app.MapPost("/hooks/claude-code/step/done", (HttpContext context, ClaudeCodeStep step) => step.Count(context));
    }
}
