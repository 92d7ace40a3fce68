using Brain.Grains.Ports;
using Brain.Postgres.Personas;
using Brain.Postgres.Review;
using Brain.Postgres.Undo;
using Brain.Silo.Caches;
using Brain.Silo.Commands;
using Brain.Silo.Sessions;

namespace Brain.Silo.Personas;

/// <summary>What personas are made of in a silo.</summary>
internal static class PersonaSetup
{
    public static void AddPersonas(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services
            .AddSingleton<PersonaStore>()
            .AddSingleton<BroadcastStore>()
            .AddSingleton<ReviewStore>()
            .AddSingleton<UndoStore>();
        services
            .AddSingleton<PersonaCache>()
            .AddSingleton<IPersonaCache>(all => all.GetRequiredService<PersonaCache>());
        // Before the engine: no grain wakes while nobody is known.
        services.AddHostedService(all => all.GetRequiredService<PersonaCache>());
        services.AddSingleton<ISkillFolder, SkillFolder>().AddSingleton<IChat, Chat>();
        services
            .AddSingleton<PersonaCommands>()
            .AddSingleton<ICommandHandler>(all => all.GetRequiredService<PersonaCommands>())
            .AddSingleton<ICommandHandler, BroadcastCommands>()
            .AddSingleton<ICommandHandler, SessionEndCommands>()
            .AddSingleton<CommandDispatcher>();
        services.AddHostedService<SessionSweepStarter>();
    }
}
