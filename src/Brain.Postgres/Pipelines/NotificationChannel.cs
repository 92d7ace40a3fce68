using Npgsql;

namespace Brain.Postgres.Pipelines;

/// <summary>Tells that there is another message to people's ntfy.</summary>
public sealed class NotificationChannel(NpgsqlDataSource database) : PgListener(database, Sql.Read("pipelines/listen_notifications.sql"));
