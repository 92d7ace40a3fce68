using System.Globalization;
using Brain.Silo.Sessions;
using Microsoft.Data.Sqlite;

namespace Brain.Silo.Import;

/// <summary>
/// A copy of a SQLite database that another program may have open. That program's own files are only read as files:
/// nothing beside them is made, locked or taken up, and no writer waits. Its log of what was written last is copied
/// after it, so all that was moved from there into the database meanwhile stands in the log's copy too.
/// </summary>
internal sealed class SqliteCopy : IDisposable
{
    /// <summary>A larger database is left alone: all of it would be copied.</summary>
    public const long BytesMax = 4L * 1024 * 1024 * 1024;

    private const int LogHeadBytes = 32;
    private const int TriesMax = 5;

    private readonly string _folder;
    private readonly SqliteConnection _connection;

    private SqliteCopy(string folder, SqliteConnection connection) => (_folder, _connection) = (folder, connection);

    /// <summary>Another text whenever the database may have gained something.</summary>
    public static string Mark(string path) => $"{Mark(FileIdentity.Of(path))} {Mark(FileIdentity.Of(Log(path)))}";

    /// <summary>Copies a database into a folder of its own, which is gone with the copy.</summary>
    /// <param name="path">The database.</param>
    /// <param name="folder">Where; what a program that died left there is gone first.</param>
    /// <exception cref="IOException">It can't be read; the message says why.</exception>
    public static SqliteCopy Of(string path, string folder)
    {
        if (FileIdentity.Of(path) is not { Length: <= BytesMax })
            throw new IOException($"it has more than {BytesMax} bytes, and would be copied");
        try
        {
            Remove(folder);
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
            var copy = Path.Combine(folder, "copy.db");
            for (var tries = 1; !Copies(path, copy); tries++)
            {
                if (tries == TriesMax)
                    throw new IOException("it was written anew each time that it was copied; it is read later");
            }

            return new(folder, Opened(copy));
        }
        catch
        {
            Remove(folder);
            throw;
        }
    }

    /// <summary>All rows that an answer has.</summary>
    /// <param name="sql">The question.</param>
    /// <param name="session">What its <c>$session</c> stands for; null where it has none.</param>
    /// <param name="row">Reads a row.</param>
    /// <exception cref="IOException">It can't be answered; the message says why.</exception>
    public List<T> Rows<T>(string sql, string? session, Func<SqliteDataReader, T> row) =>
        Guarded(() =>
        {
            using var command = new SqliteCommand(sql, _connection);
            if (session is not null)
                command.Parameters.AddWithValue("$session", session);
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
                rows.Add(row(reader));
            return rows;
        });

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection.Dispose();
        Remove(_folder);
    }

    private static SqliteConnection Opened(string copy) =>
        Guarded(() =>
        {
            var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = copy, Pooling = false }.ToString()
            );
            try
            {
                connection.Open();
                return connection;
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        });

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault)
            when (fault is SqliteException or InvalidCastException or FormatException or OverflowException)
        {
            throw new IOException(fault.Message, fault);
        }
    }

    // False when it was begun anew meanwhile, and may be half of one state and half of another.
    private static bool Copies(string path, string copy)
    {
        var (file, log) = (Mark(FileIdentity.Of(path)), LogHead(path));
        File.Copy(path, copy, overwrite: true);
        File.Delete(Log(copy));
        if (log.Length == 0)
            return LogHead(path).Length == 0 && Mark(FileIdentity.Of(path)) == file;
        try
        {
            File.Copy(Log(path), Log(copy));
        }
        catch (FileNotFoundException)
        {
            return false;
        }

        return LogHead(path).AsSpan().SequenceEqual(log);
    }

    // With it the log is told: it is another once the log begins anew.
    private static byte[] LogHead(string path) => RegularFile.Start(Log(path), LogHeadBytes) ?? [];

    private static string Log(string path) => $"{path}-wal";

    private static string Mark(FileIdentity? file) =>
        file is null
            ? "-"
            : string.Create(CultureInfo.InvariantCulture, $"{file.Inode}:{file.Length}:{file.Changed}");

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
