using Brain.Postgres.Dashboard;

namespace Brain.Dashboard.Components.Pages;

/// <summary>What <c>Sessions</c> shows.</summary>
/// <param name="Sessions">Of one page.</param>
/// <param name="Found">How many there are.</param>
/// <param name="Page">Which page, from 0.</param>
public sealed record SessionsModel(ListedSession[] Sessions, long Found, int Page)
{
    /// <summary>What a session may be.</summary>
    public static readonly string[] Statuses = ["active", "ended", "abandoned", "archived"];

    /// <summary>What its agent may do.</summary>
    public static readonly string[] Modes = ["execution", "sparring", "debug"];

    /// <summary>How many pages there are.</summary>
    public long Pages => Math.Max(1, (Found + SessionQuestion.PageMax - 1) / SessionQuestion.PageMax);

    /// <summary>Reads it.</summary>
    public static async Task<SessionsModel> Read(DashboardReader reader, PageRequest request, CancellationToken stop)
    {
        var page = Math.Min(request.Number("page", 0), 100_000);
        var (sessions, found) = await reader.Store.Find(
            new(Escaped(request["q"]), Known(request["status"], Statuses), Known(request["mode"], Modes), page),
            stop
        );
        return new(sessions, found, page);
    }

    // Whatever else an address says is no filter.
    private static string? Known(string? word, string[] words) =>
        Array.Exists(words, one => one == word) ? word : null;

    // What a person types stands for itself.
    private static string? Escaped(string? words) =>
        words
            ?.Trim()
            .Replace("\0", "", StringComparison.Ordinal)
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal);
}
