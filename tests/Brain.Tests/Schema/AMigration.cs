using Brain.Postgres;
using Brain.Postgres.Schema;

namespace Brain.Tests.Schema;

public sealed class AMigration(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static Dictionary<string, string> Files => new(Sql.All);

    [Fact]
    public async Task Runs_once() => Assert.Empty(await new Migrator(postgres.Database).Apply());

    [Fact]
    public async Task Is_refused_when_it_was_edited_after_it_ran()
    {
        var edited = Files;
        edited["migrations/0003_sessions.sql"] += "-- and one more thing\n";

        var refused = await Assert.ThrowsAsync<MigrationRefusedException>(() =>
            new Migrator(postgres.Database, edited).Apply()
        );

        Assert.StartsWith(
            "Migration sql/migrations/0003_sessions.sql was edited after it ran: expected checksum ",
            refused.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("Nothing was changed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_refused_when_the_database_is_newer()
    {
        var older = Files;
        older.Remove("migrations/0016_orleans_reminders.sql");

        var refused = await Assert.ThrowsAsync<MigrationRefusedException>(() =>
            new Migrator(postgres.Database, older).Apply()
        );

        Assert.Contains("older than the database", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_fails_half_way_changes_nothing()
    {
        var broken = Files;
        broken["migrations/9998_half.sql"] = "create table v2.half (x int);";
        broken["migrations/9999_broken.sql"] = "select nonsense();";

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => new Migrator(postgres.Database, broken).Apply());

        Assert.True(await postgres.Read<bool>("select to_regclass('v2.half') is null"));
    }

    [Fact]
    public async Task Of_a_function_runs_again_when_its_text_changed()
    {
        var changed = Files;
        changed["sessions/record_changes.sql"] += "-- a comment\n";

        Assert.Equal(["sessions/record_changes.sql"], await new Migrator(postgres.Database, changed).Apply());
        Assert.Equal(["sessions/record_changes.sql"], await new Migrator(postgres.Database).Apply());
    }

    [Fact]
    public async Task Runs_once_when_silos_start_together()
    {
        var added = Files;
        added["migrations/9997_together.sql"] = "create table brain.together (x int);";

        var runs = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => new Migrator(postgres.Database, added).Apply())
        );

        Assert.Single(runs, run => run.Count == 1);
        await postgres.Run("delete from brain.migrations where file = 'migrations/9997_together.sql'");
    }

    [Fact]
    public async Task Waits_for_another_silo_that_migrates_and_says_so()
    {
        await using var other = await postgres.Database.OpenConnectionAsync();
        await using var holding = await other.BeginTransactionAsync();
        await Run(other, "select pg_advisory_xact_lock(422825781614)");
        var waits = new TaskCompletionSource<string>();

        var waiting = new Migrator(postgres.Database) { Waits = waits.SetResult }.Apply();

        Assert.Equal(
            "Another silo migrates this database; waiting for it, at most 300 s.",
            await waits.Task.WaitAsync(TimeSpan.FromMinutes(2))
        );
        // Longer than any other statement of the brain waits for a lock.
        await Run(other, "select pg_sleep(1)");
        Assert.False(waiting.IsCompleted);
        await holding.CommitAsync();
        Assert.Empty(await waiting.WaitAsync(TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public async Task Gives_up_when_another_silo_migrates_for_ever()
    {
        await using var other = await postgres.Database.OpenConnectionAsync();
        await using var holding = await other.BeginTransactionAsync();
        await Run(other, "select pg_advisory_xact_lock(422825781614)");

        var refused = await Assert.ThrowsAsync<MigrationRefusedException>(() =>
            new Migrator(postgres.Database) { Patience = TimeSpan.FromSeconds(1) }.Apply()
        );

        Assert.StartsWith(
            "Another silo has been migrating this database for 1 s",
            refused.Message,
            StringComparison.Ordinal
        );
    }

    private static async Task Run(Npgsql.NpgsqlConnection connection, string sql)
    {
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
