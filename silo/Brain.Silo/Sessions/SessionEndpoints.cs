using Brain.Domain.Sessions;
using Brain.Grains.Abstractions.Sessions;
using Brain.Messages.Sessions;
using Brain.Postgres.Sessions;
using Brain.Silo.Files;

namespace Brain.Silo.Sessions;

/// <summary>What people ask of sessions. One session: its grain. Many: Postgres.</summary>
internal static class SessionEndpoints
{
    // As far back as `brain doctor` looks for what was passed over in transcripts.
    private static readonly TimeSpan ToldFor = TimeSpan.FromDays(7);

    public static void MapSessions(this WebApplication app)
    {
        app.MapGet(
            "/sessions",
            async (
                string? project,
                bool? all,
                int? limit,
                SessionStore store,
                ProjectFolders folders,
                CancellationToken stop
            ) =>
            {
                await folders.Know(project, stop);
                return await store.List(project, all ?? false, limit ?? 50, stop);
            }
        );
        app.MapGet("/sessions/called/{beginning}", (string beginning, SessionStore store, CancellationToken stop) =>
            store.Called(beginning, stop)
        );
        app.MapGet("/tail", (string? after, SessionId? session, SessionStore store, CancellationToken stop) =>
            store.Tail(after, session, stop)
        );

        app.MapGet("/usage/passed-over", (SessionStore store, TimeProvider clock, CancellationToken stop) =>
            store.Passed(null, clock.GetUtcNow() - ToldFor, stop)
        );

        // Asked for after every answer: one look says whether there is such a session too.
        app.MapGet(
            "/sessions/{id}/status-line",
            async (SessionId id, StatusLineReader lines, CancellationToken stop) =>
                await lines.Read(id, stop) is { } json
                    ? Results.Text(json, "application/json")
                    : ErrorBody.Says(404, $"There is no session {id}. See: brain sessions --all")
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
        one.MapGet(
            "/brief",
            async (SessionId id, SessionStore store, CancellationToken stop) =>
                await store.Brief(id, stop) is { } brief ? Results.Text(brief.ToText()) : Results.NoContent()
        );
        one.MapPost("/purpose", (SessionId id, DeclarePurpose message, HttpContext context, IGrainFactory grains) =>
            Receipts.Answer(context, by => grains.GetGrain<ISessionGrain>(id.Value).Declare(message, by))
        );
        one.MapPost("/mode", (SessionId id, ChangeMode message, HttpContext context, IGrainFactory grains) =>
            Receipts.Answer(context, by => grains.GetGrain<ISessionGrain>(id.Value).Change(message, by))
        );
        one.MapPost("/budget", (SessionId id, SetBudget message, HttpContext context, IGrainFactory grains) =>
            Receipts.Answer(context, by => grains.GetGrain<ISessionGrain>(id.Value).Limit(message, by))
        );
        one.MapPost("/hints", (SessionId id, SwitchHints message, HttpContext context, IGrainFactory grains) =>
            Receipts.Answer(context, by => grains.GetGrain<ISessionGrain>(id.Value).Switch(message, by))
        );
    }

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
