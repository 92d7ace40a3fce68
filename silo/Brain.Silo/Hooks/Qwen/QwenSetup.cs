using Brain.Messages.Hooks.Qwen;
using Brain.Silo.Import;
using Brain.Silo.Sessions;

namespace Brain.Silo.Hooks.Qwen;

/// <summary>Qwen Code's door.</summary>
internal sealed class QwenSetup : IAgentSetup
{
    /// <inheritdoc/>
    public void Add(IServiceCollection services) =>
        services
            .AddSingleton<IAgentAdapter, QwenHook>()
            .AddSingleton<ITranscriptSource, QwenChats>()
            .AddSingleton<IImportSource, QwenFiles>()
            .AddSingleton(new AgentOverMcp(QwenAgent.Name, "qwen-cli-mcp-client"));
}
