namespace Brain.Acceptance;

/// <summary>Silos that start at the same moment on a database that none of them has seen.</summary>
public sealed class SilosThatStartTogether : IAsyncLifetime
{
    private readonly BrainFixture first = new() { StartsLater = true };
    private readonly List<BrainFixture> all = [];

    public async ValueTask InitializeAsync()
    {
        await first.InitializeAsync();
        all.Add(first);
        for (var i = 0; i < 2; i++)
        {
            all.Add(new() { Joins = first, StartsLater = true });
            await all[^1].InitializeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        first.TellOfAFailure();
        foreach (var brain in all.AsEnumerable().Reverse())
            await brain.DisposeAsync();
    }

    [Fact]
    public async Task Migrate_once_and_make_one_certificate()
    {
        BrainFixture.Require();

        await Task.WhenAll(all.Select(brain => brain.Start()));

        Assert.Equal(["1"], await first.Database.Query<string>("select count(*)::text from brain.silo_certificates"));
        Assert.Single(all, brain => brain.Log.Contains("migrated: migrations/", StringComparison.Ordinal));
        var session = Guid.NewGuid();
        foreach (var brain in all)
            await brain.Hook(
                $$"""{"session_id":"{{session}}","hook_event_name":"SessionStart","cwd":"/x","source":"startup"}"""
            );
    }

    [Fact]
    public async Task Wait_for_one_that_migrates_and_say_so()
    {
        BrainFixture.Require();
        var migrating = await first.Database.Lock("select pg_advisory_xact_lock(422825781614)");

        var starting = first.Start();
        await Eventually.See(
            () => Task.FromResult(first.Log),
            log => log.Contains("Another silo migrates this database", StringComparison.Ordinal),
            secondsMax: 60
        );
        Assert.False(starting.IsCompleted);
        await migrating.DisposeAsync();

        await starting;
    }
}
