using System.Text.Json;
using Brain.Messages;
using Brain.Messages.Projects;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Projects;

/// <summary>Keeps the clones of this machine.</summary>
public sealed class RepoStore(NpgsqlDataSource database)
{
    /// <summary>Keeps what was found.</summary>
    /// <param name="found">The clones as they are.</param>
    /// <param name="roots">Folders that were looked through.</param>
    /// <param name="gone">Clones that are gone besides.</param>
    /// <param name="source">The agent or door that it came by.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<SyncedRepos> Sync(
        RepoSummary[] found,
        string[] roots,
        string[] gone,
        string source,
        CancellationToken stop
    )
    {
        await using var command = database.CreateCommand(Sql.Read("projects/write_repos.sql"));
        command.Parameters.Add(
            new()
            {
                Value = JsonSerializer.Serialize(found, MessagesJson.Default.RepoSummaryArray),
                NpgsqlDbType = NpgsqlDbType.Jsonb,
            }
        );
        command.Parameters.Add(new() { Value = roots });
        command.Parameters.Add(new() { Value = gone });
        command.Parameters.Add(new() { Value = source });
        return (
            await Rows.ReadAll(
                command,
                row => new SyncedRepos(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3)),
                stop
            )
        )[0];
    }

    /// <summary>The clones, those that are gone only when asked for.</summary>
    public async Task<RepoSummary[]> List(bool all, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("projects/list_repos.sql"));
        command.Parameters.Add(new() { Value = all });
        return await Rows.ReadAll(
            command,
            row => new RepoSummary(row.GetString(0), row.GetString(1), Rows.Read<string>(row, 2), row.GetString(3))
            {
                Branch = Rows.Read<string>(row, 4),
                LastCommit = Rows.Read<string>(row, 5),
                CommittedAt = Rows.Read<DateTimeOffset?>(row, 6),
                Worktrees = row.GetFieldValue<string[]>(7),
                Dirty = Rows.Read<bool?>(row, 8),
                Status = row.GetString(9),
                Sessions = row.GetInt32(10),
            },
            stop
        );
    }

    /// <summary>Where clones may be that nobody named.</summary>
    public async Task<(string Path, bool Known)[]> Places(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("projects/list_repo_places.sql"));
        return await Rows.ReadAll(command, row => (row.GetString(0), row.GetBoolean(1)), stop);
    }
}

/// <summary>What became of clones.</summary>
/// <param name="Added">New ones.</param>
/// <param name="Changed">Those that are not as they were.</param>
/// <param name="Archived">Those that are gone.</param>
/// <param name="Same">Those that are as they were.</param>
public sealed record SyncedRepos(int Added, int Changed, int Archived, int Same);
