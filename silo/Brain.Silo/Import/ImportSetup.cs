using Brain.Postgres.Import;
using Brain.Silo.Sessions;

namespace Brain.Silo.Import;

/// <summary>What imports are made of in a silo; each agent brings a source of its own.</summary>
internal static class ImportSetup
{
    public static void AddImport(this WebApplicationBuilder builder) =>
        builder
            .Services.AddSingleton<ImportStore>()
            .AddSingleton<ImportWriter>()
            .AddSingleton<TranscriptPresence>()
            .AddSingleton<NoteReader>()
            .AddSingleton<Importer>()
            .AddSingleton<ImportRuns>()
            .AddSingleton<QueuedPromptLoop>()
            .AddSingleton<IQueuedPrompts>(services => services.GetRequiredService<QueuedPromptLoop>());
}
