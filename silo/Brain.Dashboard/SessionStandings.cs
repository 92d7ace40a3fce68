using Brain.Postgres.Dashboard;

namespace Brain.Dashboard;

/// <summary>What a live session is at, the ones that wait for a person first.</summary>
public enum SessionActivity
{
    /// <summary>It waits for its person.</summary>
    Waiting,

    /// <summary>Its last turn failed.</summary>
    Failed,

    /// <summary>Its agent works.</summary>
    Working,

    /// <summary>Nothing is going on.</summary>
    Idle,
}

/// <summary>What a live session is at, and why.</summary>
/// <param name="Activity">What.</param>
/// <param name="Why">In a few words.</param>
public sealed record SessionStandings(SessionActivity Activity, string Why)
{
    /// <summary>An answer younger than this waits for its person; an older one was seen, and is idle.</summary>
    public static readonly TimeSpan AnsweredFor = TimeSpan.FromMinutes(15);

    /// <summary>An open turn of which nothing was heard for so long is no work any more.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromMinutes(30);

    /// <summary>Its agent stands still, or a prompt was not sent, until the person does something.</summary>
    public bool IsHeld { get; private init; }

    /// <summary>
    /// Live sessions as a person wants to see them: by what they are at, of those that wait the ones first that stand
    /// still until then, and then those first of which was heard last.
    /// </summary>
    public static LiveCard[] InOrder(IEnumerable<LiveCard> sessions, DateTimeOffset now) =>
        [
            .. sessions
                .Select(one => (Session: one, At: Of(one, now)))
                .OrderBy(one => one.At.Activity)
                .ThenByDescending(one => one.At.IsHeld)
                .ThenByDescending(one =>
                    one.Session.Last?.EndedAt ?? one.Session.Last?.StartedAt ?? one.Session.StartedAt
                )
                .Select(one => one.Session),
        ];

    /// <summary>Its name in the page.</summary>
    public string Name => Activity.ToString().ToLowerInvariant();

    /// <summary>Its name for people.</summary>
    public string Title => Activity == SessionActivity.Waiting ? "waiting for you" : Name;

    /// <summary>That of a session.</summary>
    public static SessionStandings Of(LiveCard session, DateTimeOffset now)
    {
        if (session.Checkpoint)
            return Held("a drift checkpoint asks what you want");
        if (session.Last is not { } turn)
            return IsHeldBack(session, null)
                ? Held(session.Decision!.Reason)
                : new(SessionActivity.Idle, "no prompt yet");
        if (IsHeldBack(session, turn))
            return Held(session.Decision!.Reason);
        if (turn.EndedAt is { } ended)
            return turn.Status == "errored"
                ? new(SessionActivity.Failed, turn.Error ?? "the turn failed")
                : now - ended < AnsweredFor
                    ? new(SessionActivity.Waiting, "it answered: your turn")
                    : new(SessionActivity.Idle, "it answered a while ago");
        if (session.Decision is { Decision: "ask" } asked && Asks(asked, turn))
            return Held($"asks for permission: {asked.Reason}");
        if (turn.Asks is { } call)
            return Held($"asks for permission: {call}");
        if (turn.Question)
            return Held("asks you a question");
        var heard = turn.ToolAt > turn.StartedAt ? turn.ToolAt.Value : turn.StartedAt;
        return now - heard > SilentAfter && turn.Tool is null
            ? new(SessionActivity.Idle, "nothing was heard of its turn for a while")
            : new(SessionActivity.Working, turn.Tool ?? "thinking");
    }

    private static SessionStandings Held(string why) => new(SessionActivity.Waiting, why) { IsHeld = true };

    // Until the call that asked is answered: then it was allowed, or refused.
    private static bool Asks(LatestDecision asked, LatestTurn turn) =>
        asked.Call is { } call ? call == "started" : asked.At >= (turn.ToolAt ?? turn.StartedAt);

    // The person's own word was held back: a cap that is spent, a purpose that is missing. A command that the brain
    // answered, or a checkpoint that it settled, is no such thing.
    private static bool IsHeldBack(LiveCard session, LatestTurn? turn) =>
        session.Decision is { Decision: "block", Rule: not "drift.settled" } held
        && !held.Rule.StartsWith("command.", StringComparison.Ordinal)
        && (turn is null || (turn.EndedAt is { } ended && held.At > ended));
}
