using Brain.Postgres.Projects;
using Brain.Silo.Commands;

namespace Brain.Silo.Projects;

/// <summary>What clones are made of in a silo.</summary>
internal static class RepoSetup
{
    public static void AddRepos(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<RepoStore>().AddSingleton<ICommandHandler, RepoCommands>();

    public static void MapRepos(this WebApplication app) =>
        app.MapGet("/repos", (bool? all, RepoStore store, CancellationToken stop) => store.List(all == true, stop));
}
