using Brain.Grains.Knowledge;
using Brain.Grains.Ports;
using Brain.Models.Embeddings;
using Brain.Postgres.Knowledge;
using Brain.Silo.Configuration;

namespace Brain.Silo.Knowledge;

/// <summary>What search is made of in a silo. No model is loaded before a text is embedded.</summary>
internal static class SearchSetup
{
    public static void AddSearch(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton<SearchStore>()
            .AddSingleton<SearchIndexStore>()
            .AddSingleton(services => new Embedders(
                services.GetRequiredService<BrainConfiguration>().Embeddings,
                services.GetRequiredService<BrainSettings>().Models,
                Environment.GetEnvironmentVariable,
                services.GetRequiredService<TimeProvider>()
            ))
            .AddSingleton<IEmbedder, SentenceModels>()
            .AddSingleton<TextIndexer>()
            .AddSingleton(services => new TokenCache(() =>
                services.GetRequiredService<BrainConfiguration>().Embeddings().Settings?.CacheMegabytes
                ?? EmbeddingSettings.CacheMegabytesDefault
            ))
            .AddSingleton<TokenCacheFill>()
            .AddSingleton<PieceWeights>()
            .AddSingleton<SearchEngine>()
            .AddSingleton<SearchAnswers>()
            .AddSingleton<DocumentStore>()
            .AddSingleton<DocumentKeeper>()
            .AddSingleton<IEvidence, SearchedEvidence>();
        builder.Services.AddHostedService<IndexLoop>().AddHostedService<IdleMemoryLoop>();
    }
}
