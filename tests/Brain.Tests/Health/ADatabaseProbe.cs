using System.Net.Sockets;
using System.Text.RegularExpressions;
using Brain.Messages;
using Brain.Postgres;
using Brain.Postgres.Health;
using Npgsql;

namespace Brain.Tests.Health;

public sealed class ADatabaseProbe : IAsyncLifetime
{
    private readonly PostgresFixture _postgres = new();
    private DatabaseProbe _probe = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        _probe = new(_postgres.Where);
    }

    public async ValueTask DisposeAsync()
    {
        await _probe.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task Writes_and_leaves_nothing()
    {
        var before = await Written();

        Assert.Null(await Sees(code: null, flush: true));

        Assert.Equal(0L, await _postgres.Read<long>("select count(*) from brain.replayed"));
        Assert.True(await Written() > before);
    }

    [Fact]
    public async Task Waits_for_the_disk_only_when_it_is_told_to()
    {
        const string marks =
            "select count(*) from pg_stat_activity where datname = current_database() and pid <> "
            + "pg_backend_pid() and query like '%emit_message%'";

        Assert.Null(await Sees(code: null));
        Assert.Equal(0L, await _postgres.Read<long>(marks));
        Assert.Null(await Sees(code: null, flush: true));
        Assert.Equal(1L, await _postgres.Read<long>(marks));
    }

    [Fact]
    public async Task Takes_the_lock_of_every_table_that_a_commit_may_write_to()
    {
        await using var connection = await _postgres.Database.OpenConnectionAsync(Stop);
        await using var transaction = await connection.BeginTransactionAsync(Stop);
        await using var write = new NpgsqlCommand(Sql.Read("health/try_write.sql"), connection)
        {
            Parameters = { new() { Value = Guid.NewGuid() } },
        };
        await write.ExecuteNonQueryAsync(Stop);

        var locked = await _postgres.Lines(
            "select format('%s.%s', c.relnamespace::regnamespace, c.relname) from pg_locks l join pg_class c on "
                + "c.oid = l.relation "
                + $"where l.pid = {connection.ProcessID} and l.mode = 'RowExclusiveLock' and c.relkind = 'r'"
        );

        Assert.Empty(WrittenBy("record_changes").Distinct().Except(locked));
    }

    [Fact]
    public async Task Waits_for_no_other_that_stands_still()
    {
        await using var other = await _postgres.Database.OpenConnectionAsync(Stop);
        await using var transaction = await other.BeginTransactionAsync(Stop);
        await using var half = new NpgsqlCommand(Sql.Read("health/try_write.sql"), other)
        {
            Parameters = { new() { Value = Guid.NewGuid() } },
        };
        await half.ExecuteNonQueryAsync(Stop);

        Assert.Null(await Sees(code: null, flush: true));
    }

    [Theory]
    [InlineData("v2.sessions")]
    [InlineData("v2.turns")]
    [InlineData("v2.turns_history")]
    [InlineData("v2.tool_calls")]
    [InlineData("v2.persona_comments")]
    [InlineData("v2.audit_log")]
    [InlineData("brain.replayed")]
    public async Task Finds_a_table_that_somebody_holds_and_who(string table)
    {
        await using var holder = await _postgres.Database.OpenConnectionAsync(Stop);
        await using var transaction = await holder.BeginTransactionAsync(Stop);
        await Say(
            holder,
            $"set application_name = 'the holder'; lock table {table} in access exclusive mode; select 'a secret', 4711"
        );

        Assert.Equal(DatabaseFault.Locked, await Sees(DatabaseFault.Locked));

        // Who holds something for less than a second is none to be told of.
        LockHolder[] holders;
        while ((holders = await _probe.Locks(Stop)).Length == 0)
            Assert.NotNull(await _probe.Try(flush: false, Stop));
        var found = Assert.Single(holders);
        Assert.Equal(
            (holder.ProcessID, "the holder", table, "idle in transaction"),
            (found.Pid, found.Application, found.Tables, found.State)
        );
        Assert.NotNull(found.Since);
        Assert.Contains("select ?, ?", found.Statement, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", found.Statement, StringComparison.Ordinal);
        await transaction.RollbackAsync(Stop);
        Assert.Null(await Sees(code: null));
    }

    [Fact]
    public async Task Finds_out_that_nothing_may_be_written()
    {
        await _postgres.Run(
            "do $$ begin execute format('alter database %I set default_transaction_read_only = on', "
                + "current_database()); end $$"
        );

        Assert.Equal(DatabaseFault.ReadOnly, (await _probe.Try(flush: false, Stop))?.Code);
    }

    [Fact]
    public async Task Finds_nobody_at_the_address()
    {
        await using var nobody = new DatabaseProbe(
            BrainDatabase.Parse($"host={Path.GetTempPath()} dbname=none user=none")
        );

        Assert.Equal(DatabaseFault.Gone, (await nobody.Try(flush: false, Stop))?.Code);
    }

    [Fact]
    public async Task Gives_up_on_a_server_that_does_not_answer()
    {
        using var folder = new Client.ScratchFolder();
        using var silent = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        silent.Bind(new UnixDomainSocketEndPoint(Path.Combine(folder.Path, ".s.PGSQL.5432")));
        silent.Listen(8);
        await using var probe = new DatabaseProbe(BrainDatabase.Parse($"host={folder.Path} dbname=none user=none"));

        Assert.Equal(DatabaseFault.Hangs, (await probe.Try(flush: false, Stop))?.Code);
        Assert.Equal(DatabaseFault.Hangs, (await probe.Try(flush: false, Stop))?.Code);
    }

    [Theory]
    [InlineData("23505", false)]
    [InlineData("BR001", false)]
    [InlineData("40P01", false)]
    [InlineData("22P02", false)]
    [InlineData("55P03", true)]
    [InlineData("53100", true)]
    [InlineData("25006", true)]
    [InlineData("57P01", true)]
    [InlineData("58030", true)]
    public void Is_asked_for_when_a_commit_fails_by_no_fault_of_its_rows(string state, bool doubt) =>
        Assert.Equal(doubt, DatabaseFault.IsDoubt(new PostgresException("refused", "ERROR", "ERROR", state)));

    // The tables that a function and all that it calls write to, by their text; with the history of those that it
    // changes.
    private static IEnumerable<string> WrittenBy(string function)
    {
        var text = Sql.All.Single(file => file.Key.EndsWith($"/{function}.sql", StringComparison.Ordinal)).Value;
        foreach (Match write in Regex.Matches(text, @"(insert into|update|delete from) (?<table>(v2|brain)\.\w+)"))
        {
            var table = write.Groups["table"].Value;
            yield return table;
            if (
                table.StartsWith("v2.", StringComparison.Ordinal)
                && Regex.IsMatch(text, $@"(update|delete from) {table}\b|insert into {table}[^;]*do update")
            )
                yield return table + "_history";
        }

        foreach (Match call in Regex.Matches(text, @"v2\.(?<name>\w+)\("))
        {
            var name = call.Groups["name"].Value;
            if (name != function && Sql.All.Keys.Any(file => file.EndsWith($"/{name}.sql", StringComparison.Ordinal)))
            {
                foreach (var table in WrittenBy(name))
                    yield return table;
            }
        }
    }

    private Task<decimal> Written() => _postgres.Read<decimal>("select pg_current_wal_insert_lsn() - '0/0'::pg_lsn");

    private static async Task Say(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }

    // A look that a busy machine leaves no time says that nothing answered; the next one sees what is so.
    private async Task<string?> Sees(string? code, bool flush = false)
    {
        const int looksMax = 40;
        for (var look = 1; ; look++)
        {
            var seen = (await _probe.Try(flush, Stop))?.Code;
            if (seen == code || look == looksMax)
                return seen;
        }
    }
}
