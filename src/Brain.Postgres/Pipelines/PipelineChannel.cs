using Npgsql;

namespace Brain.Postgres.Pipelines;

/// <summary>Tells that a pipeline, a run or what a hook saw of one changed.</summary>
public sealed class PipelineChannel(NpgsqlDataSource database) : PgListener(database, Sql.Read("pipelines/listen_pipelines.sql"));
