using Npgsql;

namespace Brain.Postgres.Pipelines;

/// <summary>Tells that a hook saw what may move a run.</summary>
public sealed class ReportChannel(NpgsqlDataSource database) : PgListener(database, Sql.Read("pipelines/listen_reports.sql"));
