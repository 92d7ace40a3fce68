using Brain.Grains.Ports;
using Brain.Grains.Skills;
using Brain.Messages;
using Brain.Messages.Skills;
using Brain.Postgres.Skills;
using Brain.Silo.Caches;
using Brain.Silo.Commands;
using Brain.Silo.Security;

namespace Brain.Silo.Skills;

/// <summary>What skills are made of in a silo.</summary>
internal static class SkillSetup
{
    private const int FoundMax = 10;

    public static void AddSkills(this WebApplicationBuilder builder) =>
        builder
            .Services.AddSingleton<SkillStore>()
            .AddSingleton<SkillPlaceStore>()
            .AddSingleton<SkillHost>()
            .AddSingleton<SkillTrustStore>()
            .AddSingleton<SkillSearchStore>()
            .AddSingleton<SkillSearch>()
            .AddSingleton<SkillCache>()
            .AddHostedService(services => services.GetRequiredService<SkillCache>())
            .AddSingleton<SkillSync>()
            .AddSingleton<SkillLists>()
            .AddSingleton<SkillGate>()
            .AddSingleton<SkillTestRoom>()
            .AddSingleton<SkillBuildStore>()
            .AddSingleton<SkillBuildRuns>()
            .AddSingleton<SkillProse>()
            .AddSingleton<SkillBuilder>()
            .AddSingleton<SkillVersions>()
            .AddSingleton<SkillShare>()
            .AddSingleton<SkillIndexer>()
            .AddSingleton<IIndexSlice, SkillIndexSlice>()
            .AddSingleton<SkillCommands>()
            .AddSingleton<ICommandHandler>(services => services.GetRequiredService<SkillCommands>());

    public static void MapSkills(this WebApplication app)
    {
        app.MapGet("/skills", (string? project, SkillStore store, CancellationToken stop) =>
            store.List(project, null, stop)
        );
        app.MapGet("/skills/search", (string words, int? limit, SkillSearch search, CancellationToken stop) =>
            search.Find(words, limit ?? FoundMax, stop)
        );
        app.MapPost(
            "/skills/sync",
            async (SyncSkills message, HttpContext context, Callers callers, SkillCommands skills) =>
            {
                var by = await callers.Of(context);
                var (synced, refusal) = await skills.Read(
                    message.Folders,
                    by.Source,
                    !by.IsPerson,
                    context.RequestAborted
                );
                return synced is null
                    ? ErrorBody.Says(refusal!.Code == "skills.person" ? 403 : 404, refusal.Message)
                    : Results.Json(synced, MessagesJson.Default.SkillsSynced);
            }
        );
        app.MapGet(
            "/skills/called/{name}",
            async (string name, SkillStore store, SkillCommands skills, CancellationToken stop) =>
            {
                var (skill, refusal) = await skills.One(name, stop);
                return skill is not null && await store.Show(skill, stop) is { } detail
                    ? Results.Json(detail, MessagesJson.Default.SkillDetail)
                    : ErrorBody.Says(
                        refusal?.Code == "skills.ambiguous" ? 400 : 404,
                        refusal?.Message ?? $"There is no skill {name} any more."
                    );
            }
        );
    }
}
