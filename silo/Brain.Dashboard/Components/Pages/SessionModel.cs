using Brain.Postgres.Dashboard;

namespace Brain.Dashboard.Components.Pages;

/// <summary>What the page of a session shows.</summary>
/// <param name="Head">The session.</param>
/// <param name="Turns">A page of its turns, oldest first.</param>
/// <param name="Curve">What every turn cost.</param>
/// <param name="Lineage">Whom it comes from and what came of it.</param>
/// <param name="AsOf">As the brain knew it then; null for now.</param>
/// <param name="Until">The newest moment there is something of: now.</param>
public sealed record SessionModel(
    SessionHead Head,
    SessionTurn[] Turns,
    TurnCost[] Curve,
    LineageLink[] Lineage,
    DateTimeOffset? AsOf,
    DateTimeOffset Until
)
{
    /// <summary>What hooks decided around these turns and in none of them.</summary>
    public TurnlessDecisions Turnless { get; init; } = new([], 0);

    /// <summary>Those of them that were decided before a turn and behind the one before it; null for what came last.
    /// </summary>
    public TurnDecision[] Between(SessionTurn? turn)
    {
        var place = turn is null ? Turns.Length : Array.IndexOf(Turns, turn);
        var since = place == 0 ? DateTimeOffset.MinValue : Turns[place - 1].StartedAt;
        return
        [
            .. Turnless.Shown.Where(one => one.At >= since && (turn is null || one.At < turn.StartedAt)),
        ];
    }

    /// <summary>The first full second as of which the brain can tell of it.</summary>
    public long Since =>
        Math.Min(
            (Head.KnownSince.UtcTicks - DateTimeOffset.UnixEpoch.Ticks + TimeSpan.TicksPerSecond - 1)
                / TimeSpan.TicksPerSecond,
            Until.ToUnixTimeSeconds()
        );

    /// <summary>Turns on a page.</summary>
    public const int TurnsMax = 25;

    /// <summary>Reads it; null when there is, or was, no such session.</summary>
    public static async Task<SessionModel?> Read(DashboardReader reader, PageRequest request, CancellationToken stop)
    {
        var id = request.Session!.Value;
        var asOf = Moment(request["as_of"], request.Now);
        var page = new TurnsPage(Before(request), TurnsMax);
        var (head, turns, curve, lineage, turnless) = (
            reader.Store.Head(id, asOf, stop),
            reader.Store.Turns(id, page, asOf, stop),
            reader.Store.Curve(id, stop),
            reader.Store.Lineage(id, stop),
            reader.Store.Turnless(id, page, asOf, stop)
        );
        await Task.WhenAll(head, turns, curve, lineage, turnless);
        return await head is { } found
            ? new(found, await turns, await curve, await lineage, asOf, request.Now) { Turnless = await turnless }
            : null;
    }

    private static int? Before(PageRequest request) =>
        request.Number("before", 0) is > 0 and var before ? before : null;

    // The slider at its end is now.
    private static DateTimeOffset? Moment(string? seconds, DateTimeOffset now) =>
        long.TryParse(seconds, System.Globalization.CultureInfo.InvariantCulture, out var at)
        && at > 0
        && at < now.ToUnixTimeSeconds() - 1
            ? DateTimeOffset.FromUnixTimeSeconds(at)
            : null;
}
