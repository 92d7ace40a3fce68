using Brain.Postgres.Rules;
using Brain.Silo.Caches;
using Brain.Silo.Commands;

namespace Brain.Silo.Rules;

/// <summary>What rules are made of in a silo.</summary>
internal static class RuleSetup
{
    public static void AddRules(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton<RuleStore>()
            .AddSingleton<RuleDrafts>()
            .AddSingleton<RuleCache>()
            .AddSingleton<RuleCommands>()
            .AddSingleton<ICommandHandler>(services => services.GetRequiredService<RuleCommands>())
            .AddSingleton<IRateTarget>(services => services.GetRequiredService<RuleCommands>());
        // Before the engine: no session decides while nobody knows what is forbidden.
        builder.Services.AddHostedService(services => services.GetRequiredService<RuleCache>());
    }

    public static void MapRules(this WebApplication app) =>
        app.MapGet("/rules", (string? project, RuleCommands rules, CancellationToken stop) => rules.All(project, stop));
}
