using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Brain.Domain.Pipelines;
using Brain.Messages.Pipelines;
using Brain.Postgres.Health;
using Npgsql;
using NpgsqlTypes;

namespace Brain.Postgres.Pipelines;

/// <summary>Reads and writes pipelines and their runs.</summary>
public sealed class PipelineStore(NpgsqlDataSource database, CommitWatch? watch = null)
{
    /// <summary>The most late runs that sessions are told of.</summary>
    public const int LateMax = 1_000;

    private readonly RunBatchWriter _moves = new(database, watch);

    /// <summary>One run, or null.</summary>
    public async Task<Run?> Load(Guid id, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("pipelines/load_run.sql"));
        command.Parameters.Add(new() { Value = id });
        return (await One(command, PipelineJson.Default.StoredRun, stop))?.ToRun(id);
    }

    /// <summary>One version of a pipeline, or null.</summary>
    public async Task<Pipeline?> Version(Guid id, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("pipelines/load_pipeline.sql"));
        command.Parameters.Add(new() { Value = id });
        return await One(command, PipelineJson.Default.Pipeline, stop);
    }

    /// <summary>Writes the rows of one move: all of them or none.</summary>
    /// <returns>False when the run was moved by somebody else since; nothing was written.</returns>
    public Task<bool> Record(RunChange change) => _moves.Write(change);

    /// <summary>Keeps a definition.</summary>
    /// <param name="file">What it says.</param>
    /// <param name="message">Its text, and where it was said.</param>
    /// <returns>The version that holds now; null when there is no active persona of the name that is to be
    /// told.</returns>
    public async Task<DefinedVersion?> Define(PipelineFile file, DefinePipeline message)
    {
        await using var command = database.CreateCommand(Sql.Read("pipelines/keep_definition.sql"));
        var kept = new StoredDefinition(
            file.Name,
            file.Description,
            file.Tell,
            message.Yaml,
            file.Definition,
            message.Source ?? "manual"
        );
        command.Parameters.Add(
            new()
            {
                Value = JsonSerializer.Serialize(kept, PipelineJson.Default.StoredDefinition),
                NpgsqlDbType = NpgsqlDbType.Jsonb,
            }
        );
        return await One(command, PipelineJson.Default.DefinedVersion, CancellationToken.None);
    }

    /// <summary>Pipelines as they are defined now, by name, without their files.</summary>
    /// <param name="all">Versions that no longer hold too, the newest of each first.</param>
    /// <param name="stop">Gives up waiting.</param>
    public Task<PipelineSummary[]> List(bool all, CancellationToken stop) => Pipelines(null, all, stop);

    /// <summary>One pipeline as it is defined now, with its file; null when there is none.</summary>
    public async Task<PipelineSummary?> Show(string name, CancellationToken stop) =>
        (await Pipelines(name, all: false, stop)).SingleOrDefault();

    /// <summary>Runs, late ones first, then the newest; at most 1,000.</summary>
    /// <param name="pipeline">Of this pipeline, or null.</param>
    /// <param name="project">Of this project and of none, or null for every project's.</param>
    /// <param name="all">Ended ones too.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<RunSummary[]> Runs(string? pipeline, string? project, bool all, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("pipelines/list_runs.sql"));
        command.Parameters.Add(Rows.Maybe(pipeline, NpgsqlDbType.Text));
        command.Parameters.Add(Rows.Maybe(project, NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = all });
        command.Parameters.Add(new() { Value = RunSummary.ListMax });
        return await Rows.ReadAll(command, row => Read(row, PipelineJson.Default.RunSummary), stop);
    }

    /// <summary>The runs that a word may mean, with what each is called; at most 6.</summary>
    public async Task<(Guid Id, string Called)[]> Find(string word, string? project, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("pipelines/find_runs.sql"));
        command.Parameters.Add(new() { Value = word.ToLowerInvariant() });
        command.Parameters.Add(Rows.Maybe(project, NpgsqlDbType.Text));
        return await Rows.ReadAll(command, row => (row.GetGuid(0), row.GetString(1)), stop);
    }

    /// <summary>What is late and told by a persona, the newest first.</summary>
    public async Task<string[]> Late(Guid persona, int limit, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("pipelines/persona_breaks.sql"));
        command.Parameters.Add(new() { Value = persona });
        command.Parameters.Add(new() { Value = limit });
        return await Rows.ReadAll(
            command,
            row =>
                new LateRun(
                    row.GetGuid(0),
                    row.GetString(1),
                    Rows.Read<string>(row, 2),
                    row.GetString(3),
                    row.GetFieldValue<DateTimeOffset>(4)
                ).ToText(),
            stop
        );
    }

    /// <summary>Open runs whose link was late before a moment and that nobody was told of.</summary>
    public async Task<Guid[]> Missed(DateTimeOffset before, int limit, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("pipelines/list_missed.sql"));
        command.Parameters.Add(new() { Value = before.UtcDateTime });
        command.Parameters.Add(new() { Value = limit });
        return await Rows.ReadAll(command, row => row.GetGuid(0), stop);
    }

    /// <summary>
    /// The oldest of what hooks saw and nobody dealt with, with the run that it may move now; null when nothing is
    /// left.
    /// </summary>
    /// <param name="after">Only those after this one.</param>
    /// <param name="stop">Gives up waiting.</param>
    public async Task<LinkReport?> NextReport(long after, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("pipelines/next_link_report.sql"));
        command.Parameters.Add(new() { Value = after });
        return (
            await Rows.ReadAll(
                command,
                row => new LinkReport(
                    row.GetInt64(0),
                    Rows.Read<Guid?>(row, 1),
                    row.GetString(2),
                    Rows.Read<Guid?>(row, 3),
                    row.GetFieldValue<DateTimeOffset>(4)
                )
                {
                    Source = Rows.Read<string>(row, 5),
                },
                stop
            )
        ).SingleOrDefault();
    }

    /// <summary>Notes that what a hook saw is dealt with.</summary>
    public async Task Handled(long report, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("pipelines/handle_report.sql"));
        command.Parameters.Add(new() { Value = report });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Forgets what was dealt with before a moment.</summary>
    public async Task Forget(DateTimeOffset before, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("pipelines/forget_reports.sql"));
        command.Parameters.Add(new() { Value = before.UtcDateTime });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>What every session's decisions need of pipelines.</summary>
    public async Task<StoredPipelines> Known(CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("pipelines/read_known.sql"));
        command.Parameters.Add(new() { Value = LateMax });
        return (await One(command, PipelineJson.Default.StoredPipelines, stop))!;
    }

    private async Task<PipelineSummary[]> Pipelines(string? name, bool all, CancellationToken stop)
    {
        await using var command = database.CreateCommand(Sql.Read("pipelines/list_pipelines.sql"));
        command.Parameters.Add(Rows.Maybe(name, NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = all });
        return await Rows.ReadAll(command, row => Read(row, PipelineJson.Default.PipelineSummary), stop);
    }

    private static async Task<T?> One<T>(NpgsqlCommand command, JsonTypeInfo<T> type, CancellationToken stop)
        where T : class =>
        await command.ExecuteScalarAsync(stop) is string text ? JsonSerializer.Deserialize(text, type) : null;

    private static T Read<T>(NpgsqlDataReader row, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(row.GetString(0), type)!;
}
