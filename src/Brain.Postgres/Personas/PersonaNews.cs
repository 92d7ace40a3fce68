using Npgsql;

namespace Brain.Postgres.Personas;

/// <summary>Tells that a persona's row changed.</summary>
public sealed class PersonaNews(NpgsqlDataSource database) : RowNews(database, Sql.Read("personas/listen.sql"));
