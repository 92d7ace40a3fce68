using Brain.Silo.Hooks.ClaudeCode;
using Brain.Silo.Hosting;

namespace Brain.Silo.Hooks;

/// <summary>One door for each agent; each adapter knows its agent's words, and nobody else does.</summary>
internal static class HookSetup
{
    public static void AddHooks(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton<HookCount>()
            .AddSingleton<HookLatency>()
            .AddSingleton<HookDispatcher>()
            .AddSingleton<PersonsWait>();
        builder.AddClaudeCode();
    }

    public static void MapHooks(this WebApplication app) => app.MapClaudeCode();
}
