using Brain.Messages.Pipelines;
using Brain.Postgres.Pipelines;
using Brain.Silo.Configuration;

namespace Brain.Silo.Pipelines;

/// <summary>What people ask of their ntfy.</summary>
internal static class NtfyEndpoints
{
    public static void MapNtfy(this WebApplication app) =>
        app.MapGet(
            "/ntfy",
            async (BrainConfiguration rules, Notifier notifier, NotificationStore store, CancellationToken stop) =>
                Report(rules.Ntfy().Settings, notifier.Access.Fault, await store.Report(stop))
        );

    private static NtfyReport Report(NtfySettings? settings, string? fault, NotificationCounts counts) =>
        new(
            settings?.Shown,
            settings?.Alerts.Topic,
            counts.Pending,
            counts.Failing,
            counts.Failed,
            counts.Sent,
            counts.Error,
            fault
        );
}
