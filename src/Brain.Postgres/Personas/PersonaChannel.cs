using Npgsql;

namespace Brain.Postgres.Personas;

/// <summary>Tells that a persona's row changed.</summary>
public sealed class PersonaChannel(NpgsqlDataSource database) : PgListener(database, Sql.Read("personas/listen.sql"));
