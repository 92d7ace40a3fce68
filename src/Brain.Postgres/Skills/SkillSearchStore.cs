using System.Globalization;
using Brain.Messages.Skills;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Skills;

/// <summary>Finds skills by words and meaning, and keeps the vectors that they are found by.</summary>
public sealed class SkillSearchStore(NpgsqlDataSource database)
{
    /// <summary>Finds some, best first.</summary>
    /// <param name="query">In a person's words.</param>
    /// <param name="most">At most so many, 1 to 100.</param>
    /// <param name="model">What the vector is of; null for words alone.</param>
    /// <param name="vector">The query's; null for words alone.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<SkillMatch[]> Find(
        string query,
        int most,
        string? model,
        float[]? vector,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("skills/search_skills.sql"));
        command.Parameters.Add(new() { Value = query });
        command.Parameters.Add(new() { Value = most });
        command.Parameters.Add(Rows.Maybe(model, NpgsqlDbType.Text));
        command.Parameters.Add(Rows.Maybe(vector is null ? null : VectorText(vector), NpgsqlDbType.Text));
        return await Rows.ReadAll(
            command,
            row => new SkillMatch(
                new(
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
                row.GetFloat(10),
                row.GetFloat(11)
            )
            {
                Cosine = Rows.Read<float?>(row, 12),
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
