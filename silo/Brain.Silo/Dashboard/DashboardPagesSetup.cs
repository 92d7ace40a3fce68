using Brain.Dashboard;
using Brain.Postgres.Dashboard;

namespace Brain.Silo.Dashboard;

/// <summary>What the dashboard is made of; nothing of it does anything until somebody looks.</summary>
internal static class DashboardPagesSetup
{
    public static void AddDashboardPages(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton<DashboardStore>()
            .AddSingleton<DashboardWatch>()
            .AddHostedService(services => services.GetRequiredService<DashboardWatch>())
            .AddSingleton<DashboardNotes>()
            .AddSingleton<DashboardStream>()
            .AddSingleton<DashboardView>()
            .AddSingleton<DashboardActions>()
            .AddSingleton<SessionActions>()
            .AddSingleton<TypedForget>()
            .AddSingleton<KnowledgeActions>()
            .AddSingleton<FileActions>()
            .AddSingleton<RecallActions>()
            .AddSingleton<PersonsForm>();
        // By a function, so that the assembly of the pages is not loaded while the silo starts.
        AddSource(builder.Services);
    }

    private static void AddSource(IServiceCollection services) =>
        services.AddSingleton<IDashboardSource>(provider => new DashboardSource(provider));
}
