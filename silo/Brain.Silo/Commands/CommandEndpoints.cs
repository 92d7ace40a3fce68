using Brain.Messages;
using Brain.Messages.Commands;
using Brain.Silo.Files;
using Brain.Silo.Security;

namespace Brain.Silo.Commands;

/// <summary>Where programs say a command.</summary>
internal static class CommandEndpoints
{
    public static void MapCommands(this WebApplication app) =>
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
