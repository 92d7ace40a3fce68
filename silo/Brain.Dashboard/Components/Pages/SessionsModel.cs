using Brain.Postgres.Dashboard;

namespace Brain.Dashboard.Components.Pages;

/// <summary>What <c>Sessions</c> shows.</summary>
/// <param name="Sessions">Of one page.</param>
/// <param name="Found">How many there are.</param>
/// <param name="Page">Which page, from 0.</param>
public sealed record SessionsModel(ListedSession[] Sessions, long Found, int Page)
{
    /// <summary>How many pages there are.</summary>
    public long Pages => Math.Max(1, (Found + SessionQuestion.PageMax - 1) / SessionQuestion.PageMax);

    /// <summary>Reads it.</summary>
    public static async Task<SessionsModel> Read(DashboardReader reader, PageRequest request, CancellationToken stop)
    {
        var page = Math.Min(request.Number("page", 0), 100_000);
        var (sessions, found) = await reader.Store.Find(
            new(Escaped(request["q"]), request["status"], request["mode"], page),
            stop
        );
        return new(sessions, found, page);
    }

    // What a person types stands for itself.
    private static string? Escaped(string? words) =>
        words
            ?.Trim()
            .Replace("\0", "", StringComparison.Ordinal)
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal);
}
