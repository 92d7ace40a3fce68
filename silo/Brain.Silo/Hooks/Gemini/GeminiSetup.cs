using Brain.Messages.Hooks.Gemini;
using Brain.Silo.Import;
using Brain.Silo.Sessions;

namespace Brain.Silo.Hooks.Gemini;

/// <summary>Gemini CLI's door.</summary>
internal sealed class GeminiSetup : IAgentSetup
{
    /// <inheritdoc/>
    public void Add(IServiceCollection services) =>
        services
            .AddSingleton<IAgentAdapter, GeminiHook>()
            .AddSingleton<ITranscriptSource, GeminiChats>()
            .AddSingleton<IImportSource, GeminiFiles>()
            .AddSingleton(new AgentOverMcp(GeminiAgent.Name, "gemini-cli-mcp-client"));
}
