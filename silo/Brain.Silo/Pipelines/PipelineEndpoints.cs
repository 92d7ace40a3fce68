using Brain.Domain.Pipelines;
using Brain.Grains.Abstractions.Pipelines;
using Brain.Messages;
using Brain.Messages.Pipelines;
using Brain.Postgres.Pipelines;
using Brain.Silo.Files;

namespace Brain.Silo.Pipelines;

/// <summary>What people ask of pipelines. One run: its grain. Many: Postgres.</summary>
internal static class PipelineEndpoints
{
    public static void MapPipelines(this WebApplication app)
    {
        app.MapGet("/pipelines", (bool? all, PipelineStore store, CancellationToken stop) =>
            store.List(all ?? false, stop)
        );
        app.MapGet("/pipelines/{name}", async (string name, PipelineStore store, CancellationToken stop) =>
            await store.Show(name, stop) is { } found
                ? Results.Json(found, MessagesJson.Default.PipelineSummary)
                : ErrorBody.Says(404, PipelineText.Unknown(name).Message)
        );
        app.MapPost("/pipelines", (DefinePipeline message, HttpContext context, PipelineCommands commands) =>
            Receipts.Answer(context, by => commands.Define(message with { Source = by.Source }))
        );
        app.MapGet(
            "/runs",
            async (
                string? pipeline,
                string? project,
                bool? all,
                PipelineStore store,
                ProjectFolders folders,
                CancellationToken stop
            ) =>
            {
                await folders.Know(project, stop);
                return await store.Runs(pipeline, project, all ?? false, stop);
            }
        );
        app.MapGet("/runs/called/{word}", (string word, PipelineCommands commands) => commands.Called(word));
        app.MapGet("/runs/{id:guid}", async (Guid id, IGrainFactory grains) =>
            await grains.GetGrain<IPipelineRunGrain>(id).Show() is { } found
                ? Results.Json(found, MessagesJson.Default.RunSummary)
                : ErrorBody.Says(404, RunText.NoRun(id).Message)
        );
        app.MapPost("/runs/{id:guid}", (Guid id, StartRun message, HttpContext context, IGrainFactory grains) =>
            Receipts.Answer(context, by =>
                grains.GetGrain<IPipelineRunGrain>(id).Start(message with { Source = by.Source })
            )
        );
        app.MapPost("/runs/{id:guid}/moves", (Guid id, MoveRun message, HttpContext context, IGrainFactory grains) =>
            Receipts.Answer(context, by =>
                grains.GetGrain<IPipelineRunGrain>(id).Move(message with { Source = by.Source, Report = null })
            )
        );
    }
}
