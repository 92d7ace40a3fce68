using Brain.Postgres.Import;
using Brain.Silo.Hooks.ClaudeCode;
using Brain.Silo.Sessions;

namespace Brain.Silo.Import;

/// <summary>What imports are made of in a silo; a further agent is one more source.</summary>
internal static class ImportSetup
{
    public static void AddImport(this WebApplicationBuilder builder) =>
        builder
            .Services.AddSingleton<ImportStore>()
            .AddSingleton<IImportSource, ClaudeCodeFiles>()
            .AddSingleton<ImportWriter>()
            .AddSingleton<TranscriptPresence>()
            .AddSingleton<Importer>()
            .AddSingleton<ImportRuns>()
            .AddSingleton<QueuedPromptLoop>()
            .AddSingleton<IQueuedPrompts>(services => services.GetRequiredService<QueuedPromptLoop>());
}
