using Brain.Messages;
using Brain.Messages.Secrets;
using Brain.Postgres.Secrets;
using Brain.Silo.Security;

namespace Brain.Silo.Secrets;

/// <summary>
/// Where a person has what is stored looked through for secrets. The hooks' token does not open it, and an agent
/// rewrites nothing by it.
/// </summary>
internal static class RedactionEndpoints
{
    public static void MapRedaction(this WebApplication app) =>
        app.MapPost("/redact", async (
            RedactStored asked,
            HttpContext context,
            Callers callers,
            RedactionStore store
        ) =>
            asked.Apply && !(await callers.Of(context)).IsPerson
                ? ErrorBody.Says(
                    403,
                    "Only a person has history rewritten: say it in a terminal of your own. Nothing was changed."
                )
                : Results.Json(
                    await store.Next(asked, context.RequestAborted),
                    MessagesJson.Default.RedactionPage
                )
        );
}
