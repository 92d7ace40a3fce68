using System.Globalization;
using System.Runtime.InteropServices;
using Brain.Messages.Skills;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Skills;

/// <summary>What skills are found by: their words, and the vectors that are made of them.</summary>
public sealed class SkillSearchStore(NpgsqlDataSource database)
{
    /// <summary>What a search looks through, by what tells that it changed.</summary>
    /// <param name="model">What the vectors are of; null for none.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<SkillStamp[]> Stamps(string? model, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/list_index_stamps.sql"));
        command.Parameters.Add(Rows.Maybe(model, NpgsqlDbType.Text));
        return await Rows.ReadAll(
            command,
            row => new SkillStamp(row.GetGuid(0), row.GetInt64(1), Rows.Read<long?>(row, 2)),
            stop
        );
    }

    /// <summary>The words of some, with how much each is about them.</summary>
    public async Task<(Guid Skill, string[] Words, float[] Weights)[]> Words(Guid[] skills, CancellationToken stop)
    {
        if (skills.Length == 0)
            return [];
        await using var command = database.CreateCommand(Sql.Read("skills/read_index_words.sql"));
        command.Parameters.Add(new() { Value = skills });
        return await Rows.ReadAll(
            command,
            row => (row.GetGuid(0), row.GetFieldValue<string[]>(1), row.GetFieldValue<float[]>(2)),
            stop
        );
    }

    /// <summary>The vectors of some.</summary>
    public async Task<(Guid Skill, float[] Vector)[]> Vectors(string model, Guid[] skills, CancellationToken stop)
    {
        if (skills.Length == 0)
            return [];
        await using var command = database.CreateCommand(Sql.Read("skills/read_index_vectors.sql"));
        command.Parameters.Add(new() { Value = model });
        command.Parameters.Add(new() { Value = skills });
        return await Rows.ReadAll(command, row => (row.GetGuid(0), row.GetFieldValue<float[]>(1)), stop);
    }

    /// <summary>The words of a query, as those of skills are written.</summary>
    public async Task<string[]> WordsOf(string query, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/read_query_words.sql"));
        command.Parameters.Add(new() { Value = query });
        return await Rows.ReadAll(command, row => row.GetString(0), stop);
    }

    /// <summary>Those that an agent's session may be told of unasked, as at its start.</summary>
    /// <param name="project">Its project's folder, or null.</param>
    /// <param name="host">The machine that it runs on, as skills call it.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<Guid[]> Suggestible(string? project, string host, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/list_suggestible.sql"));
        command.Parameters.Add(Rows.Maybe(project, NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = host });
        return await Rows.ReadAll(command, row => row.GetGuid(0), stop);
    }

    /// <summary>Those that were found and are there still, in no order.</summary>
    public async Task<SkillSummary[]> Show(Guid[] skills, CancellationToken stop)
    {
        if (skills.Length == 0)
            return [];
        await using var command = database.CreateCommand(Sql.Read("skills/show_found.sql"));
        command.Parameters.Add(new() { Value = skills });
        return await Rows.ReadAll(
            command,
            row => new SkillSummary(
                row.GetGuid(0),
                row.GetString(1),
                row.GetString(2),
                row.GetString(3),
                row.GetString(5),
                row.GetString(8)
            )
            {
                Health = row.GetString(4),
                Plugin = Rows.Read<string>(row, 6),
                Project = Rows.Read<string>(row, 7),
                Uses = row.GetInt32(9),
            },
            stop
        );
    }

    /// <summary>Skills that have no vector of a model yet, with the text that it is made of.</summary>
    public async Task<(Guid Skill, string Text)[]> Unembedded(string model, int most, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/read_unembedded.sql"));
        command.Parameters.Add(new() { Value = model });
        command.Parameters.Add(new() { Value = most });
        return await Rows.ReadAll(command, row => (row.GetGuid(0), row.GetString(1)), stop);
    }

    /// <summary>Keeps vectors, one for each skill.</summary>
    public async Task Keep(string model, Guid[] skills, float[][] vectors, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/write_vectors.sql"));
        command.Parameters.Add(new() { Value = model });
        command.Parameters.Add(new() { Value = skills });
        command.Parameters.Add(new() { Value = Array.ConvertAll(vectors, VectorText) });
        await command.ExecuteNonQueryAsync(stop);
    }

    private static string VectorText(float[] vector) =>
        $"[{string.Join(',', vector.Select(number => number.ToString("R", CultureInfo.InvariantCulture)))}]";
}

/// <summary>A skill that a search looks through.</summary>
/// <param name="Id">Which.</param>
/// <param name="Row">Another one when its words are others.</param>
/// <param name="Vector">Another one when its vector is another; null where it has none.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SkillStamp(Guid Id, long Row, long? Vector);
