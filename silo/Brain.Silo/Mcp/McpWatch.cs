using System.Collections.Concurrent;
using Brain.Postgres;
using Brain.Postgres.Mcp;
using Brain.Silo.Hosting;

namespace Brain.Silo.Mcp;

/// <summary>
/// Tells who follows resources that they changed, whoever changed them and in whichever silo: while there is somebody
/// it asks the rows once a second, by their keys, and at once when Postgres says that some changed. Nobody there, it
/// rests.
/// </summary>
internal sealed class McpWatch(McpStore store, PgListener listener, TimeProvider clock, ILogger<McpWatch> logger)
    : BackgroundLoop(Options, clock, logger)
{
    /// <summary>
    /// Resources followed at one time, in one silo, each counted as often as it is: a bridge listens once for each
    /// subscription of the older revision, so a count of those who listen would be used up by a few.
    /// </summary>
    public const int UrisMax = 4_096;

    // Many changes in a row are one round.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Idle = TimeSpan.FromHours(1);

    private static readonly LoopOptions Options = new(
        "Following resources for MCP clients",
        "Clients that subscribed hear of changes when it works again."
    )
    {
        FirstRest = Idle,
        BackOffMax = TimeSpan.FromSeconds(10),
    };

    private readonly ConcurrentDictionary<McpFollower, byte> _followers = new();

    /// <summary>Follows some things; those that are not there are left out.</summary>
    /// <param name="things">By their addresses.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>Null when too many follow already.</returns>
    public async Task<McpFollower?> Follow(IReadOnlyDictionary<string, Followed> things, CancellationToken stop)
    {
        if (_followers.Keys.Sum(one => one.Uris.Length) + things.Count > UrisMax)
            return null;
        var versions = await Versions([.. things.Values], stop);
        var follower = new McpFollower(
            things
                .Where(thing => versions[thing.Value] is not null)
                .ToDictionary(
                    thing => thing.Key,
                    thing => (thing.Value, versions[thing.Value]),
                    StringComparer.Ordinal
                ),
            gone => _followers.TryRemove(gone, out _)
        );
        if (follower.Uris.Length > 0)
            _followers[follower] = 0;
        Wake();
        return follower;
    }

    /// <inheritdoc/>
    protected override Task Begin(CancellationToken stop)
    {
        PgChannel[] channels = [PgChannel.Personas, PgChannel.Pipelines, PgChannel.Learnings, PgChannel.Skills];
        foreach (var channel in channels)
            listener.Subscribe(channel, Wake);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task<bool> Rest(TimeSpan most, CancellationToken stop)
    {
        await Task.Delay(Least, Clock, stop);
        return await base.Rest(most - Least, stop);
    }

    /// <inheritdoc/>
    protected override async Task<TimeSpan?> Round(bool woken, CancellationToken stop)
    {
        if (_followers.IsEmpty)
            return Idle;
        var followers = _followers.Keys.ToArray();
        var versions = await Versions([.. followers.SelectMany(one => one.Things).Distinct()], stop);
        foreach (var follower in followers)
            follower.Compare(versions);
        return Every;
    }

    private async Task<Dictionary<Followed, string?>> Versions(Followed[] things, CancellationToken stop)
    {
        var versions = new Dictionary<Followed, string?>();
        foreach (var (thing, version) in things.Zip(await store.Versions(things, stop)))
            versions[thing] = version;
        return versions;
    }
}
