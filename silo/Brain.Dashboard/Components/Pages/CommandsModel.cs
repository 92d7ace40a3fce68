using Brain.Postgres.Dashboard;

namespace Brain.Dashboard.Components.Pages;

/// <summary>What <c>Commands</c> shows.</summary>
/// <param name="Sessions">Those that changed last, for what is said of one.</param>
/// <param name="Projects">Their folders.</param>
public sealed record CommandsModel(ListedSession[] Sessions, string[] Projects)
{
    /// <summary>Reads it.</summary>
    public static async Task<CommandsModel> Read(DashboardReader reader, CancellationToken stop)
    {
        var (sessions, _) = await reader.Store.Find(new(null, null, null, 0), stop);
        return new(
            sessions,
            [
                .. sessions
                    .Select(one => one.Project)
                    .OfType<string>()
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ]
        );
    }
}
