using Brain.Domain.Sessions;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Costs;

/// <summary>Keeps by which prices the ledger is priced, and prices it anew.</summary>
/// <param name="database">Where both are.</param>
public sealed class PriceStore(NpgsqlDataSource database)
{
    /// <summary>The lists by which rows may be priced, as JSON; null when nobody said any yet.</summary>
    public async Task<string?> Known(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("costs/read_prices.sql"));
        return (string?)await command.ExecuteScalarAsync(stop);
    }

    /// <summary>Keeps them.</summary>
    public async Task Keep(string lists, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("costs/write_prices.sql"));
        command.Parameters.Add(new() { Value = lists, NpgsqlDbType = NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>The models that the ledger has requests of.</summary>
    public async Task<string[]> Models(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("costs/list_priced_models.sql"));
        return await Rows.ReadAll(command, row => row.GetString(0), stop);
    }

    /// <summary>The rows of one model of the sessions that come next, session by session and request by request.
    /// </summary>
    /// <param name="model">Which.</param>
    /// <param name="behind">The session to go on behind; an empty id for the first.</param>
    /// <param name="most">At most so many sessions.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<(Guid Session, LedgerRow Row)[]> RowsOf(
        string model,
        Guid behind,
        int most,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("costs/list_priced_rows.sql"));
        command.Parameters.Add(new() { Value = model });
        command.Parameters.Add(new() { Value = behind });
        command.Parameters.Add(new() { Value = most });
        return await Rows.ReadAll(
            command,
            row =>
                (
                    row.GetGuid(1),
                    new LedgerRow(
                        row.GetGuid(0),
                        row.GetString(2),
                        row.GetString(3),
                        row.GetInt64(4),
                        Rows.Read<decimal?>(row, 5),
                        row.GetFieldValue<DateTimeOffset>(6)
                    )
                ),
            stop
        );
    }

    /// <summary>Prices rows anew, in one transaction; those that somebody changed meanwhile stay.</summary>
    /// <returns>How many were priced anew.</returns>
    public async Task<int> Reprice(IReadOnlyCollection<RepricedRow> rows, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("costs/write_repriced.sql"));
        command.Parameters.Add(new() { Value = rows.Select(row => row.Id).ToArray() });
        command.Parameters.Add(Dollars(rows.Select(row => row.Was)));
        command.Parameters.Add(Dollars(rows.Select(row => row.CostUsd)));
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }

    private static NpgsqlParameter Dollars(IEnumerable<decimal?> amounts) =>
        new() { Value = amounts.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Numeric };
}
