using Brain.Messages;
using Brain.Postgres.Schema;
using Brain.Silo.Engine;

namespace Brain.Silo.Health;

/// <summary>Whether it lives, whether it is ready, where it is, and whether its schema keeps its own rules.</summary>
internal static class HealthEndpoints
{
    private static readonly string Version = typeof(HealthEndpoints).Assembly.GetName().Version!.ToString(3);

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", () => Results.Text("ok\n"));
        app.MapGet("/readyz", (Readiness readiness) =>
            readiness.IsReady ? Results.Text("ready\n") : Results.Text("not ready\n", statusCode: StatusCodes.Status503ServiceUnavailable));
        app.MapGet("/status", (BrainSettings settings, Readiness readiness, RuleBook rules) => new BrainStatus(
            settings.Url, settings.Socket, settings.Database.Libpq, Version, Environment.ProcessId, readiness.IsReady)
        {
            Faults = rules.Faults is { Length: > 0 } faults ? faults : null,
        });
        app.MapGet("/schema", (SchemaStore schema, CancellationToken stop) => schema.Check(stop));
    }
}
