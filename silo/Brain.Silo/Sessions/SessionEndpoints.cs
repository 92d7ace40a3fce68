using Brain.Domain.Sessions;
using Brain.Grains.Abstractions.Sessions;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;
using Brain.Postgres.Sessions;
using Brain.Silo.Security;
using Microsoft.AspNetCore.Mvc;

namespace Brain.Silo.Sessions;

/// <summary>What people ask of sessions. One session: its grain. Many: Postgres.</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this WebApplication app)
    {
        app.MapGet("/sessions", (string? project, bool? all, int? limit, SessionStore store, CancellationToken stop) =>
            store.List(project, all ?? false, limit ?? 50, stop)
        );
        app.MapGet("/tail", (string? after, SessionId? session, SessionStore store, CancellationToken stop) =>
            store.Tail(after, session, stop)
        );

        var one = app.MapGroup("/sessions/{id}").AddEndpointFilter(MustExist);
        one.MapGet("/", (SessionId id, SessionStore store, CancellationToken stop) => store.Find(id, stop));
        one.MapGet("/turns", (SessionId id, SessionStore store, CancellationToken stop) => store.Turns(id, stop));
        one.MapGet("/costs", (SessionId id, SessionStore store, CancellationToken stop) => store.Costs(id, stop));
        one.MapGet(
            "/handoff",
            async (
                SessionId id,
                Guid? prompt,
                string? project,
                SessionStore store,
                HandOffMac mac,
                CancellationToken stop
            ) =>
                await store.HandOff(id, prompt, stop) is { } turn
                    ? Results.Text(project is null ? turn.ToText() : mac.Sign(project, turn.ToText()))
                    : Results.NoContent()
        );
        one.MapCommand<DeclarePurpose>("/purpose", (session, message, by) => session.Declare(message, by));
        one.MapCommand<ChangeMode>("/mode", (session, message, by) => session.Change(message, by));
        one.MapCommand<SetBudget>("/budget", (session, message, by) => session.Limit(message, by));
    }

    private static void MapCommand<T>(
        this RouteGroupBuilder one,
        string path,
        Func<ISessionGrain, T, Caller, Task<Receipt>> call
    ) =>
        one.MapPost(
            path,
            async (SessionId id, [FromBody] T message, HttpContext context, Callers callers, IGrainFactory grains) =>
            {
                var by = await callers.Of(context);
                return await Receipts.Answer(() => call(grains.GetGrain<ISessionGrain>(id.Value), message, by));
            }
        );

    private static async ValueTask<object?> MustExist(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    )
    {
        var id = context.GetArgument<SessionId>(0);
        var store = context.HttpContext.RequestServices.GetRequiredService<SessionStore>();
        return await store.Find(id, context.HttpContext.RequestAborted) is null
            ? ErrorBody.Says(404, $"There is no session {id}. See: brain sessions --all")
            : await next(context);
    }
}
