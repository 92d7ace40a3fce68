using Brain.Postgres;
using Brain.Postgres.Schema;
using Npgsql;

namespace Brain.Acceptance;

/// <summary>A database of one run's own in the server of <c>BRAIN_TEST_DATABASE</c>, dropped afterwards.</summary>
public sealed class ScratchDatabase : IAsyncDisposable
{
    // Copied for every brain that does not begin with nothing, for migrating takes longer. Another build has another.
    private static readonly string Template = $"brain_accepted_{typeof(Migrator).Module.ModuleVersionId:N}";
    private static Lazy<Task>? migrated;

    private readonly LibpqText server;
    private readonly string name = $"brain_test_{Guid.NewGuid():N}"[..26];
    private readonly NpgsqlDataSource source;

    private ScratchDatabase(LibpqText server, string? name = null)
    {
        this.server = server;
        this.name = name ?? this.name;
        Libpq = server.WithDatabase(this.name);
        source = NpgsqlDataSource.Create(Libpq.Npgsql());
    }

    /// <summary>How a program connects to it.</summary>
    public LibpqText Libpq { get; }

    /// <summary>Makes one, empty.</summary>
    /// <param name="server">Any database of the server.</param>
    public static async Task<ScratchDatabase> Create(string server)
    {
        var made = new ScratchDatabase(new(server));
        await made.OnServer($"create database {made.name}");
        return made;
    }

    /// <summary>Makes one in which a silo finds nothing to migrate.</summary>
    /// <param name="server">Any database of the test run's server.</param>
    public static async Task<ScratchDatabase> CreateMigrated(string server)
    {
        var made = new ScratchDatabase(new(server));
        await LazyInitializer.EnsureInitialized(ref migrated, () => new(made.Migrate)).Value;
        await made.OnServer($"create database {made.name} template {Template}");
        return made;
    }

    /// <summary>One that is there already; it is dropped afterwards all the same.</summary>
    public static ScratchDatabase Of(string server, string name) => new(new(server), name);

    /// <summary>The first column of every row.</summary>
    /// <param name="sql">A query with <c>$1</c>, <c>$2</c> and so on.</param>
    /// <param name="parameters">Their values.</param>
    public async Task<T[]> Query<T>(string sql, params object[] parameters)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in parameters)
            command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(await reader.IsDBNullAsync(0) ? default! : await reader.GetFieldValueAsync<T>(0));
        return [.. rows];
    }

    /// <summary>Holds the locks that a statement takes, until it is disposed of.</summary>
    public async Task<IAsyncDisposable> Lock(string sql)
    {
        var connection = new NpgsqlConnection(Libpq.Npgsql() + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"begin; {sql}", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>
    /// Closes the connections that wait to be used again, so that this test is not itself a user of the database.
    /// </summary>
    public void LetGo() => source.Clear();

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await OnServer($"drop database \"{name}\" with (force)");
    }

    private async Task Migrate()
    {
        // One at a time: another run of this build may be about to make the same.
        await using var connection = new NpgsqlConnection(server.Npgsql() + ";Pooling=false;Command Timeout=600");
        await connection.OpenAsync();
        await On(connection, "select pg_advisory_lock(hashtext('brain accepted'))");
        if (
            await On(connection, $"select 1 from pg_database where datname = '{Template}' and datistemplate")
            is not null
        )
            return;
        await On(connection, $"drop database if exists {Template} with (force)");
        await On(connection, $"create database {Template}");
        await using (var database = BrainDatabase.Parse(server.WithDatabase(Template).Text).Open())
            await new Migrator(database).Apply();
        // Nobody may be connected to what is copied, and the server closes a connection a little later than its client.
        await On(connection, $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{Template}'");
        await On(connection, $"alter database {Template} with is_template true");
    }

    private static async Task<object?> On(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private async Task OnServer(string sql)
    {
        await using var connection = new NpgsqlConnection(server.Npgsql() + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
