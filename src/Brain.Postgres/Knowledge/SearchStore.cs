using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Brain.Domain.Knowledge.Search;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Knowledge;

/// <summary>Looks things up in the index, one function of the database for each kind of search.</summary>
public sealed class SearchStore(NpgsqlDataSource database)
{
    /// <summary>Finds texts by their words, best first.</summary>
    public async Task<FoundUnit[]> Words(SearchQuestion asked, SearchFilter filter, int most, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/find_words.sql"));
        Add(command, asked);
        Add(command, filter);
        command.Parameters.Add(new() { Value = most });
        return await Rows.ReadAll(
            command,
            row => new FoundUnit(row.GetInt64(0), row.GetFloat(1), row.GetFloat(2)),
            stop
        );
    }

    /// <summary>Finds texts by the words that they had at a time, where they have others now.</summary>
    public async Task<OldTexts> WordsAsOf(
        SearchQuestion asked,
        SearchFilter filter,
        DateTimeOffset then,
        int most,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/find_words_as_of.sql"));
        Add(command, asked);
        Add(command, filter);
        command.Parameters.Add(new() { Value = then.UtcDateTime });
        command.Parameters.Add(new() { Value = most });
        var rows = await Rows.ReadAll(
            command,
            row =>
                (
                    Now: Rows.Read<long?>(row, 0),
                    Score: Rows.Read<float?>(row, 1),
                    Matched: Rows.Read<float?>(row, 2),
                    Shown: row.IsDBNull(10) ? null : Shown(row, 0, 3)
                ),
            stop
        );
        var found = rows.Where(row => row.Shown is not null)
            .Select((row, at) => (row.Score, row.Matched, Shown: row.Shown! with { Unit = -1 - at }))
            .ToArray();
        return new(
            [.. found.Select(one => new FoundUnit(one.Shown.Unit, one.Score ?? 0, one.Matched ?? 0))],
            [.. found.Select(one => one.Shown)],
            [.. rows.Select(row => row.Now).OfType<long>()]
        );
    }

    /// <summary>Finds texts by their meaning, nearest first.</summary>
    public async Task<FoundUnit[]> Nearest(QuestionVector asked, SearchFilter filter, int most, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/find_nearest.sql"));
        command.Parameters.Add(new() { Value = asked.Model });
        command.Parameters.Add(new() { Value = asked.Text });
        Add(command, filter);
        command.Parameters.Add(new() { Value = most });
        return await Rows.ReadAll(command, row => new FoundUnit(row.GetInt64(0), row.GetFloat(1), 0), stop);
    }

