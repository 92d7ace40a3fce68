using System.Collections.Concurrent;
using Brain.Messages.Sessions;
using Brain.Postgres;
using Brain.Postgres.Dashboard;
using Brain.Silo.Hosting;

namespace Brain.Silo.Dashboard;

/// <summary>
/// Tells open dashboards what changed: at once what this silo's hooks and Postgres' notifications say, and within a
/// second what another silo wrote. Nobody there, it rests, and a hook costs one look at a flag.
/// </summary>
internal sealed class DashboardWatch(
    DashboardStore store,
    PgListener listener,
    TimeProvider clock,
    ILogger<DashboardWatch> logger
) : BackgroundLoop(Options, clock, logger)
{
    /// <summary>Dashboards open at one time, in one silo.</summary>
    public const int FollowersMax = 500;

    private const int ChangedMax = 200;

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
    private DateTimeOffset? _seen;
    private long _version;
    private long _lastChange;

    /// <summary>Grows with every round that found a change.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>Whether anybody looks.</summary>
    public bool IsFollowed => !_followers.IsEmpty;

    /// <summary>The place of the newest change, as followers are told it: ticks of the brain's clock.</summary>
    public long Place => Volatile.Read(ref _lastChange);

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

    /// <summary>A person did something here: what was rendered before is stale already.</summary>
    public void Acted()
    {
        Interlocked.Increment(ref _version);
        if (IsFollowed)
            Changed("all");
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
        // So that whoever comes back after a restart is told that anything may have changed.
        _lastChange = Clock.GetUtcNow().UtcTicks;
        listener.Subscribe(PgChannel.Personas, () => Note("personas"));
        listener.Subscribe(PgChannel.Pipelines, () => Note("pipelines"));
        listener.Subscribe(PgChannel.Learnings, () => Note("learnings"));
        listener.Subscribe(PgChannel.Rules, () => Note("rules"));
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
            return Idle;
        }

        await Look(stop);
        var changed = _changed.Keys.ToArray();
        foreach (var topic in changed)
            _changed.TryRemove(topic, out _);
        if (changed.Length > 0)
        {
            Interlocked.Increment(ref _version);
            Volatile.Write(ref _lastChange, Clock.GetUtcNow().UtcTicks);
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

    private async Task Look(CancellationToken stop)
    {
        if (_seen is not { } since)
        {
            _seen = (await store.Changed(DateTimeOffset.UnixEpoch, 1, stop)) is [var newest, ..]
                ? newest.At
                : DateTimeOffset.UnixEpoch;
            return;
        }

        var changed = await store.Changed(since, ChangedMax, stop);
        if (changed.Length == 0)
            return;
        _seen = changed[0].At;
        _changed["sessions"] = 0;
        foreach (var (session, _) in changed)
            _changed[SessionTopic(session)] = 0;
    }
}
