using System.Collections.Concurrent;
using Brain.Messages.Sessions;
using Brain.Postgres;
using Brain.Postgres.Dashboard;
using Brain.Silo.Hosting;
using Brain.Silo.Security;

namespace Brain.Silo.Dashboard;

/// <summary>
/// Tells open dashboards what changed: at once what this silo's hooks and Postgres' notifications say, and within a
/// second what another silo or program wrote. Nobody there, it rests, and a hook costs one look at a flag.
/// </summary>
internal sealed class DashboardWatch(
    DashboardStore store,
    PgListener listener,
    BrowserLogins logins,
    ActivityFeed activity,
    TimeProvider clock,
    ILogger<DashboardWatch> logger
) : BackgroundLoop(Options, clock, logger)
{
    /// <summary>Dashboards open at one time, in one silo.</summary>
    public const int FollowersMax = 500;

    /// <summary>Heavy pages follow this instead of sessions: told of at most once in <see cref="SlowEvery"/>.</summary>
    public const string SlowTopic = "slow";

    /// <summary>So long what heavy pages show may be behind.</summary>
    public static readonly TimeSpan SlowEvery = TimeSpan.FromSeconds(60);

    private const string Everything = "all";
    private const int ChangedMax = 1_000;

    // A row may be written with an earlier moment than one that was seen already: its statement began before.
    private static readonly TimeSpan LookBack = TimeSpan.FromSeconds(5);

    // Many changes in a row are one round.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Idle = TimeSpan.FromHours(1);

    private static readonly LoopOptions Options = new(
        "Following changes for dashboards",
        "Open pages stand still until it works again."
    )
    {
        FirstRest = Idle,
        BackOffMax = TimeSpan.FromSeconds(10),
    };

    private readonly ConcurrentDictionary<DashboardFollower, byte> _followers = new();
    private readonly ConcurrentDictionary<string, byte> _changed = new(StringComparer.Ordinal);
    private HashSet<(Guid Session, DateTimeOffset At)> _told = [];
    private DateTimeOffset? _seen;
    private DateTimeOffset _slowAt;
    private bool _isSlowDue;
    private long _version;
    private long _slowVersion;

    /// <summary>Grows with every round that found a change.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>Grows when heavy pages are told of a change, and with what a person does.</summary>
    public long SlowVersion => Volatile.Read(ref _slowVersion);

    /// <summary>Whether anybody looks.</summary>
    public bool IsFollowed => !_followers.IsEmpty;

    /// <summary>A session's event was answered here.</summary>
    public void Heard(SessionId session)
    {
        if (IsFollowed)
            Changed("sessions", SessionTopic(session.Value));
    }

    /// <summary>Something else changed.</summary>
    public void Changed(params ReadOnlySpan<string> topics)
    {
        foreach (var topic in topics)
            _changed[topic] = 0;
        Wake();
    }

    /// <summary>Something was done here, which may have changed anything: what was rendered before is stale.</summary>
    public void Acted()
    {
        Interlocked.Increment(ref _version);
        Interlocked.Increment(ref _slowVersion);
        if (IsFollowed)
            Changed(Everything);
    }

    /// <summary>What a page about one session follows.</summary>
    public static string SessionTopic(Guid session) => $"session:{session}";

    /// <summary>Follows changes; null when too many do already.</summary>
    public DashboardFollower? Follow()
    {
        if (_followers.Count >= FollowersMax)
            return null;
        var follower = new DashboardFollower(gone => _followers.TryRemove(gone, out _));
        _followers[follower] = 0;
        Wake();
        return follower;
    }

    /// <inheritdoc/>
    protected override Task Begin(CancellationToken stop)
    {
        activity.Answered += (_, of) => Heard(of.Session);
        activity.Acted += (_, _) => Acted();
        logins.Ended += (_, _) => Acted();
        listener.Subscribe(PgChannel.Personas, () => Note("personas"));
        listener.Subscribe(PgChannel.Pipelines, () => Note("pipelines"));
        listener.Subscribe(PgChannel.Learnings, () => Note("learnings"));
        listener.Subscribe(PgChannel.Rules, () => Note("rules"));
        listener.Subscribe(PgChannel.Budgets, () => Note(SlowTopic));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task<bool> Rest(TimeSpan most, CancellationToken stop)
    {
        var woken = await base.Rest(most - Least, stop);
        await Task.Delay(Least, TimeProvider.System, stop);
        return woken;
    }

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        if (_followers.IsEmpty)
        {
            _seen = null;
            _told = [];
            return Idle;
        }

        await Look(stop);
        Slow();
        var changed = _changed.Keys.ToArray();
        foreach (var topic in changed)
            _changed.TryRemove(topic, out _);
        if (changed.Length > 0)
        {
            Interlocked.Increment(ref _version);
            if (changed.Contains(SlowTopic, StringComparer.Ordinal))
                Interlocked.Increment(ref _slowVersion);
            foreach (var follower in _followers.Keys)
                follower.Tell(changed);
        }

        return Every;
    }

    private void Note(string topic)
    {
        if (IsFollowed)
            Changed(topic);
    }

    // Many sessions that change all the time make one change of a heavy page.
    private void Slow()
    {
        _isSlowDue |= _changed.ContainsKey("sessions");
        var now = Clock.GetUtcNow();
        if (!_isSlowDue || now - _slowAt < SlowEvery)
            return;
        (_isSlowDue, _slowAt) = (false, now);
        _changed[SlowTopic] = 0;
    }

    private async Task Look(CancellationToken stop)
    {
        _seen ??= await store.Now(stop);
        var changed = await store.Changed(_seen.Value - LookBack, ChangedMax, stop);
        var fresh = changed.Where(one => !_told.Contains(one)).ToArray();
        _told = [.. changed];
        if (fresh.Length == 0)
            return;
        _seen = changed[0].At;
        _changed["sessions"] = 0;
        if (changed.Length == ChangedMax)
            _changed[Everything] = 0;
        foreach (var (session, _) in fresh)
            _changed[SessionTopic(session)] = 0;
    }
}
