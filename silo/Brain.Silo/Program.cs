using Brain.Postgres.Schema;
using Brain.Silo;
using Brain.Silo.Configuration;
using Npgsql;

try
{
    var settings = BrainSettings.FromEnvironment(Environment.GetEnvironmentVariable);
    await BrainSilo.Run(settings);
    return 0;
}
catch (Exception fault) when (fault is FormatException or IOException or NpgsqlException or MigrationRefusedException)
{
    await Console.Error.WriteLineAsync($"brain: {fault.Message}");
    return 1;
}
