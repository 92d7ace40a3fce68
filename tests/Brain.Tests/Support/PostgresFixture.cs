using Brain.Postgres;
using Brain.Postgres.Schema;
using Npgsql;

namespace Brain.Tests;

/// <summary>A migrated database of its own on the real Postgres that <c>./brain test</c> starts.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    // Copied for each test class, for migrating takes longer than most of them. Another build has another.
    private static readonly string Template = $"brain_template_{typeof(Migrator).Module.ModuleVersionId:N}";
    private static readonly Lazy<Task> Migrated = new(Migrate);

    private readonly string _name = $"brain_{Guid.NewGuid():N}";

    public static BrainDatabase Server =>
        BrainDatabase.Parse(
            Environment.GetEnvironmentVariable("BRAIN_TEST_DATABASE")
                ?? throw new InvalidOperationException(
                    "These tests need a real Postgres: run ./brain test, or set BRAIN_TEST_DATABASE."
                )
        );

    /// <summary>With more patience than people have: a busy machine is no fault.</summary>
    public BrainDatabase Where => Named(_name);

    public NpgsqlDataSource Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Migrated.Value;
        await OnServer($"create database {_name} template {Template}");
        Database = Where.Open();
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await OnServer($"drop database {_name} with (force)");
    }

    /// <summary>
    /// From here on <c>set brain.fake_now = '2001-01-01T00:00:00Z'</c> stops the clock for its connection. Only the
    /// owner of the function can do this; in a brain that people use nothing does.
    /// </summary>
    public Task LetTheClockBeSet() =>
        Run(
            """
            create or replace function public.brain_now() returns timestamptz language sql volatile
            return coalesce(nullif(current_setting('brain.fake_now', true), '')::timestamptz, clock_timestamp())
            """
        );

    public async Task Run(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> Read<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task<string[]> Lines(string sql)
    {
        var lines = new List<string>();
        await using var command = Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            lines.Add(
                string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i).ToString()))
            );
        return [.. lines];
    }

    private static BrainDatabase Named(string name) =>
        BrainDatabase.Parse(
            new NpgsqlConnectionStringBuilder(Server.Npgsql)
            {
                Database = name,
                Timeout = 60,
                CommandTimeout = 120,
            }.ConnectionString
        );

    private static async Task Migrate()
    {
        // One at a time: another run of this build may be about to make the same.
        await using var server = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(Server.Npgsql) { Pooling = false, CommandTimeout = 600 }.ConnectionString
        );
        await server.OpenAsync();
        await On(server, "select pg_advisory_lock(hashtext('brain template'))");
        if (await On(server, $"select 1 from pg_database where datname = '{Template}' and datistemplate") is not null)
            return;
        await On(server, $"drop database if exists {Template} with (force)");
        await On(server, $"create database {Template}");
        await using (var database = Named(Template).Open())
            await new Migrator(database).Apply();
        // Nobody may be connected to what is copied, and the server closes a connection a little later than its client.
        await On(server, $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{Template}'");
        await On(server, $"alter database {Template} with is_template true");
    }

    private static async Task<object?> On(NpgsqlConnection server, string sql)
    {
        await using var command = new NpgsqlCommand(sql, server);
        return await command.ExecuteScalarAsync();
    }

    private static async Task OnServer(string sql)
    {
        await using var server = NpgsqlDataSource.Create(Server.Npgsql);
        await using var command = server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
