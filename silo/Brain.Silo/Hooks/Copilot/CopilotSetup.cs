using Brain.Messages.Hooks.Copilot;
using Brain.Silo.Import;
using Brain.Silo.Security;
using Brain.Silo.Sessions;

namespace Brain.Silo.Hooks.Copilot;

/// <summary>Copilot CLI's door.</summary>
internal sealed class CopilotSetup : IAgentSetup
{
    /// <inheritdoc/>
    public void Add(IServiceCollection services) =>
        services
            .AddSingleton<IAgentAdapter, CopilotHook>()
            .AddSingleton<ITranscriptSource, CopilotEvents>()
            .AddSingleton<IImportSource, CopilotFiles>()
            .AddSingleton(
                new AgentMark(CopilotAgent.Name, "COPILOT_AGENT_SESSION_ID") { HookVariable = "COPILOT_PROJECT_DIR" }
            )
            .AddSingleton(new AgentOverMcp(CopilotAgent.Name, "copilot-cli"));
}
