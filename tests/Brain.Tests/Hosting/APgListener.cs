using Brain.Postgres;
using Brain.Silo.Caches;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Brain.Tests.Hosting;

/// <summary>
/// The one connection by which a silo hears of changed rows. Its clock stands still: nothing is looked for unheard.
/// </summary>
public sealed class APgListener : IAsyncLifetime
{
    private const string Listeners =
        "pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and query ~ E'\\nlisten "
        + "brain_'";

    private readonly SiloFixture _silo = new() { Clock = new FakeTimeProvider(DateTimeOffset.UtcNow) };

    public ValueTask InitializeAsync() => _silo.InitializeAsync();

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task Is_one_for_all_channels()
    {
        await Heard("Ida");

        Assert.Equal(1L, await _silo.Postgres.Read<long>($"select count(*) from {Listeners}"));
    }

    [Fact]
    public async Task Catches_up_with_what_changed_while_it_was_gone()
    {
        await Heard("Ida");

        // In one transaction: its connection is gone before the change can be told of.
        await _silo.Postgres.Run(
            $"""
            begin;
            do $$ begin assert (select count(pg_terminate_backend(pid, 60000)) from {Listeners}) = 1; end $$;
            insert into v2.personas (name, emoji, job) values ('Ivo', '🔧', 'elsewhere');
            commit;
            """
        );

        await Sees("Ivo");
    }

    [Fact]
    public async Task Tells_only_who_asked_for_the_channel()
    {
        await using var listener = new PgListener(_silo.Postgres.Database);
        var (personas, reports) = (0, 0);
        listener.Subscribe(PgChannel.Personas, () => personas++);
        listener.Subscribe(PgChannel.Reports, () => reports++);
        Assert.Equal((1, 1), (personas, reports));

        await listener.Listen(TimeSpan.FromMilliseconds(1), TestContext.Current.CancellationToken);
        Assert.Equal((2, 2), (personas, reports));
        await _silo.Postgres.Run("insert into v2.personas (name, emoji, job) values ('Uta', '🔧', 'elsewhere')");
        await listener.Listen(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

        Assert.Equal((3, 2), (personas, reports));
    }

    // That it listens by now is known when a row that another wrote is seen.
    private async Task Heard(string name)
    {
        await _silo.Postgres.Run($"insert into v2.personas (name, emoji, job) values ('{name}', '🔧', 'elsewhere')");
        await Sees(name);
    }

    private async Task Sees(string name)
    {
        var known = _silo.Services.GetRequiredService<PersonaCache>();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (known.All.All(persona => persona.Name != name))
            await Task.Delay(20, limit.Token);
    }
}
