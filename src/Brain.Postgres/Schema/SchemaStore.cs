using Brain.Messages;
using Npgsql;

namespace Brain.Postgres.Schema;

/// <summary>Looks whether the schema keeps its own rules.</summary>
public sealed class SchemaStore(NpgsqlDataSource database)
{
    /// <summary>Reads the catalogue and says which table breaks which rule.</summary>
    public async Task<SchemaReport> Check(CancellationToken stop)
    {
        var violations = new List<string>();
        await using var check = database.CreateCommand(Sql.Read("schema/check_standard.sql"));
        await using (var reader = await check.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop))
                violations.Add(reader.GetString(0));
        }

        await using var count = database.CreateCommand(Sql.Read("schema/count_schema.sql"));
        await using var counts = await count.ExecuteReaderAsync(stop);
        await counts.ReadAsync(stop);
        return new(counts.GetInt32(0), counts.GetInt32(1), [.. violations]);
    }
}
