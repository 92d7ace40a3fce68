using System.Text.Json;
using Brain.Domain.Skills.Scan;
using Brain.Messages.Skills;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Skills;

/// <summary>Keeps skills as their folders have them, and tells of them.</summary>
public sealed class SkillStore(NpgsqlDataSource database)
{
    // So many bodies go in one statement.
    private const int RowsMax = 200;
    private const int TriesMax = 20;

    /// <summary>Keeps what was found.</summary>
    /// <param name="found">Those that are new, changed or moved.</param>
    /// <param name="gone">Those that are no more.</param>
    /// <param name="source">The agent or door that it came by.</param>
    /// <param name="stop">Gives up waiting; what was written stays.</param>
    /// <returns>How many lost their trust, and those that can't be kept: one costs no other.</returns>
    public async Task<(int Reset, UnkeptSkill[] Unkept)> Sync(
        FoundSkill[] found,
        Guid[] gone,
        string source,
        CancellationToken stop
    )
    {
        var reset = 0;
        var unkept = new List<UnkeptSkill>();
        // Those that are gone leave their places first.
        for (var at = 0; at < found.Length || at == 0; at += RowsMax)
        {
            var rows = found[at..Math.Min(found.Length, at + RowsMax)];
            try
            {
                reset += await Write(rows, at == 0 ? gone : [], source, stop);
            }
            catch (PostgresException fault) when (rows.Length > 0 && IsOfARow(fault))
            {
                reset += await Write([], at == 0 ? gone : [], source, stop);
                reset += await OneByOne(rows, source, unkept, stop);
            }
        }

        return (reset, [.. unkept]);
    }

    private async Task<int> OneByOne(
        FoundSkill[] rows,
        string source,
        List<UnkeptSkill> unkept,
        CancellationToken stop
    )
    {
        var reset = 0;
        foreach (var row in rows)
        {
            try
            {
                reset += await Write([row], [], source, stop);
            }
            catch (PostgresException fault) when (IsOfARow(fault))
            {
                unkept.Add(new(row, fault.ConstraintName ?? fault.ColumnName ?? fault.MessageText));
            }
        }

        return reset;
    }

    // Data that does not fit (22), or breaks what holds for a row (23).
    private static bool IsOfARow(PostgresException fault) =>
        fault.SqlState.StartsWith("22", StringComparison.Ordinal)
        || fault.SqlState.StartsWith("23", StringComparison.Ordinal);

    // The Librarian may be at the same rows: it is waited for, each time as long as a connection waits for a lock.
    private async Task<int> Write(FoundSkill[] rows, Guid[] gone, string source, CancellationToken stop)
    {
        for (var time = 1; ; time++)
        {
            try
            {
                return await WriteOnce(rows, gone, source, stop);
            }
            catch (PostgresException fault)
                when (time < TriesMax
                    && (fault.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
                )
            {
                // Nothing of it was written.
            }
        }
    }

    private async Task<int> WriteOnce(FoundSkill[] rows, Guid[] gone, string source, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/write_skills.sql"));
        command.Parameters.Add(
            new()
            {
                Value = JsonSerializer.Serialize(rows, SkillJson.Default.FoundSkillArray),
                NpgsqlDbType = NpgsqlDbType.Jsonb,
            }
        );
        command.Parameters.Add(new() { Value = gone });
        command.Parameters.Add(new() { Value = source });
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>What is known of a machine's skills, those that are gone too.</summary>
    public async Task<KnownSkill[]> Known(string host, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/list_known.sql"));
        command.Parameters.Add(new() { Value = host });
        return await Rows.ReadAll(
            command,
            row => new KnownSkill(
                row.GetGuid(0),
                row.GetString(1),
                row.GetString(2),
                row.GetString(3),
                Rows.Read<string>(row, 4),
                row.GetString(6),
                row.GetString(7),
                row.GetBoolean(8)
            )
            {
                Project = Rows.Read<string>(row, 5),
                Faults = row.IsDBNull(9)
                    ? []
                    : JsonSerializer.Deserialize(row.GetString(9), SkillJson.Default.SkillFileFaultArray)!,
            },
            stop
        );
    }

    /// <summary>Skills, those that are used most first.</summary>
    /// <param name="project">A project's folder: its skills, and those of no project; null for all.</param>
    /// <param name="name">A name, with or without its plugin, or an id; null for any.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<SkillSummary[]> List(string? project, string? name, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/list_skills.sql"));
        command.Parameters.Add(Rows.Maybe(project, NpgsqlDbType.Text));
        command.Parameters.Add(Rows.Maybe(name, NpgsqlDbType.Text));
        return await Rows.ReadAll(command, Summary, stop);
    }

    /// <summary>All of one.</summary>
    public async Task<SkillDetail?> Show(SkillSummary skill, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/show_skill.sql"));
        command.Parameters.Add(new() { Value = skill.Id });
        return (await Rows.ReadAll(command, row => Detail(skill, row), stop)).FirstOrDefault();
    }

    private static SkillSummary Summary(NpgsqlDataReader row) =>
        new(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(6), row.GetString(8), row.GetString(11))
        {
            Version = Rows.Read<string>(row, 3),
            Keywords = row.GetFieldValue<string[]>(4),
            Category = Rows.Read<string>(row, 5),
            Health = row.GetString(7),
            Plugin = Rows.Read<string>(row, 9),
            Project = Rows.Read<string>(row, 10),
            Uses = row.GetInt32(12),
            Successes = row.GetInt32(13),
            Failures = row.GetInt32(14),
            Tokens = Rows.Read<long?>(row, 15),
            CostUsd = Rows.Read<decimal?>(row, 16),
            UsedAt = Rows.Read<DateTimeOffset?>(row, 17),
            TestedAt = Rows.Read<DateTimeOffset?>(row, 18),
            Faults = row.GetInt32(19),
            ScanScore = Rows.Read<float?>(row, 20),
        };

    private static SkillDetail Detail(SkillSummary skill, NpgsqlDataReader row) =>
        new(skill, row.GetString(7), row.GetString(8))
        {
            Inputs = row.GetFieldValue<string[]>(0),
            Outputs = row.GetFieldValue<string[]>(1),
            AllowedTools = row.GetFieldValue<string[]>(2),
            Dependencies = row.GetFieldValue<string[]>(3),
            CostEstimate = Rows.Read<string>(row, 4),
            Front = row.GetString(6),
            Files = row.GetInt32(9),
            Bytes = row.GetInt64(10),
            Faults = JsonSerializer.Deserialize(row.GetString(11), SkillJson.Default.SkillFileFaultArray)!,
            Host = row.GetString(12),
            IsWhole = row.GetBoolean(20),
            DeclaredId = Rows.Read<string>(row, 13),
            Test = Rows.Read<string>(row, 14),
            Moves = JsonSerializer.Deserialize(row.GetString(15), SkillJson.Default.SkillMoveArray)!,
            LastUses = JsonSerializer.Deserialize(row.GetString(16), SkillJson.Default.SkillUseArray)!,
            Findings = JsonSerializer.Deserialize(row.GetString(17), SkillJson.Default.ScanFindingArray)!,
            Capabilities = Capabilities(row.GetString(18)) ?? SkillCapabilities.None,
            CapabilityChanges =
                Capabilities(row.GetString(18)) is { } now && Capabilities(Rows.Read<string>(row, 19)) is { } before
                    ? [.. CapabilityDifference.Words(before, now)]
                    : [],
        };

    private static SkillCapabilities? Capabilities(string? json) =>
        json is ['{', ..] ? JsonSerializer.Deserialize(json, SkillJson.Default.SkillCapabilities) : null;
}
