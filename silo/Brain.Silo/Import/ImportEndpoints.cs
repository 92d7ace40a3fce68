using Brain.Messages.Import;
using Brain.Silo.Configuration;

namespace Brain.Silo.Import;

/// <summary>Where a person has agents' own files read, and sees how far it got.</summary>
internal static class ImportEndpoints
{
    public static void MapImport(this WebApplication app)
    {
        app.MapPost("/imports", (StartImport asked, ImportRuns runs) =>
            asked.Paths.Length > StartImport.PathsMax || asked.Paths.Any(path => !Path.IsPathFullyQualified(path))
                ? ErrorBody.Says(400, $"Expected at most {StartImport.PathsMax} absolute paths; nothing was read.")
                : Results.Ok(runs.Start(asked))
        );
        app.MapGet("/imports/{id}", (Guid id, ImportRuns runs) =>
            runs.Find(id) is { } progress
                ? Results.Ok(progress)
                : ErrorBody.Says(
                    404,
                    $"There is no import {id}: the silo was started again since, or many came after it."
                )
        );
        app.MapGet("/imports", (ImportRuns runs, BrainConfiguration rules, CancellationToken stop) =>
            runs.Report(rules.Imports, stop)
        );
    }
}
