using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Brain.Tests.Hosting;

/// <summary>Our statements, spoken by Orleans' own providers.</summary>
public sealed class TheOrleansTables(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private readonly GrainId _grain = GrainId.Create("session", $"{Guid.NewGuid():N}");

    [Fact]
    public async Task Keep_a_grains_state_as_plain_json()
    {
        var storage = silo.Services.GetRequiredKeyedService<IGrainStorage>("Default");
        var written = new Kept { State = new Memory("blue", 3) };
        await storage.WriteStateAsync("memory", _grain, written);
        await storage.WriteStateAsync("memory", _grain, written);

        var read = new Kept();
        await storage.ReadStateAsync("memory", _grain, read);

        Assert.Equal(new Memory("blue", 3), read.State);
        Assert.Equal("2", read.ETag);
        Assert.Equal(
            """{"colour":"blue","count":3}""",
            await silo.Postgres.Read<string>(
                "select convert_from(payloadbinary, 'UTF8') from orleans.storage where graintypestring like "
                    + "'%memory%' limit 1"
            )
        );
    }

    [Fact]
    public async Task Refuse_a_stale_write()
    {
        var storage = silo.Services.GetRequiredKeyedService<IGrainStorage>("Default");
        var first = new Kept { State = new Memory("a", 1) };
        await storage.WriteStateAsync("stale", _grain, first);
        var second = new Kept { State = new Memory("b", 1) };

        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("stale", _grain, second));
        await storage.ClearStateAsync("stale", _grain, first);
        await Assert.ThrowsAsync<InconsistentStateException>(() =>
            storage.WriteStateAsync("stale", _grain, new Kept { State = second.State, ETag = "1" })
        );
    }

    [Fact]
    public async Task Keep_reminders_all_round_the_ring()
    {
        var table = silo.Services.GetRequiredService<IReminderTable>();
        var start = new DateTime(2026, 4, 15, 9, 0, 0, DateTimeKind.Utc);
        var entry = new ReminderEntry
        {
            GrainId = _grain,
            ReminderName = "late",
            StartAt = start,
            Period = TimeSpan.FromDays(40),
        };

        var first = await table.UpsertRow(entry);
        var second = await table.UpsertRow(entry);
        var read = await table.ReadRow(_grain, "late");

        Assert.Equal((start, TimeSpan.FromDays(40), second), (read!.StartAt, read.Period, read.ETag));
        Assert.Contains((await table.ReadRows(0, 0)).Reminders, row => row.GrainId == _grain);
        Assert.Single((await table.ReadRows(_grain)).Reminders);
        Assert.False(await table.RemoveRow(_grain, "late", first!));
        Assert.True(await table.RemoveRow(_grain, "late", second!));
        Assert.Null(await table.ReadRow(_grain, "late"));
    }

    [Fact]
    public async Task Change_membership_and_version_together_or_not_at_all()
    {
        var table = silo.Services.GetRequiredService<IMembershipTable>();
        var before = await table.ReadAllAsync(default);
        var (entry, tag) = Assert.Single(before.Members, member => member.Item1.Status == SiloStatus.Active);
        var next = before.Version.Next();

        Assert.False(await table.InsertRowAsync(entry, next, default));
        Assert.False(
            await table.UpdateRowAsync(
                entry,
                tag,
                new TableVersion(before.Version.Version + 7, $"{before.Version.Version + 6}"),
                default
            )
        );
        var afterwards = await table.ReadAllAsync(default);
        Assert.Equal(before.Version.Version, afterwards.Version.Version);
        Assert.True(await table.UpdateRowAsync(entry, tag, next, default));
        Assert.Equal(
            before.Version.Version + 1,
            (await table.ReadRowAsync(entry.SiloAddress, default)).Version.Version
        );
    }

    public sealed record Memory(string Colour, int Count);

    private sealed class Kept : IGrainState<Memory>
    {
        public Memory? State { get; set; }

        public string? ETag { get; set; }

        public bool RecordExists { get; set; }
    }
}
