using Npgsql;

namespace Brain.Postgres.Pipelines;

/// <summary>Tells that there is another message to people's ntfy.</summary>
public sealed class NotificationNews(NpgsqlDataSource database) : RowNews(database, Sql.Read("pipelines/listen_notifications.sql"));
