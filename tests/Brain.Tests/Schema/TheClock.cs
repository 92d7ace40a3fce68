using Npgsql;

namespace Brain.Tests.Schema;

/// <summary>brain_now() in a database that people use: nobody but its owner can make it say another time.</summary>
public sealed class TheClock(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Old = "2001-01-01T00:00:00Z";

    [Theory]
    [InlineData($"set brain.fake_now = '{Old}'")]
    [InlineData($"select set_config('brain.fake_now', '{Old}', false)")]
    [InlineData($"select set_config('brain.test_clock', 'on', false), set_config('brain.fake_now', '{Old}', false)")]
    [InlineData($"set local brain.fake_now = '{Old}'")]
    [InlineData("create schema elsewhere; set search_path = elsewhere, public, v2")]
    public async Task Is_the_machines_whatever_a_connection_sets(string sql)
    {
        await using var connection = await postgres.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();

        Assert.InRange(await Said(connection, sql), DateTime.UtcNow.AddMinutes(-30), DateTime.UtcNow.AddMinutes(30));
        await transaction.RollbackAsync();
    }

    [Theory]
    [InlineData(
        "create or replace function public.brain_now() returns timestamptz language sql return "
            + "'2001-01-01'::timestamptz",
        "permission denied for schema"
    )]
    [InlineData("alter function public.brain_now() set brain.fake_now = '2001-01-01'", "must be owner")]
    [InlineData("drop function public.brain_now() cascade", "must be owner")]
    [InlineData(
        "create function v2.brain_now() returns timestamptz language sql return '2001-01-01'::timestamptz",
        "permission denied for schema"
    )]
    [InlineData(
        "create function public.clock_timestamp() returns timestamptz language sql return '2001-01-01'::timestamptz",
        "permission denied for schema"
    )]
    public async Task Is_not_another_roles_to_replace(string sql, string why)
    {
        await using var connection = await postgres.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var role = new NpgsqlCommand(
            "create role a_stranger; grant usage on schema public, v2 to a_stranger; set role a_stranger",
            connection
        );
        await role.ExecuteNonQueryAsync();

        await using var command = new NpgsqlCommand(sql, connection);
        var refused = await Assert.ThrowsAsync<PostgresException>(command.ExecuteNonQueryAsync);

        Assert.Contains(why, refused.MessageText, StringComparison.Ordinal);
        await transaction.RollbackAsync();
    }

    [Fact]
    public async Task Costs_a_statement_nothing_more_than_the_machines_own()
    {
        var plan = string.Join(
            '\n',
            await postgres.Lines("explain (verbose, costs off) select public.brain_now() from generate_series(1, 2)")
        );

        Assert.Contains("Output: clock_timestamp()", plan, StringComparison.Ordinal);
    }

    private static async Task<DateTime> Said(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
        await using var now = new NpgsqlCommand("select public.brain_now()", connection);
        return ((DateTime)(await now.ExecuteScalarAsync())!).ToUniversalTime();
    }
}
