using Brain.Postgres.Schema;
using Brain.Silo;
using Brain.Silo.Configuration;
using Brain.Silo.Knowledge;
using Npgsql;

try
{
    if (args is [PdfReader.Word])
        return await PdfReader.Run(Console.OpenStandardInput(), Console.OpenStandardOutput(), TimeProvider.System);
    var settings = BrainSettings.FromEnvironment(Environment.GetEnvironmentVariable);
    await BrainSilo.Run(settings);
    return 0;
}
catch (Exception fault) when (fault is FormatException or IOException or NpgsqlException or MigrationRefusedException)
{
    await Console.Error.WriteLineAsync($"brain: {fault.Message}");
    return 1;
}
