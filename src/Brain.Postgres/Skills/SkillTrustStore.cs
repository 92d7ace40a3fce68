using System.Text.Json;
using Brain.Domain.Review;
using Brain.Domain.Skills;
using Brain.Domain.Text;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Skills;

/// <summary>Counts uses of skills, says what came of them, and moves trust, each move with its evidence.</summary>
public sealed class SkillTrustStore(NpgsqlDataSource database)
{
    /// <summary>Counts uses that tool calls and typed commands tell of. Said again it counts none twice.</summary>
    public async Task<int> Count(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/write_uses.sql"));
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>Says what came of those that are over.</summary>
    public async Task<int> Settle(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/write_settled.sql"));
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>Uses that went well, each with the turn that followed it and was not looked at yet.</summary>
    public async Task<FollowedUse[]> Followed(int max, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/list_followed_uses.sql"));
        command.Parameters.Add(new() { Value = max });
        return await Rows.ReadAll(
            command,
            row => new FollowedUse(
                row.GetGuid(0),
                new()
                {
                    Num = row.GetInt32(1),
                    Status = "ok",
                    Asked = Rows.Read<string?>(row, 2),
                    Answered = Rows.Read<string?>(row, 3),
                    Next = Rows.Read<string?>(row, 4),
                }
            ),
            stop
        );
    }

    /// <summary>Notes that these turns were looked at, and makes failures of the uses that they correct.</summary>
    public async Task Follow(Guid[] uses, bool[] areCorrected, string why, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/mark_followed_uses.sql"));
        command.Parameters.Add(new() { Value = uses });
        command.Parameters.Add(new() { Value = areCorrected });
        command.Parameters.Add(new() { Value = why });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Works out what sessions on each project are told of skills at their start.</summary>
    public async Task Suggest(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/write_suggestions.sql"));
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Those of which uses were settled since their trust moved last.</summary>
    public async Task<StandingSkill[]> Standings(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/read_standings.sql"));
        command.Parameters.Add(new() { Value = SkillTrust.UsesMax });
        return await Rows.ReadAll(
            command,
            row => new StandingSkill(
                row.GetGuid(0),
                row.GetString(1),
                row.GetString(2),
                new(
                    Enum.Parse<TrustLevel>(row.GetString(3), ignoreCase: true),
                    row.GetInt32(4),
                    row.GetInt32(5),
                    row.GetBoolean(6)
                )
                {
                    IsSuspect = row.GetBoolean(8),
                },
                row.GetFieldValue<Guid[]>(7)
            ),
            stop
        );
    }

    /// <summary>Moves the trust of one, where nobody moved it meanwhile and its folder is the same.</summary>
    /// <returns>Whether it was moved.</returns>
    public async Task<bool> Move(SkillPlea plea, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/write_move.sql"));
        command.Parameters.Add(new() { Value = plea.Skill });
        command.Parameters.Add(new() { Value = plea.BodyHash });
        command.Parameters.Add(new() { Value = Name(plea.From) });
        command.Parameters.Add(new() { Value = Name(plea.To) });
        command.Parameters.Add(new() { Value = plea.Reason });
        command.Parameters.Add(Json(plea.Evidence));
        command.Parameters.Add(Rows.Maybe(plea.Session, NpgsqlDbType.Uuid));
        command.Parameters.Add(new() { Value = plea.Source });
        return await command.ExecuteScalarAsync(stop) is true;
    }

    /// <summary>Takes back the newest move of one, whoever made it.</summary>
    /// <returns>done, none, changed or evidence, as <c>v2.take_back_move</c> says them.</returns>
    public async Task<string> TakeBack(
        Guid skill,
        string bodyHash,
        IReadOnlyDictionary<string, string> proof,
        Guid? session,
        string source,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("skills/write_taken_back.sql"));
        command.Parameters.Add(new() { Value = skill });
        command.Parameters.Add(new() { Value = bodyHash });
        command.Parameters.Add(Json(proof));
        command.Parameters.Add(Rows.Maybe(session, NpgsqlDbType.Uuid));
        command.Parameters.Add(new() { Value = source });
        return (string)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>
    /// Writes that a skill's own tests ran with a folder: the gate. Passed, it is verified, and version and hash are
    /// frozen; failed, it is degraded and untested.
    /// </summary>
    /// <returns>Whether the folder is still the one that was tested; else nothing was changed.</returns>
    public async Task<bool> Verify(
        Guid skill,
        string bodyHash,
        bool passed,
        IReadOnlyDictionary<string, string> proof,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("skills/write_verified.sql"));
        command.Parameters.Add(new() { Value = skill });
        command.Parameters.Add(new() { Value = bodyHash });
        command.Parameters.Add(new() { Value = passed });
        command.Parameters.Add(Json(proof));
        command.Parameters.Add(new() { Value = "bot:gate" });
        return await command.ExecuteScalarAsync(stop) is true;
    }

    /// <summary>Writes what an agent says came of a skill in its session, without secrets.</summary>
    public async Task Report(Guid skill, Guid session, bool well, string? why, string source, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/write_report.sql"));
        command.Parameters.Add(new() { Value = skill });
        command.Parameters.Add(new() { Value = session });
        command.Parameters.Add(new() { Value = well });
        command.Parameters.Add(Rows.Maybe(Redaction.Clean(why), NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = source });
        await command.ExecuteNonQueryAsync(stop);
    }

    private static string Name(TrustLevel level) => level.ToString().ToLowerInvariant();

    private static NpgsqlParameter Json(IReadOnlyDictionary<string, string> pairs) =>
        new()
        {
            Value = JsonSerializer.Serialize(
                new Dictionary<string, string>(pairs),
                SkillJson.Default.DictionaryStringString
            ),
            NpgsqlDbType = NpgsqlDbType.Jsonb,
        };
}

/// <summary>A skill where its trust is decided.</summary>
/// <param name="Id">The row.</param>
/// <param name="Name">Its name.</param>
/// <param name="BodyHash">Its folder.</param>
/// <param name="Standing">What is known.</param>
/// <param name="Uses">The uses that it is known from.</param>
public sealed record StandingSkill(Guid Id, string Name, string BodyHash, SkillStanding Standing, Guid[] Uses);

/// <summary>A use of a skill that went well, and the turn behind it.</summary>
/// <param name="Id">The row.</param>
/// <param name="Turn">Its turn, with what was typed next.</param>
public sealed record FollowedUse(Guid Id, TurnToClassify Turn);

/// <summary>Another trust for a skill, with what speaks for it.</summary>
/// <param name="Skill">The row.</param>
/// <param name="BodyHash">Its folder as it was looked at.</param>
/// <param name="From">The level as it was looked at.</param>
/// <param name="To">The level from now on.</param>
public sealed record SkillPlea(Guid Skill, string BodyHash, TrustLevel From, TrustLevel To)
{
    /// <summary>Why, as a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>What speaks for it.</summary>
    public required IReadOnlyDictionary<string, string> Evidence { get; init; }

    /// <summary>Where it was said, or null.</summary>
    public Guid? Session { get; init; }

    /// <summary>The agent or door that it came by.</summary>
    public required string Source { get; init; }
}
