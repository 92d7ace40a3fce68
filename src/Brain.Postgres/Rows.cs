using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres;

/// <summary>What every store says of rows: read all, a column that may be null, a parameter that may be null.</summary>
internal static class Rows
{
    public static async Task<T[]> ReadAll<T>(
        NpgsqlCommand command,
        Func<NpgsqlDataReader, T> read,
        CancellationToken stop
    )
    {
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
            rows.Add(read(reader));
        return [.. rows];
    }

    public static T? Read<T>(NpgsqlDataReader row, int place) =>
        row.IsDBNull(place) ? default : row.GetFieldValue<T>(place);

    public static NpgsqlParameter Maybe(object? value, NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
