using Brain.Domain.Sessions;
using Brain.Postgres.Sessions;
using Brain.Silo.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Brain.Tests.Sessions;

/// <summary>What <c>brain.replayed</c> holds, and for how long.</summary>
public sealed class ForgettingDeliveries(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task Leaves_those_of_the_last_month_and_refuses_them_twice()
    {
        var (old, young) = (await Note("30 days 1 hour"), await Note("29 days 23 hours"));

        await Forget(() => IsGone(old));

        Assert.False(await IsGone(young));
        Assert.True((await Write(young)).Repeated);
        Assert.False((await Write(old)).Repeated);
    }

    [Fact]
    public async Task Takes_as_many_statements_as_it_needs()
    {
        await silo.Postgres.Run(
            "insert into brain.replayed select gen_random_uuid(), gen_random_uuid(), now(), now() - interval '1 "
                + $"year' from generate_series(1, {DeliveryLogCleaner.RowsMax + 5})"
        );

        await Forget(() =>
            silo.Postgres.Read<bool>(
                "select not exists (select from brain.replayed where noted_at < now() - interval '31 days')"
            )
        );
    }

    [Fact]
    public async Task Happens_again_every_day()
    {
        using var forgetting = await Start();
        var first = await Note("31 days");
        await Sees(() => IsGone(first), DeliveryLogCleaner.First);
        var second = await Note("31 days");

        await Sees(() => IsGone(second), DeliveryLogCleaner.Every, TimeSpan.FromHours(1));
    }

    [Fact]
    public void Is_what_every_silo_does() =>
        Assert.Single(silo.Services.GetServices<IHostedService>().OfType<DeliveryLogCleaner>());

    private async Task Forget(Func<Task<bool>> isDone)
    {
        using var forgetting = await Start();
        await Sees(isDone, DeliveryLogCleaner.First);
        await forgetting.StopAsync(TestContext.Current.CancellationToken);
    }

    private async Task<DeliveryLogCleaner> Start()
    {
        var forgetting = new DeliveryLogCleaner(
            silo.Services.GetRequiredService<SessionStore>(),
            _clock,
            NullLogger<DeliveryLogCleaner>.Instance
        );
        await forgetting.StartAsync(TestContext.Current.CancellationToken);
        return forgetting;
    }

    // The service may not wait yet when the clock is moved first, so it is moved again by little.
    private async Task Sees(Func<Task<bool>> isDone, TimeSpan after, TimeSpan? step = null)
    {
        _clock.Advance(after);
        for (var attempt = 0; !await isDone(); attempt++)
        {
            Assert.True(attempt < 2_400, "Some are still there.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
            _clock.Advance(step ?? TimeSpan.FromSeconds(1));
        }
    }

    private async Task<Guid> Note(string ago)
    {
        var delivery = Guid.NewGuid();
        await silo.Postgres.Run(
            $"insert into brain.replayed values ('{delivery}', gen_random_uuid(), now(), now() - interval '{ago}')"
        );
        return delivery;
    }

    private Task<Committed> Write(Guid delivery)
    {
        var session = Some.Session();
        var change = session.Hears(Some.Prompt(session.Id, "hello")).Change;
        return silo.Services.GetRequiredService<SessionBatchWriter>().Commit(change with { Replayed = delivery });
    }

    private Task<bool> IsGone(Guid delivery) =>
        silo.Postgres.Read<bool>($"select not exists (select from brain.replayed where event_id = '{delivery}')");
}
