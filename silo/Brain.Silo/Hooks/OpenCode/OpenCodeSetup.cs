using Brain.Messages.Hooks.OpenCode;
using Brain.Silo.Import;

namespace Brain.Silo.Hooks.OpenCode;

/// <summary>opencode's door, the one by which its plugin tells what was used, and its database.</summary>
internal sealed class OpenCodeSetup : IAgentSetup
{
    /// <inheritdoc/>
    public void Add(IServiceCollection services) =>
        services
            .AddSingleton<IAgentAdapter, OpenCodeHook>()
            .AddSingleton<OpenCodeUsage>()
            .AddSingleton<IImportSource, OpenCodeFiles>()
            .AddSingleton(new AgentMark(OpenCodeAgent.Name, "BRAIN_OPENCODE_SESSION"));

    /// <inheritdoc/>
    public void Map(WebApplication app) =>
        app.MapPost("/hooks/opencode/usage", (HttpContext context, OpenCodeUsage usage) => usage.Count(context));
}
