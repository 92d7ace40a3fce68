using Brain.Grains.Ports;
using Brain.Messages.Knowledge;
using Brain.Postgres.Knowledge;
using Brain.Silo.Caches;

namespace Brain.Silo.Knowledge;

/// <summary>What sessions are told by themselves of other sessions, and what people ask of it.</summary>
internal static class RecallSetup
{
    public static void AddRecall(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton<RecallStore>()
            .AddSingleton<LearningNewsStore>()
            .AddSingleton<LearningCache>()
            .AddSingleton<FailedKeyCache>()
            .AddSingleton<IRecall, RecallReader>()
            .AddSingleton<RecallAnswers>();
        builder.Services.AddHostedService(services => services.GetRequiredService<LearningCache>());
        builder.Services.AddHostedService(services => services.GetRequiredService<FailedKeyCache>());
    }

    public static void MapRecall(this WebApplication app)
    {
        app.MapPost("/recall/fix", (FindFix asked, RecallAnswers answers, CancellationToken stop) =>
            answers.Fix(asked.Error, asked.Project, stop)
        );
        app.MapGet("/recall/how", (string tool, string? project, RecallAnswers answers, CancellationToken stop) =>
            answers.How(tool, project, stop)
        );
        app.MapGet("/recall/edits", (string file, string? project, RecallAnswers answers, CancellationToken stop) =>
            answers.Edits(file, project, stop)
        );
    }
}
