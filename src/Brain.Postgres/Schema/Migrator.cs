using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Brain.Postgres.Schema;

/// <summary>
/// Brings a database to this program's schema: numbered files under <c>sql/migrations</c>, each once and in order,
/// then every function under <c>sql/</c> whose text changed. Forward only, one at a time under a lock, one transaction;
/// running it again does nothing.
/// </summary>
/// <param name="database">To be migrated.</param>
/// <param name="files">Paths under <c>sql/</c> with their texts; those of this program when null.</param>
public sealed class Migrator(NpgsqlDataSource database, IReadOnlyDictionary<string, string>? files = null)
{
    /// <summary>How long a silo waits for another one that migrates, unless it is told otherwise.</summary>
    public static readonly TimeSpan PatienceDefault = TimeSpan.FromMinutes(5);

    private readonly IReadOnlyDictionary<string, string> _files = files ?? Sql.All;

    /// <summary>How long this one waits for another that migrates.</summary>
    public TimeSpan Patience { get; init; } = PatienceDefault;

    /// <summary>Told once, in a sentence, when it has to wait.</summary>
    public Action<string> Waits { get; init; } = _ => { };

    // Any number that nobody else uses: it names the lock that silos starting together wait for.
    private const long Lock = 0x627261696e;

    private const string Folder = "migrations/";

    /// <summary>Applies what is missing.</summary>
    /// <returns>The files that were applied now.</returns>
    /// <exception cref="MigrationRefusedException">
    /// An applied file was edited, the database is newer than this program, or another silo migrates for too long.
    /// </exception>
    public async Task<IReadOnlyList<string>> Apply(CancellationToken stop = default)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await TakeLock(connection, stop);
        await Run(connection, Sql.Read("schema/create_migrations.sql"), stop);
        var applied = await Applied(connection, stop);
        Refuse(applied);

        var done = new List<string>();
        foreach (var file in Migrations.Where(file => !applied.ContainsKey(file)).Concat(ChangedFunctions(applied)))
        {
            var text = _files[file];
            await Run(connection, text, stop);
            await Run(connection, Sql.Read("schema/note_migration.sql"), stop, file, Checksum(text));
            done.Add(file);
        }

        await transaction.CommitAsync(stop);
        return done;
    }

    /// <summary>Whether a file defines a function, and so is applied again whenever its text changes.</summary>
    public static bool IsFunction(string text) => text.Contains("create or replace function", StringComparison.Ordinal);

    private IEnumerable<string> Migrations =>
        _files.Keys.Where(file => file.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private IEnumerable<string> ChangedFunctions(Dictionary<string, string> applied) =>
        _files
            .Where(file =>
                !file.Key.StartsWith(Folder, StringComparison.Ordinal)
                && IsFunction(file.Value)
                && applied.GetValueOrDefault(file.Key) != Checksum(file.Value)
            )
            .Select(file => file.Key)
            .Order(StringComparer.Ordinal);

    private void Refuse(Dictionary<string, string> applied)
    {
        foreach (var (file, checksum) in applied.Where(row => row.Key.StartsWith(Folder, StringComparison.Ordinal)))
        {
            if (!_files.TryGetValue(file, out var text))
            {
                throw new MigrationRefusedException(
                    $"The database has migration sql/{file}, which this program does not know: it is older than "
                        + "the database. "
                        + "Nothing was changed. Run the newer program."
                );
            }

            var found = Checksum(text);
            if (found != checksum)
            {
                throw new MigrationRefusedException(
                    $"Migration sql/{file} was edited after it ran: expected checksum {checksum[..12]}, found "
                        + $"{found[..12]}. "
                        + "Nothing was changed. Put the file back and write a new migration instead."
                );
            }
        }
    }

    private async Task TakeLock(NpgsqlConnection connection, CancellationToken stop)
    {
        await using (var command = new NpgsqlCommand(Sql.Read("schema/try_lock.sql"), connection))
        {
            command.Parameters.Add(new() { Value = Lock });
            if (await command.ExecuteScalarAsync(stop) is true)
                return;
        }

        Waits($"Another silo migrates this database; waiting for it, at most {Patience.TotalSeconds:0} s.");
        try
        {
            await Run(connection, Sql.Read("schema/take_lock.sql"), stop, Lock, $"{Patience.TotalMilliseconds:0}ms");
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new MigrationRefusedException(
                $"Another silo has been migrating this database for {Patience.TotalSeconds:0} s: expected it to "
                    + "be done. Nothing was changed "
                    + "here, and this silo did not start. Start it again when that one is ready; if it hangs, stop it."
            );
        }
    }

    private static async Task<Dictionary<string, string>> Applied(NpgsqlConnection connection, CancellationToken stop)
    {
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand(Sql.Read("schema/list_migrations.sql"), connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
            rows[reader.GetString(0)] = reader.GetString(1);
        return rows;
    }

    private static async Task Run(
        NpgsqlConnection connection,
        string text,
        CancellationToken stop,
        params object[] values
    )
    {
        await using var command = new NpgsqlCommand(text, connection) { CommandTimeout = 0 };
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(stop);
    }

    private static string Checksum(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>The database and this program don't belong together; nothing was changed.</summary>
public sealed class MigrationRefusedException(string message) : Exception(message);
