using Brain.Messages.Hooks.OpenCode;
using Brain.Silo.Import;
using Brain.Silo.Security;

namespace Brain.Silo.Hooks.OpenCode;

/// <summary>opencode's door, those by which its plugin asks before a request and tells what it used, and its
/// database.</summary>
internal sealed class OpenCodeSetup : IAgentSetup
{
    /// <inheritdoc/>
    public void Add(IServiceCollection services) =>
        services
            .AddSingleton<IAgentAdapter, OpenCodeHook>()
            .AddSingleton<OpenCodeUsage>()
            .AddSingleton<OpenCodeRequests>()
            .AddSingleton<IImportSource, OpenCodeFiles>()
            .AddSingleton(new AgentMark(OpenCodeAgent.Name, "BRAIN_OPENCODE_SESSION"))
            .AddSingleton(new AgentOverMcp(OpenCodeAgent.Name, "opencode") { SharesProcess = true });

    /// <inheritdoc/>
    public void Map(WebApplication app)
    {
        app.MapPost("/hooks/opencode/usage", (HttpContext context, OpenCodeUsage usage) => usage.Count(context));
        app.MapPost("/hooks/opencode/request", (HttpContext context, OpenCodeRequests requests) =>
            requests.Ask(context)
        );
    }
}
