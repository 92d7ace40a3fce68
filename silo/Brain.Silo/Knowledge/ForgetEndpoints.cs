using Brain.Messages;
using Brain.Messages.Commands;
using Brain.Messages.Knowledge;
using Brain.Postgres.Knowledge;
using Brain.Silo.Security;

namespace Brain.Silo.Knowledge;

/// <summary>Where a person has texts forgotten. An agent may not, whatever it says of itself.</summary>
internal static class ForgetEndpoints
{
    public static void MapForgetting(this WebApplication app)
    {
        app.MapPost("/forget", async (Forget asked, HttpContext context, Callers callers, ForgetRunner runner) =>
            Answer(await Run(asked, await callers.Of(context), runner, context.RequestAborted))
        );
        app.MapGet("/forget/{run}", async (Guid run, ForgetStore store, CancellationToken stop) =>
            await store.Progress(run, stop) is { } progress
                ? Results.Json(progress, MessagesJson.Default.ForgetProgress)
                : ErrorBody.Says(404, $"There is no run {run}.")
        );
        app.MapGet("/forget/rows/{id}", async (string id, ForgetStore store, CancellationToken stop) =>
            ForgetStore.IsBeginning(id)
                ? Results.Json(
                    [.. (await store.Find(id, stop)).Select(row => new FoundRow(row.Table, row.Id))],
                    MessagesJson.Default.FoundRowArray
                )
                : ErrorBody.Says(400, $"'{id}' is no id: expected its first {ForgetStore.IdMin} characters or more.")
        );
    }

    private static async Task<ForgetReport> Run(Forget asked, Caller by, ForgetRunner runner, CancellationToken stop)
    {
        if (!by.IsPerson || asked.ByAgent)
            return Refused(
                new(
                    "forget.person",
                    "Only a person has something forgotten: say it in a terminal of your own. Nothing was changed."
                )
            );
        if (asked.Target.Fault() is { } fault)
            return Refused(fault);
        return asked.Apply ? await runner.Start(asked.Target, stop) : await runner.Rehearse(asked.Target, stop);
    }

    private static ForgetReport Refused(Messages.Sessions.Refusal refusal) => new(null, [], [], refusal);

    private static IResult Answer(ForgetReport report) =>
        Results.Json(report, MessagesJson.Default.ForgetReport, statusCode: report.Refusal is null ? 200 : 409);
}
