using Brain.Silo.Files;
using Microsoft.Data.Sqlite;

namespace Brain.Silo.Import;

/// <summary>
/// A SQLite database of another program's, which may have it open, read where it lies. Nothing beside it is made or
/// written, and no writer waits. Where it has a log that is in use, it is read as any reader of SQLite's does, but with
/// the log's index as it is; what nobody has open is read without a lock, and none of it counts if it was written
/// meanwhile.
/// </summary>
internal sealed class SqliteView : IDisposable
{
    /// <summary>The most bytes of one that has to be copied: it has a log, and of that no index.</summary>
    public const long CopyBytesMax = 4L * 1024 * 1024 * 1024;

    private const int LogHeadBytes = 32;
    private const int TriesMax = 5;

    private readonly SqliteConnection _connection;

    private SqliteView(SqliteConnection connection) => _connection = connection;

    // What it must still be after each question; null where locks see to that.
    private (string Path, string Mark)? Still { get; init; }

    // Of a copy.
    private string? Folder { get; init; }

    /// <summary>Another text whenever the database may have gained something.</summary>
    public static string Mark(string path)
    {
        // Whoever reads as root has SQLite say anew whose the log is, which nothing is written by.
        var log = FileIdentity.Of(Log(path)) is { } file
            ? file with { Changed = File.GetLastWriteTimeUtc(Log(path)).Ticks }
            : null;
        return $"{FileIdentity.Mark(FileIdentity.Of(path))} {FileIdentity.Mark(log)}";
    }

    /// <summary>Opens a database for reading.</summary>
    /// <param name="path">The database.</param>
    /// <param name="folder">Where a copy is made if there must be one; what a program that died left is gone.</param>
    /// <exception cref="IOException">It can't be read; the message says why.</exception>
    public static SqliteView Of(string path, string folder)
    {
        Remove(folder);
        var mark = Mark(path);
        if (FileIdentity.Of($"{path}-journal") is { Length: > 0 })
            throw new IOException("it is being written; it is read later");
        return (FileIdentity.Of(Log(path)), FileIdentity.Of($"{path}-shm")) switch
        {
            (not null, not null) => new(Opened(path, "readonly_shm=1")),
            ({ Length: > 0 }, null) => Copy(path, folder),
            _ => new(Opened(path, "immutable=1")) { Still = (path, mark) },
        };
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
            return Still is { } still && Mark(still.Path) != still.Mark
                ? throw new IOException("it was written while it was read; it is read later")
                : rows;
        });

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection.Dispose();
        if (Folder is { } folder)
            Remove(folder);
    }

    private static SqliteView Copy(string path, string folder)
    {
        if (FileIdentity.Of(path) is not { Length: <= CopyBytesMax })
            throw new IOException($"it has more than {CopyBytesMax} bytes, and would be copied");
        try
        {
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

            return new(Opened(copy, with: null)) { Folder = folder };
        }
        catch
        {
            Remove(folder);
            throw;
        }
    }

    // https://sqlite.org/uri.html: a path in which nothing is taken for a parameter.
    private static SqliteConnection Opened(string path, string? with) =>
        Guarded(() =>
        {
            var name = path.Replace("%", "%25", StringComparison.Ordinal)
                .Replace("?", "%3f", StringComparison.Ordinal)
                .Replace("#", "%23", StringComparison.Ordinal);
            var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder
                {
                    DataSource = with is null ? path : $"file:{name}?{with}",
                    Mode = with is null ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadOnly,
                    Pooling = false,
                }.ToString()
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
        var (file, log) = (FileIdentity.Mark(FileIdentity.Of(path)), LogHead(path));
        File.Copy(path, copy, overwrite: true);
        File.Delete(Log(copy));
        if (log.Length == 0)
            return LogHead(path).Length == 0 && FileIdentity.Mark(FileIdentity.Of(path)) == file;
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

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