    /// <summary>Reads what is ranked: texts that were found, and those beside them.</summary>
    public async Task<SearchCandidate[]> Candidates(
        IReadOnlyCollection<long> found,
        SearchFilter filter,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/read_candidates.sql"));
        command.Parameters.Add(new() { Value = found.ToArray() });
        command.Parameters.Add(Rows.Maybe(filter.Since?.UtcDateTime, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Rows.Maybe(filter.Until?.UtcDateTime, NpgsqlDbType.TimestampTz));
        return await Rows.ReadAll(
            command,
            row => new SearchCandidate(
                row.GetInt64(0),
                row.GetString(1),
                Rows.Read<Guid?>(row, 2),
                Rows.Read<int?>(row, 3),
                Rows.Read<string>(row, 4),
                row.GetFieldValue<DateTimeOffset>(5)
            )
            {
                Asks = row.GetBoolean(6),
                Fits = row.GetBoolean(7),
            },
            stop
        );
    }

    /// <summary>Reads what a model made of texts; a text without vectors is left out.</summary>
    public async Task<(long Unit, TextStates Made)[]> States(
        string model,
        IReadOnlyCollection<long> units,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/read_tokens.sql"));
        command.Parameters.Add(new() { Value = model });
        command.Parameters.Add(new() { Value = units.ToArray() });
        var rows = await Rows.ReadAll(
            command,
            row =>
                (
                    Unit: row.GetInt64(0),
                    States: Rows.Read<byte[]>(row, 1),
                    Vector: Halves(row.GetFieldValue<byte[]>(2))
                ),
            stop
        );
        return
        [
            .. rows.GroupBy(row => row.Unit)
                .Select(unit =>
                    (
                        unit.Key,
                        new TextStates(
                            unit.First().States is { } states
                                ? MemoryMarshal.Cast<byte, sbyte>(states).ToArray()
                                : null,
                            [.. unit.Select(row => row.Vector)]
                        )
                    )
                ),
        ];
    }

    /// <summary>Texts that have vectors of a model, newest first.</summary>
    public async Task<long[]> Newest(string model, long? below, int most, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/list_units.sql"));
        command.Parameters.Add(new() { Value = model });
        command.Parameters.Add(Rows.Maybe(below, NpgsqlDbType.Bigint));
        command.Parameters.Add(new() { Value = most });
        return await Rows.ReadAll(command, row => row.GetInt64(0), stop);
    }

    private static ByteVector Halves(ReadOnlySpan<byte> sent)
    {
        const int Head = 4;
        var numbers = new float[(sent.Length - Head) / 2];
        for (var at = 0; at < numbers.Length; at++)
            numbers[at] = (float)BinaryPrimitives.ReadHalfBigEndian(sent[(Head + 2 * at)..]);
        return ByteVector.Of(numbers);
    }

    /// <summary>In how many texts each piece of a model's vocabulary is.</summary>
    public async Task<Dictionary<short, int>> Pieces(string model, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/read_pieces.sql"));
        command.Parameters.Add(new() { Value = model });
        var rows = await Rows.ReadAll(command, row => (Piece: row.GetInt16(0), Rows: row.GetInt32(1)), stop);
        return rows.ToDictionary(row => row.Piece, row => row.Rows);
    }

    /// <summary>Reads what is shown, as it is now; a row that is no more is left out.</summary>
    public Task<ShownUnit[]> Show(IReadOnlyCollection<long> units, CancellationToken stop) => Show(units, null, stop);

    /// <summary>Reads what is shown, as it was at a time.</summary>
    public async Task<ShownUnit[]> Show(
        IReadOnlyCollection<long> units,
        DateTimeOffset? asOf,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/show_found.sql"));
        command.Parameters.Add(new() { Value = units.ToArray() });
        command.Parameters.Add(Rows.Maybe(asOf?.UtcDateTime, NpgsqlDbType.TimestampTz));
        return await Rows.ReadAll(
            command,
            row =>
            {
                var shown = Shown(row, row.GetInt64(0), 1);
                return Rows.Read<int?>(row, 12) is { } asked
                    ? shown with { AnswerAt = Behind(shown.Text, asked) }
                    : shown;
            },
            stop
        );
    }

    // Postgres counts whole characters.
    private static int Behind(string text, int characters)
    {
        var at = 0;
        for (var count = 0; count < characters && at < text.Length; count++)
            at += char.IsSurrogatePair(text, at) ? 2 : 1;
        return at;
    }

    /// <summary>Which agent each session is of, as rows keep it.</summary>
    public async Task<Dictionary<Guid, string>> Agents(IReadOnlyCollection<Guid> sessions, CancellationToken stop)
    {
        if (sessions.Count == 0)
            return [];
        await using var command = database.CreateCommand(Sql.Read("knowledge/show_agents.sql"));
        command.Parameters.Add(new() { Value = sessions.ToArray() });
        var rows = await Rows.ReadAll(command, row => (Id: row.GetGuid(0), Source: row.GetString(1)), stop);
        return rows.ToDictionary(row => row.Id, row => row.Source);
    }

    /// <summary>What was said around a turn, oldest first.</summary>
    public async Task<(int Turn, string Text)[]> Around(Guid session, int turn, int many, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/show_around.sql"));
        command.Parameters.Add(new() { Value = session });
        command.Parameters.Add(new() { Value = turn });
        command.Parameters.Add(new() { Value = many });
        return await Rows.ReadAll(command, row => (row.GetInt32(0), row.GetString(1)), stop);
    }

    /// <summary>Words that are there, in the place of words that are nowhere.</summary>
    public async Task<(string Word, string Another)[]> Suggest(SearchQuestion asked, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/suggest_words.sql"));
        command.Parameters.Add(new() { Value = asked.Words.Except(asked.Prefixes).ToArray() });
        command.Parameters.Add(new() { Value = asked.Language });
        return await Rows.ReadAll(command, row => (row.GetString(0), row.GetString(1)), stop);
    }

    /// <summary>
    /// Whose vectors are searched, how many texts there were when their words were counted, how many changed since, and
    /// whether rows wait to be indexed.
    /// </summary>
    public async Task<(string? Model, long Rows, long Changed, bool Waits)> Model(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/read_search_model.sql"));
        var rows = await Rows.ReadAll(
            command,
            row => (Rows.Read<string>(row, 0), row.GetInt64(1), row.GetInt64(2), row.GetBoolean(3)),
            stop
        );
        return rows[0];
    }

    /// <summary>How the index stands.</summary>
    public async Task<SearchState> State(string model, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("knowledge/read_search_counts.sql"));
        command.Parameters.Add(new() { Value = model });
        var rows = await Rows.ReadAll(
            command,
            row => new SearchState(
                row.GetInt64(0),
                row.GetInt64(1),
                row.GetInt64(2),
                row.GetInt64(3),
                Rows.Read<string>(row, 4)
            ),
            stop
        );
        return rows[0];
    }

    private static ShownUnit Shown(NpgsqlDataReader row, long unit, int from) =>
        new(
            unit,
            row.GetString(from),
            row.GetGuid(from + 1),
            Rows.Read<Guid?>(row, from + 2),
            Rows.Read<int?>(row, from + 3),
            Rows.Read<string>(row, from + 4),
            Rows.Read<string>(row, from + 5),
            row.GetFieldValue<DateTimeOffset>(from + 6),
            row.GetString(from + 7),
            row.GetString(from + 8),
            Rows.Read<short?>(row, from + 9),
            Rows.Read<float?>(row, from + 10)
        );

    private static void Add(NpgsqlCommand command, SearchQuestion asked)
    {
        command.Parameters.Add(new() { Value = asked.Text });
        command.Parameters.Add(new() { Value = asked.CodeWords });
        command.Parameters.Add(new() { Value = asked.Language });
        command.Parameters.Add(new() { Value = asked.Prefixes });
    }

    private static void Add(NpgsqlCommand command, SearchFilter filter)
    {
        command.Parameters.Add(Rows.Maybe(filter.Project, NpgsqlDbType.Text));
        command.Parameters.Add(Rows.Maybe(filter.Kinds, NpgsqlDbType.Array | NpgsqlDbType.Text));
        command.Parameters.Add(Rows.Maybe(filter.Persona, NpgsqlDbType.Uuid));
        command.Parameters.Add(Rows.Maybe(filter.Since?.UtcDateTime, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Rows.Maybe(filter.Until?.UtcDateTime, NpgsqlDbType.TimestampTz));
    }
}

/// <summary>A question as a model sees it.</summary>
/// <param name="Model">What the vector is of.</param>
/// <param name="Vector">The vector.</param>
/// <param name="Tokens">The states of its words; null when the model has none.</param>
public sealed record QuestionVector(string Model, float[] Vector, TokenStates? Tokens)
{
    /// <summary>The vector, as pgvector reads it.</summary>
    public string Text { get; } = SearchIndexStore.VectorText(Vector);
}
