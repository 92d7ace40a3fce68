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

    /// <summary>Says what became of commits that were made in turns.</summary>
    /// <param name="project">The project's key.</param>
    /// <param name="known">What its clones have.</param>
    /// <param name="source">Who says so.</param>
    /// <returns>How many were settled or found.</returns>
    public async Task<long> Settle(string project, KnownHistory known, string source)
    {
        await using var command = database.CreateCommand(Sql.Read("projects/settle_commits.sql"));
        command.Parameters.Add(new() { Value = project });
        command.Parameters.Add(new() { Value = known.Commits.Select(one => one.Sha).ToArray() });
        command.Parameters.Add(new() { Value = known.Commits.Select(one => one.At.UtcDateTime).ToArray() });
        command.Parameters.Add(new() { Value = known.Commits.Select(one => one.Subject).ToArray() });
        command.Parameters.Add(new() { Value = known.Commits.Select(one => one.Here).ToArray() });
        command.Parameters.Add(new() { Value = known.Reverted.ToArray() });
        command.Parameters.Add(new() { Value = source });
        command.Parameters.Add(Rows.Maybe(known.WholeSince?.UtcDateTime, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(new() { Value = known.Commits.Select(one => one.WrittenAt.UtcDateTime).ToArray() });
        command.Parameters.Add(new() { Value = known.Squashed.Select(one => one.Sha).ToArray() });
        command.Parameters.Add(new() { Value = known.Squashed.Select(one => one.Subject).ToArray() });
        command.Parameters.Add(new() { Value = known.Lost.Found.Select(one => one.Sha).ToArray() });
        command.Parameters.Add(new() { Value = known.Lost.Found.Select(one => one.In).ToArray() });
        command.Parameters.Add(new() { Value = known.Lost.Found.Select(one => one.Here).ToArray() });
        command.Parameters.Add(new() { Value = known.Lost.Gone.ToArray() });
        return (long)(await command.ExecuteScalarAsync(CancellationToken.None))!;
    }

    /// <summary>Commits of turns that neither landed nor were taken back, the newest first.</summary>
    /// <param name="project">The project's key.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<UnsettledCommit[]> Unsettled(string project, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("projects/list_unsettled.sql"));
        command.Parameters.Add(new() { Value = project });
        command.Parameters.Add(new() { Value = UnsettledMax });
        return await Rows.ReadAll(
            command,
            row => new UnsettledCommit(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1)),
            stop
        );
    }

    private const int UnsettledMax = 500;

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

/// <summary>A commit that a clone has.</summary>
/// <param name="Sha">Its whole name.</param>
/// <param name="At">When it was made.</param>
/// <param name="Subject">Its message's first line.</param>
/// <param name="Here">It is on the branch that is checked out.</param>
public sealed record KnownCommit(string Sha, DateTimeOffset At, string Subject, bool Here)
{
    /// <summary>When it was written first: a rebase and an amendment leave that as it was.</summary>
    public required DateTimeOffset WrittenAt { get; init; }
}

/// <summary>A commit that went into another one.</summary>
/// <param name="Sha">The other's whole name; it is on a branch that is checked out.</param>
/// <param name="Subject">Its own message's first line.</param>
public sealed record SquashedCommit(string Sha, string Subject);

/// <summary>What became of clones.</summary>
/// <param name="Added">New ones.</param>
/// <param name="Changed">Those that are not as they were.</param>
/// <param name="Archived">Those that are gone.</param>
/// <param name="Same">Those that are as they were.</param>
public sealed record SyncedRepos(int Added, int Changed, int Archived, int Same);

/// <summary>What the clones of a project have.</summary>
/// <param name="Commits">Of every branch, each once.</param>
/// <param name="Reverted">Names of those that a commit on a branch that is checked out takes back.</param>
/// <param name="Squashed">Commits that one on a branch that is checked out says it is made of.</param>
/// <param name="WholeSince">Since when every clone was read; null when one was not.</param>
public sealed record KnownHistory(
    IReadOnlyList<KnownCommit> Commits,
    IReadOnlyList<string> Reverted,
    IReadOnlyList<SquashedCommit> Squashed,
    DateTimeOffset? WholeSince
)
{
    /// <summary>What became of those of turns that are not among the commits.</summary>
    public KnownLost Lost { get; init; } = KnownLost.None;
}

/// <summary>A commit of a turn that neither landed nor was taken back.</summary>
/// <param name="Sha">Its name, or how it begins.</param>
/// <param name="At">When it was made.</param>
public sealed record UnsettledCommit(string Sha, DateTimeOffset At);

/// <summary>What became of commits that no branch has.</summary>
/// <param name="Found">Those whose change is in another commit.</param>
/// <param name="Gone">Names of those of whose change nothing is left.</param>
public sealed record KnownLost(IReadOnlyList<FoundCommit> Found, IReadOnlyList<string> Gone)
{
    /// <summary>Nothing is known of any.</summary>
    public static readonly KnownLost None = new([], []);
}

/// <summary>A commit whose change is in another one.</summary>
/// <param name="Sha">Its name, or how it begins.</param>
/// <param name="In">The other's whole name.</param>
/// <param name="Here">The other is on a branch that is checked out.</param>
public sealed record FoundCommit(string Sha, string In, bool Here);
