using Brain.Messages.Hooks.Codex;
using Brain.Silo.Import;
using Brain.Silo.Security;
using Brain.Silo.Sessions;

namespace Brain.Silo.Hooks.Codex;

/// <summary>Codex' door.</summary>
internal sealed class CodexSetup : IAgentSetup
{
    /// <inheritdoc/>
    public void Add(IServiceCollection services) =>
        services
            .AddSingleton<IAgentAdapter, CodexHook>()
            .AddSingleton<ITranscriptSource, CodexRollouts>()
            .AddSingleton<IImportSource, CodexFiles>()
            .AddSingleton(new AgentMark(CodexAgent.Name, "CODEX_SESSION_ID"))
            .AddSingleton(CodexOverMcp.Known);
}
