using System.Collections.Immutable;
using System.Text.Json;
using Brain.Domain.Skills.Build;
using Brain.Messages.Sessions;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Skills;

/// <summary>Reads what skills are drafted from, and writes what was done to them on their way to others.</summary>
public sealed class SkillBuildStore(NpgsqlDataSource database)
{
    private const int CallsMax = 400;

    /// <summary>A session's turns that are over, in order.</summary>
    /// <param name="session">Which.</param>
    /// <param name="first">The first turn.</param>
    /// <param name="last">The last.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<StoredDraftTurn[]> Turns(SessionId session, int first, int last, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/read_draft_session.sql"));
        command.Parameters.Add(new() { Value = session.Value });
        command.Parameters.Add(new() { Value = first });
        command.Parameters.Add(new() { Value = last });
        command.Parameters.Add(new() { Value = CallsMax });
        return await Rows.ReadAll(
            command,
            row => new StoredDraftTurn(row.GetInt32(0), row.GetString(1))
            {
                Asked = Rows.Read<string?>(row, 2),
                Answered = Rows.Read<string?>(row, 3),
                Next = Rows.Read<string?>(row, 4),
                Project = Rows.Read<string?>(row, 5),
                Calls = Calls(
                    row.GetFieldValue<string?[]>(6),
                    row.GetFieldValue<string[]>(7),
                    row.GetFieldValue<string[]>(8),
                    row.GetFieldValue<string[]>(9)
                ),
            },
            stop
        );
    }

    /// <summary>The learnings whose id begins so, two at most.</summary>
    public async Task<(Guid Id, string Text, string? Project)[]> Learning(string id, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/read_draft_learning.sql"));
        command.Parameters.Add(new() { Value = id });
        return await Rows.ReadAll(command, row => (row.GetGuid(0), row.GetString(1), Rows.Read<string?>(row, 2)), stop);
    }

    /// <summary>The newest open run that the skill is on; null for none.</summary>
    /// <param name="build">What is done to it.</param>
    /// <param name="project">Where that is said, or null.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<Guid?> OpenRun(SkillBuild build, string? project, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/find_build_run.sql"));
        command.Parameters.Add(new() { Value = build.Name });
        command.Parameters.Add(Rows.Maybe(build.Skill, NpgsqlDbType.Uuid));
        command.Parameters.Add(new() { Value = build.Place });
        command.Parameters.Add(Rows.Maybe(project, NpgsqlDbType.Text));
        return await command.ExecuteScalarAsync(stop) is Guid run ? run : null;
    }

    /// <summary>Writes what was done.</summary>
    public async Task Write(SkillBuild build, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("skills/write_build.sql"));
        command.Parameters.Add(new() { Value = build.Act });
        command.Parameters.Add(new() { Value = build.Name });
        command.Parameters.Add(Rows.Maybe(build.Skill, NpgsqlDbType.Uuid));
        command.Parameters.Add(Rows.Maybe(build.Session?.Value, NpgsqlDbType.Uuid));
        command.Parameters.Add(Rows.Maybe(build.Run, NpgsqlDbType.Uuid));
        command.Parameters.Add(new() { Value = build.Place });
        command.Parameters.Add(Rows.Maybe(build.Version, NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = build.ByModel });
        command.Parameters.Add(
            new()
            {
                Value = JsonSerializer.Serialize(
                    new Dictionary<string, string>(build.Detail),
                    SkillJson.Default.DictionaryStringString
                ),
                NpgsqlDbType = NpgsqlDbType.Jsonb,
            }
        );
        command.Parameters.Add(new() { Value = build.Source });
        await command.ExecuteNonQueryAsync(stop);
    }

    private static ImmutableArray<DraftCall> Calls(
        string?[] kinds,
        string[] tools,
        string[] statuses,
        string[] targets
    ) => [.. kinds.Select((kind, at) => new DraftCall(Kind(kind), tools[at], statuses[at], targets[at]))];

    private static ToolKind Kind(string? kind) =>
        Enum.TryParse<ToolKind>(kind?.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var known)
            ? known
            : ToolKind.Unknown;
}

/// <summary>A turn that a skill may be drafted from.</summary>
/// <param name="Num">1-based place in the session.</param>
/// <param name="Status">ok or errored.</param>
public sealed record StoredDraftTurn(int Num, string Status)
{
    /// <summary>What a person typed, or null.</summary>
    public string? Asked { get; init; }

    /// <summary>The beginning of what the assistant said last.</summary>
    public string? Answered { get; init; }

    /// <summary>What the person typed then.</summary>
    public string? Next { get; init; }

    /// <summary>The session's folder.</summary>
    public string? Project { get; init; }

    /// <summary>The calls of its main line, oldest first.</summary>
    public ImmutableArray<DraftCall> Calls { get; init; } = [];
}

/// <summary>What was done to a skill on its way to others.</summary>
/// <param name="Act">draft, extract, test, version or share.</param>
/// <param name="Name">The skill.</param>
/// <param name="Place">The file, folder or branch.</param>
public sealed record SkillBuild(string Act, string Name, string Place)
{
    /// <summary>Its row, where it has one.</summary>
    public Guid? Skill { get; init; }

    /// <summary>Whose turns it was made of, or null.</summary>
    public SessionId? Session { get; init; }

    /// <summary>The run that was moved, or null.</summary>
    public Guid? Run { get; init; }

    /// <summary>The version that it has now.</summary>
    public string? Version { get; init; }

    /// <summary>Its prose is a chat model's.</summary>
    public bool ByModel { get; init; }

    /// <summary>What else is to be known.</summary>
    public IReadOnlyDictionary<string, string> Detail { get; init; } = new Dictionary<string, string>();

    /// <summary>The agent or door that it came by.</summary>
    public required string Source { get; init; }
}
