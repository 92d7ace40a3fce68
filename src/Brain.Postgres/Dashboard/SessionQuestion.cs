namespace Brain.Postgres.Dashboard;

/// <summary>Which sessions a person wants to see; null is any.</summary>
/// <param name="Words">In the purpose, folder or tag, or the beginning of the id.</param>
/// <param name="Status">active, ended, abandoned or archived.</param>
/// <param name="Mode">sparring, debug or execution.</param>
/// <param name="Page">From 0.</param>
public sealed record SessionQuestion(string? Words, string? Status, string? Mode, int Page)
{
    /// <summary>Sessions on a page.</summary>
    public const int PageMax = 50;
}

/// <summary>Which turns of a session: the newest before one.</summary>
/// <param name="Before">Those before this number; null for the newest.</param>
/// <param name="Most">So many.</param>
public sealed record TurnsPage(int? Before, int Most);
