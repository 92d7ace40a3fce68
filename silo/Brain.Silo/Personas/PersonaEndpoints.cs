using Brain.Messages;
using Brain.Messages.Commands;
using Brain.Silo.Commands;
using Brain.Silo.Security;
using Brain.Silo.Sessions;

namespace Brain.Silo.Personas;

/// <summary>What people ask of personas; whatever they want done is a command.</summary>
internal static class PersonaEndpoints
{
    public static void MapPersonas(this WebApplication app)
    {
        app.MapGet("/personas", (PersonaCommands commands) => commands.All().ToArray());
        app.MapGet("/personas/{name}/checkin", async (string name, PersonaCommands commands) =>
            commands.Find(name) is { } persona
                ? Results.Json(await commands.CheckIn(persona), MessagesJson.Default.CheckIn)
                : ErrorBody.Says(404, $"There is no persona '{name}'. See: brain persona list")
        );
        app.MapPost(
            "/errands",
            async (
                CommandRequest request,
                HttpContext context,
                Callers callers,
                CommandDispatcher commands,
                ProjectFolders folders
            ) =>
            {
                await folders.Know(request.Project, context.RequestAborted);
                var by = await callers.Of(context);
                // No agent waits behind this door for a context pack; a program that says it is an agent's is believed.
                var done = await commands.Run(
                    request with
                    {
                        HasHost = false,
                        Caller = by with { Agent = by.Agent ?? (request.ByAgent ? "unnamed" : null) },
                    }
                );
                return Results.Json(
                    done,
                    MessagesJson.Default.CommandResult,
                    statusCode: done.Refusal is null ? 200 : 409
                );
            }
        );
    }
}
