using Brain.Grains.Ports;
using Brain.Postgres.Knowledge;
using Brain.Silo.Commands;
using Brain.Silo.Configuration;

namespace Brain.Silo.Knowledge;

/// <summary>What learnings, and forgetting, are made of in a silo.</summary>
internal static class KnowledgeSetup
{
    public static void AddKnowledge(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton<ForgetStore>()
            .AddSingleton<ForgottenFiles>()
            .AddSingleton(services => new ForgottenBytes(services.GetRequiredService<BrainSettings>().Database))
            .AddSingleton<LearningStore>()
            .AddSingleton<EvidenceStore>()
            .AddSingleton<BroadcastStore>()
            .AddSingleton<IChat, Chat>()
            .AddSingleton<IOpenItems, QueueItems>()
            .AddSingleton<ICommandHandler, BroadcastCommands>()
            .AddSingleton<LearningCommands>()
            .AddSingleton<ICommandHandler>(services => services.GetRequiredService<LearningCommands>())
            .AddSingleton<FileContents>()
            .AddSingleton<ChangedFiles>()
            .AddSingleton<FilesChanged>(services => services.GetRequiredService<ChangedFiles>().Of)
            .AddSingleton<LearningFilesStore>()
            .AddSingleton<LearningFiles>()
            .AddHostedService(services => services.GetRequiredService<LearningFiles>())
            .AddSingleton<ForgetRunner>()
            .AddHostedService(services => services.GetRequiredService<ForgetRunner>());
    }
}
