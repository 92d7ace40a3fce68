using Brain.Silo.Health;
using Brain.Silo.Hosting;

namespace Brain.Silo.Hooks;

/// <summary>One door for each agent; each adapter knows its agent's words, and nobody else does.</summary>
internal static class HookSetup
{
    /// <summary>What agents have to be walked through before the first session.</summary>
    public static AgentWarmUp[] WarmUps { get; } =
    [.. AgentSetups.All.Select(setup => setup.WarmUp).OfType<AgentWarmUp>()];

    /// <summary>Before the engine: hosted services start in this order, and this one waits for nobody.</summary>
    public static void AddWarmUp(this WebApplicationBuilder builder) =>
        builder
            .Services.AddSingleton<WarmUp>()
            .AddSingleton<IWarmUp>(all => all.GetRequiredService<WarmUp>())
            .AddHostedService(all => all.GetRequiredService<WarmUp>());

    public static void AddHooks(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton<HookCount>()
            .AddSingleton<HookLatency>()
            .AddSingleton<HookDispatcher>()
            .AddSingleton<PersonsWait>()
            .AddSingleton<LateAnswers>()
            .AddSingleton<RefusedCalls>()
            .AddSingleton<ShellsOfAgents>()
            .AddSingleton<HookEndpoint>();
        foreach (var setup in AgentSetups.All)
            setup.Add(builder.Services);
    }

    public static void MapHooks(this WebApplication app)
    {
        foreach (var adapter in app.Services.GetServices<IAgentAdapter>())
            app.MapPost(adapter.Agent.Route, (HttpContext context, HookEndpoint hooks) =>
                hooks.Answer(context, adapter)
            );
        foreach (var setup in AgentSetups.All)
            setup.Map(app);
    }
}
