using Brain.Grains.Ports;
using Brain.Postgres.Personas;
using Brain.Silo.Caches;
using Brain.Silo.Commands;

namespace Brain.Silo.Personas;

/// <summary>What personas are made of in a silo.</summary>
internal static class PersonaSetup
{
    public static void AddPersonas(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services
            .AddSingleton<PersonaStore>()
            .AddSingleton<PersonaCache>()
            .AddSingleton<IPersonaCache>(all => all.GetRequiredService<PersonaCache>());
        // Before the engine: no grain wakes while nobody is known.
        services.AddHostedService(all => all.GetRequiredService<PersonaCache>());
        services.AddSingleton<ISkillFolder, SkillFolder>().AddSingleton<PersonaReports>();
        services
            .AddSingleton<RateCommands>()
            .AddSingleton<ICommandHandler>(all => all.GetRequiredService<RateCommands>())
            .AddSingleton<ICommandHandler, PersonaCommands>()
            .AddSingleton<ICommandHandler, AskCommands>()
            .AddSingleton<ICommandHandler, CheckInCommands>();
    }
}
