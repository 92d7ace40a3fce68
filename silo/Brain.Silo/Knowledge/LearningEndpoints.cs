using Brain.Messages;
using Brain.Messages.Knowledge;
using Brain.Postgres.Knowledge;
using Brain.Silo.Security;

namespace Brain.Silo.Knowledge;

/// <summary>What people ask of learnings, and say of them.</summary>
internal static class LearningEndpoints
{
    private const int ListMax = 2_000;

    public static void MapLearnings(this WebApplication app)
    {
        app.MapGet(
            "/learnings",
            async (
                string? status,
                string? project,
                int? limit,
                bool? like,
                LearningStore store,
                LearningCommands commands,
                ChangedFiles changed,
                CancellationToken stop
            ) =>
            {
                var some = await store.List(status, project, Math.Clamp(limit ?? 50, 1, ListMax), stop);
                return changed.Of(like == true ? await commands.WithLikes(some) : some);
            }
        );
        app.MapGet(
            "/learnings/{id}",
            (
                string id,
                LearningStore store,
                LearningCommands commands,
                ChangedFiles changed,
                CancellationToken stop
            ) =>
                One(
                    id,
                    store,
                    async one =>
                        Results.Json(
                            changed.Of(await commands.WithLikes([one]))[0],
                            MessagesJson.Default.LearningSummary
                        ),
                    stop
                )
        );
        app.MapPost(
            "/learnings/{id}",
            (
                string id,
                ChangeLearning message,
                HttpContext context,
                Callers callers,
                LearningStore store,
                LearningCommands commands
            ) =>
                One(
                    id,
                    store,
                    async one =>
                    {
                        var receipt = await commands.Change(one, message, await callers.Of(context));
                        return Results.Json(
                            receipt,
                            MessagesJson.Default.Receipt,
                            statusCode: receipt.Refusal is null ? 200 : 409
                        );
                    },
                    context.RequestAborted
                )
        );
    }

    private static async Task<IResult> One(
        string id,
        LearningStore store,
        Func<LearningSummary, Task<IResult>> answer,
        CancellationToken stop
    ) =>
        !ForgetStore.IsBeginning(id)
            ? ErrorBody.Says(400, $"'{id}' is no id: expected its first {ForgetStore.IdMin} characters or more.")
            : await store.Find(id, stop) switch
            {
                [var one] => await answer(one),
                [] => ErrorBody.Says(404, $"There is no learning {id}. See: brain learnings"),
                _ => ErrorBody.Says(409, $"{id} begins the id of more than one learning: say more of it."),
            };
}
