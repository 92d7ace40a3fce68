using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Brain.Domain.Knowledge.Search;
using Brain.Domain.Text;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Knowledge;

/// <summary>
/// Writes what texts are found by. Everything here may be done twice, and by two at once: rows that wait are locked by
/// whoever indexes them, and a text that was rewritten meanwhile is another unit.
/// </summary>
public sealed class SearchIndexStore(NpgsqlDataSource database)
{
    /// <summary>The most characters of a text that are indexed; of words behind them nobody asks.</summary>
    public const int TextMax = 100_000;

    private const int SecondsMax = 300;

    /// <summary>Indexes the words of the oldest rows that wait.</summary>
    /// <param name="most">At most so many.</param>
    /// <param name="stop">Gives up waiting; nothing is half indexed.</param>
    /// <returns>How many rows were taken off the queue; 0 when none waits.</returns>
    public async Task<int> Index(int most, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using var read = new NpgsqlCommand(Sql.Read("knowledge/read_search_queue.sql"), connection);
        read.Parameters.Add(new() { Value = most });
        var rows = await Rows.ReadAll(read, Read, stop);
        if (rows.Length == 0)
            return 0;
        await using var write = new NpgsqlCommand(Sql.Read("knowledge/call_index_units.sql"), connection);
        write.Parameters.Add(new() { Value = rows.SelectMany(row => row.Queued).ToArray() });
        write.Parameters.Add(
            new()
            {
                Value = JsonSerializer.Serialize(
                    rows.Where(row => row.Unit is not null).Select(row => row.Unit).ToArray(),
                    SearchUnitJson.Default.SearchUnitArray
                ),
                NpgsqlDbType = NpgsqlDbType.Jsonb,
            }
        );
        write.Parameters.Add(new() { Value = rows.Where(row => row.Unit is null).Select(row => row.Row).ToArray() });
        await write.ExecuteNonQueryAsync(stop);
        await transaction.CommitAsync(stop);
        return rows.Sum(row => row.Queued.Length);
    }

    /// <summary>Counts anew in how many texts each word is, when enough of them changed.</summary>
    /// <param name="always">However little changed.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<bool> Count(bool always, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/count_words.sql"));
        command.CommandTimeout = SecondsMax;
        command.Parameters.Add(new() { Value = always });
        return await command.ExecuteScalarAsync(stop) is true;
    }

    /// <summary>Counts anew in how many texts each piece is, when enough were embedded.</summary>
    public async Task<bool> CountPieces(string model, bool always, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/count_word_pieces.sql"));
        command.CommandTimeout = SecondsMax;
        command.Parameters.Add(new() { Value = model });
        command.Parameters.Add(new() { Value = always });
        return await command.ExecuteScalarAsync(stop) is true;
    }

    /// <summary>Texts that have no vectors of a model yet, the newest first.</summary>
    public async Task<TextToEmbed[]> Unembedded(string model, int most, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/read_unembedded.sql"));
        command.CommandTimeout = SecondsMax;
        command.Parameters.Add(new() { Value = model });
        command.Parameters.Add(new() { Value = most });
        return await Rows.ReadAll(
            command,
            row => new TextToEmbed(row.GetInt64(0), Spoken(Rows.Read<string>(row, 2), row.GetString(3))),
            stop
        );
    }

    /// <summary>Keeps vectors and token states.</summary>
    public async Task Keep(string model, IReadOnlyCollection<UnitVectors> units, CancellationToken stop)
    {
        var parts = units
            .SelectMany(unit => unit.Vectors.Select((vector, part) => (unit.Unit, part, vector)))
            .ToArray();
        await using var command = database.CreateCommand(Sql.Read("knowledge/write_vectors.sql"));
        command.CommandTimeout = SecondsMax;
        command.Parameters.Add(new() { Value = model });
        command.Parameters.Add(new() { Value = parts.Select(one => one.Unit).ToArray() });
        command.Parameters.Add(new() { Value = parts.Select(one => (short)one.part).ToArray() });
        command.Parameters.Add(new() { Value = parts.Select(one => VectorText(one.vector)).ToArray() });
        command.Parameters.Add(new() { Value = units.Select(unit => unit.Unit).ToArray() });
        command.Parameters.Add(new() { Value = units.Select(unit => Bytes(unit.Tokens?.Pieces)).ToArray() });
        command.Parameters.Add(new() { Value = units.Select(unit => Bytes(unit.Tokens?.States)).ToArray() });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Makes the index over a model's vectors, when there are enough of them.</summary>
    public async Task<bool> MakeIndex(string model, int dimension, int least, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/make_vector_index.sql"));
        command.CommandTimeout = 0;
        command.Parameters.Add(new() { Value = model });
        command.Parameters.Add(new() { Value = dimension });
        command.Parameters.Add(new() { Value = least });
        return await command.ExecuteScalarAsync(stop) is true;
    }

    /// <summary>Has search use a model, all of whose vectors are there, and takes those of others out.</summary>
    /// <returns>How many were taken out; 0 when all are.</returns>
    public async Task<int> Use(string model, int most, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/use_model.sql"));
        command.CommandTimeout = SecondsMax;
        command.Parameters.Add(new() { Value = model });
        command.Parameters.Add(new() { Value = most });
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>A vector as pgvector reads it.</summary>
    public static string VectorText(IEnumerable<float> vector) =>
        $"[{string.Join(',', vector.Select(number => number.ToString("R", CultureInfo.InvariantCulture)))}]";

    private static QueuedRow Read(NpgsqlDataReader row)
    {
        var queued = row.GetFieldValue<long[]>(0);
        var id = row.GetGuid(2);
        if (row.IsDBNull(1))
            return new(queued, id, Unit: null);
        var text = Spoken(Rows.Read<string>(row, 3), row.GetString(4));
        if (text.Length > TextMax)
            text = Redaction.Cut(text, TextMax);
        return new(
            queued,
            id,
            new(
                row.GetString(1),
                id,
                Rows.Read<Guid?>(row, 5),
                Rows.Read<int?>(row, 6),
                Rows.Read<string>(row, 7),
                Rows.Read<Guid?>(row, 8),
                Rows.Read<string>(row, 3),
                row.GetFieldValue<DateTimeOffset>(9),
                row.GetBoolean(10),
                QuestionCue.Of(text),
                text,
                SearchQuestion.Further(text),
                TextLanguage.Of(text)
            )
        );
    }

    private static string Spoken(string? speaker, string text) => speaker is null ? text : $"{speaker}: {text}";

    private static byte[] Bytes(short[]? numbers) => MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray();

    private static byte[] Bytes(sbyte[]? numbers) => MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray();

    private sealed record QueuedRow(long[] Queued, Guid Row, SearchUnit? Unit);
}
