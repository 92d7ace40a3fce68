using System.Diagnostics;
using Brain.Messages;
using Brain.Models.Chat;
using Brain.Postgres.Health;
using Brain.Postgres.Schema;
using Brain.Silo.Caches;
using Brain.Silo.Configuration;

namespace Brain.Silo.Health;

/// <summary>
/// Whether it lives, is ready, where it is, how its database does, and whether its schema keeps its own rules.
/// </summary>
internal static class HealthEndpoints
{
    /// <summary>Of this build, as people see it.</summary>
    public static readonly string Version = typeof(HealthEndpoints).Assembly.GetName().Version!.ToString(3);

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", () => Results.Text("ok\n"));
        // Asked by anybody on this machine, so without what the server said.
        app.MapGet("/readyz", (Readiness readiness) =>
            readiness.Why is { } why
                ? Results.Text(
                    $"not ready: {why.Reason}: {why.Sentence}\n",
                    statusCode: StatusCodes.Status503ServiceUnavailable
                )
                : Results.Text("ready\n")
        );
        app.MapGet(
            "/status",
            (BrainSettings settings, Readiness readiness, BrainConfiguration rules, PersonaCache personas) =>
                Status(settings, readiness.Why, [.. rules.Faults, .. personas.Faults], rules.Chat())
        );
        app.MapGet("/database", Look);
        app.MapGet("/schema", (SchemaStore schema, CancellationToken stop) => schema.Check(stop));
    }

    private static BrainStatus Status(BrainSettings settings, NotReady? why, string[] faults, ChatParse model) =>
        new(settings.Url, settings.Socket, settings.Database.Libpq, Version, Environment.ProcessId, why is null)
        {
            Faults = faults.Length > 0 ? faults : null,
            Reason = why?.Reason,
            Why = why?.ToString(),
            Since = why?.Since,
            ChatModel = model.Settings is { } chat
                ? $"{chat.Provider.ToString().ToLowerInvariant()} {chat.Model} at {chat.Endpoint}"
                : null,
            ChatFault = model.Fault,
        };

    private static async Task<DatabaseReport> Look(DatabaseProbe probe, CancellationToken stop)
    {
        // On connections of their own: who holds the tables is asked while the write waits for them.
        var locks = IfAnswered(probe.Locks(stop));
        var began = Stopwatch.GetTimestamp();
        var fault = await probe.Try(flush: true, stop);
        var took = Stopwatch.GetElapsedTime(began);
        var folder = await IfAnswered(probe.DataFolder(stop));
        return new(fault?.Code, fault?.Why, Math.Round(took.TotalMilliseconds, 1), await locks, folder);
    }

    private static async Task<T?> IfAnswered<T>(Task<T> asked)
        where T : class?
    {
        try
        {
            return await asked.WaitAsync(DatabaseProbe.TimeMax);
        }
        catch (Exception fault) when (DatabaseFault.IsOfDatabase(fault))
        {
            return null;
        }
    }
}
