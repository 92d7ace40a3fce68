using Brain.Postgres;

namespace Brain.Tests.Schema;

public sealed class AConnectionString
{
    [Theory]
    [InlineData(
        "host=/run/pg dbname=brain user=me",
        "Host=/run/pg;Database=brain;Username=me",
        "host=/run/pg dbname=brain user=me"
    )]
    [InlineData(
        "host='/run/my pg' dbname=brain",
        "Host=\"/run/my pg\";Database=brain",
        "host='/run/my pg' dbname=brain"
    )]
    [InlineData(
        "postgresql://me:s%20cret@db:6432/brain",
        "Host=db;Port=6432;Database=brain;Username=me;Password=s cret",
        "host=db port=6432 dbname=brain user=me"
    )]
    [InlineData("postgresql:///brain?host=/run/pg", "Host=/run/pg;Database=brain", "host=/run/pg dbname=brain")]
    [InlineData(
        "Host=db;Database=brain;Username=me",
        "Host=db;Database=brain;Username=me",
        "host=db dbname=brain user=me"
    )]
    public void Is_read_in_every_language(string text, string npgsql, string libpq)
    {
        var database = BrainDatabase.Parse(text);

        Assert.Equal(
            new Npgsql.NpgsqlConnectionStringBuilder(npgsql),
            new Npgsql.NpgsqlConnectionStringBuilder(database.Npgsql)
        );
        Assert.Equal(libpq, database.Libpq);
    }

    [Theory]
    [InlineData("host=/run/pg dbname=brain", BrainDatabase.PoolMin, BrainDatabase.PoolMax)]
    [InlineData("Host=/run/pg;Database=brain;Maximum Pool Size=3", 3, 3)]
    [InlineData("Host=/run/pg;Database=brain;Maximum Pool Size=100;Minimum Pool Size=7", 7, 100)]
    public void Has_a_small_pool_unless_it_names_another(string text, int min, int max)
    {
        using var pool = BrainDatabase.Parse(text).Open();

        var settings = new Npgsql.NpgsqlConnectionStringBuilder(pool.ConnectionString);
        Assert.Equal((min, max), (settings.MinPoolSize, settings.MaxPoolSize));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("colour=blue host=x")]
    public void That_can_not_be_read_says_what_was_expected(string text) =>
        Assert.StartsWith(
            "BRAIN_DATABASE can't be read: expected",
            Assert.Throws<FormatException>(() => BrainDatabase.Parse(text)).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("host=/run/postgresql dbname=brain", false)]
    [InlineData("host=127.0.0.1 dbname=brain", false)]
    [InlineData("host=::1 dbname=brain", false)]
    [InlineData("postgresql://me@localhost:5433/brain", false)]
    [InlineData("host=db.example dbname=brain", true)]
    [InlineData("host=db.example dbname=brain sslmode=require", true)]
    [InlineData("host=10.0.0.5 dbname=brain sslmode=verify-full", false)]
    [InlineData("postgresql://me@db.example/brain?sslmode=verify-full", false)]
    public void Knows_whether_others_can_read_along(string text, bool unprotected) =>
        Assert.Equal(unprotected, BrainDatabase.Parse(text).IsUnprotected);
}
