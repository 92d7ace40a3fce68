using Brain.Postgres.Cluster;
using Brain.Silo.Cluster;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Brain.Tests.Cluster;

/// <summary>How the certificates of a cluster come and go, on the real database.</summary>
public sealed class ACertificateForSilos : IAsyncLifetime
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private readonly PostgresFixture postgres = new();
    private readonly FakeTimeProvider clock = new();

    public ValueTask InitializeAsync() => postgres.InitializeAsync();

    public ValueTask DisposeAsync() => postgres.DisposeAsync();

    [Fact]
    public async Task Is_made_once_when_silos_start_together()
    {
        var silos = Enumerable.Range(0, 6).Select(_ => Silo()).ToArray();

        await Task.WhenAll(silos.Select(silo => silo.Keep(default)));

        Assert.Equal(1, await postgres.Read<long>("select count(*) from brain.silo_certificates"));
        Assert.Single(silos.Select(silo => silo.Now.Presented!.Thumbprint).Distinct());
    }

    [Fact]
    public async Task Gets_a_successor_before_it_ends()
    {
        var silo = Silo();
        await silo.Keep(default);
        var first = silo.Now.Presented!;
        await Lives(first.Thumbprint, ClusterCertificates.Renewed - Day);

        await silo.Keep(default);
        await silo.Keep(default);

        // Both are accepted; the old one is shown until everybody has learnt the new one.
        Assert.Equal(2, silo.Now.Known.Count);
        Assert.Equal(first.Thumbprint, silo.Now.Presented!.Thumbprint);
        await postgres.Run("update brain.silo_certificates set presented_at = now() where presented_at > now()");
        await silo.Keep(default);
        Assert.NotEqual(first.Thumbprint, silo.Now.Presented!.Thumbprint);
        Assert.Null(silo.Refuses(first.Certificate));
    }

    [Fact]
    public async Task Is_accepted_until_its_end_and_not_longer()
    {
        var silo = Silo();
        await silo.Keep(default);
        var shown = silo.Now.Presented!;
        await Lives(shown.Thumbprint, TimeSpan.FromHours(1));
        clock.Advance(Day);
        await silo.Refresh(clock.GetTimestamp(), default);

        clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Null(silo.Refuses(shown.Certificate));
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("its certificate has expired", silo.Refuses(shown.Certificate));
    }

    [Fact]
    public async Task Is_unknown_before_it_was_read_and_then_known()
    {
        var (old, young) = (Silo(), Silo());
        await old.Keep(default);
        var made = SiloCertificate.Make(DateTimeOffset.UtcNow);
        await new CertificateStore(postgres.Database).Rotate(made, default);
        using var shown = TheSiloPort.Loaded(made);

        Assert.Equal("this silo has not read the cluster's certificates yet", young.Refuses(shown));
        Assert.Equal("its certificate is not one of this cluster", old.Refuses(shown));
        clock.Advance(ClusterCertificates.Spacing);
        await old.Refresh(clock.GetTimestamp(), default);
        Assert.Null(old.Refuses(shown));
    }

    [Fact]
    public async Task Is_refused_everywhere_once_it_was_rotated_away()
    {
        var (first, second) = (Silo(), Silo());
        await first.Keep(default);
        await second.Keep(default);
        var before = first.Now.Presented!;

        Assert.Equal(1, await first.Rotate(default));

        clock.Advance(ClusterCertificates.Spacing);
        await second.Refresh(clock.GetTimestamp(), default);
        Assert.Equal("its certificate was revoked", first.Refuses(before.Certificate));
        Assert.Equal("its certificate was revoked", second.Refuses(before.Certificate));
        Assert.Equal(first.Now.Presented!.Thumbprint, second.Now.Presented!.Thumbprint);
        Assert.Equal(1, await postgres.Read<long>("select count(private_key) from brain.silo_certificates"));
    }

    [Fact]
    public async Task Stays_as_it_was_read_while_the_database_is_away()
    {
        var silo = Silo();
        await silo.Keep(default);
        var shown = silo.Now.Presented!;
        await postgres.Run("alter table brain.silo_certificates rename to away");

        clock.Advance(ClusterCertificates.Spacing);
        await silo.Refresh(clock.GetTimestamp(), default);

        Assert.Null(silo.Refuses(shown.Certificate));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Silo().Keep(default));
    }

    [Fact]
    public async Task Is_for_nobody_but_who_owns_the_database() =>
        Assert.False(
            await postgres.Read<bool>("select has_table_privilege('public', 'brain.silo_certificates', 'select')")
        );

    private ClusterCertificates Silo() => new(new(postgres.Database), clock, NullLogger<ClusterCertificates>.Instance);

    private Task Lives(string thumbprint, TimeSpan left) =>
        postgres.Run(
            $"update brain.silo_certificates set expires_at = now() + interval '{left.TotalSeconds} seconds' "
                + $"where thumbprint = '{thumbprint}'"
        );
}
