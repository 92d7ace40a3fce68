using System.Net;
using Npgsql;

namespace Brain.Postgres;

/// <summary>Where the database is, in the two languages that speak of it.</summary>
/// <param name="Npgsql">For .NET.</param>
/// <param name="Libpq">For psql and everybody else: <c>host=… dbname=…</c>.</param>
public sealed record BrainDatabase(string Npgsql, string Libpq)
{
    // Names that both languages know under different words; all others are spelt the same but for their blanks.
    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["dbname"] = "Database",
        ["user"] = "Username",
        ["hostaddr"] = "Host",
        ["sslmode"] = "SSL Mode",
        ["application_name"] = "Application Name",
        ["connect_timeout"] = "Timeout",
        ["options"] = "Options",
        ["passfile"] = "Passfile",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
    };

    /// <summary>
    /// Whether it is on another machine, and who is on the way there could read along or take its place: no
    /// <c>sslmode</c> that
    /// verifies the server.
    /// </summary>
    public bool IsUnprotected
    {
        get
        {
            var settings = new NpgsqlConnectionStringBuilder(Npgsql);
            return settings.SslMode is not (SslMode.VerifyCA or SslMode.VerifyFull)
                && (settings.Host ?? "")
                    .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Any(IsElsewhere);
        }
    }

    /// <summary>Reads a connection string: libpq's words, libpq's URI, or Npgsql's.</summary>
    /// <exception cref="FormatException">It is none of these.</exception>
    public static BrainDatabase Parse(string text)
    {
        var trimmed = text.Trim();
        try
        {
            var builder =
                trimmed.StartsWith("postgres", StringComparison.OrdinalIgnoreCase)
                && trimmed.Contains("://", StringComparison.Ordinal)
                    ? FromUri(new Uri(trimmed))
                : trimmed.Contains(';') || !trimmed.Contains(' ')
                    ? new NpgsqlConnectionStringBuilder(
                        Renamed(trimmed.Split(';', StringSplitOptions.RemoveEmptyEntries))
                    )
                : new NpgsqlConnectionStringBuilder(Renamed(Pairs(trimmed)));
            return new(builder.ConnectionString, ToLibpq(builder));
        }
        catch (Exception fault) when (fault is ArgumentException or UriFormatException or KeyNotFoundException)
        {
            throw new FormatException(
                "BRAIN_DATABASE can't be read: expected for example 'host=/run/postgresql dbname=brain user=me' "
                    + $"or 'postgresql://me@localhost/brain'. {fault.Message}",
                fault
            );
        }
    }

    /// <summary>Connections that a pool keeps open; warmed before the silo calls itself ready.</summary>
    public const int PoolMin = 4;

    /// <summary>
    /// The most connections of one pool, unless the connection string says another number. Loads and writes go in
    /// batches and take four; one listens for changes; the rest is for what people ask. More at once only take the
    /// processor from each other.
    /// </summary>
    public const int PoolMax = 16;

    /// <summary>
    /// How long a connection is waited for, in seconds, unless the connection string says another time.
    /// </summary>
    public const int ConnectSecondsMax = 5;

    /// <summary>
    /// How long a command may take, in seconds, unless the connection string says another time. Those that a hook waits
    /// for may take a part of it: see <see cref="WriteTimeMax"/> and <see cref="LoadTimeMax"/>.
    /// </summary>
    public const int CommandSecondsMax = 10;

    /// <summary>
    /// How long a group of writes may take: half of a command's time, which is less than a grain's caller waits.
    /// </summary>
    internal static TimeSpan WriteTimeMax(NpgsqlDataSource database) => Part(database, 2);

    /// <summary>How long a batch of loads may take: a third of a command's time. A hook waits for it.</summary>
    internal static TimeSpan LoadTimeMax(NpgsqlDataSource database) => Part(database, 3);

    private static TimeSpan Part(NpgsqlDataSource database, int divisor)
    {
        // None is said by 0.
        var seconds = new NpgsqlConnectionStringBuilder(database.ConnectionString).CommandTimeout;
        return TimeSpan.FromSeconds(seconds == 0 ? 60 : Math.Max(1, seconds / divisor));
    }

    /// <summary>Makes the pool that every store of one silo shares.</summary>
    /// <param name="searchPath">Schemas for names without one, or null for the server's own choice.</param>
    public NpgsqlDataSource Open(string? searchPath = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(Npgsql)
        {
            ApplicationName = "brain",
            MaxAutoPrepare = 40,
            AutoPrepareMinUsages = 2,
            KeepAlive = 30,
            // A row that somebody holds fails its own change soon, and not everybody's behind it. Compiling a statement
            // takes several times as long as running it: none runs for so long.
            Options = "-c lock_timeout=500 -c jit=off",
        };
        if (!settings.ShouldSerialize("Timeout"))
            settings.Timeout = ConnectSecondsMax;
        if (!settings.ShouldSerialize("Command Timeout"))
            settings.CommandTimeout = CommandSecondsMax;
        if (!settings.ShouldSerialize("Maximum Pool Size"))
            settings.MaxPoolSize = PoolMax;
        if (!settings.ShouldSerialize("Minimum Pool Size"))
            settings.MinPoolSize = Math.Min(PoolMin, settings.MaxPoolSize);
        if (searchPath is not null)
            settings.SearchPath = searchPath;
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }

    /// <summary>
    /// Opens the few connections by which the silo looks how the database does: short of time, and small.
    /// </summary>
    public NpgsqlDataSource OpenForProbes() =>
        new NpgsqlDataSourceBuilder(
            new NpgsqlConnectionStringBuilder(Npgsql)
            {
                ApplicationName = "brain-probe",
                MaxPoolSize = 3,
                MaxAutoPrepare = 4,
                AutoPrepareMinUsages = 2,
                Timeout = 3,
                CommandTimeout = 3,
                // A server that hangs answers no cancelling either.
                CancellationTimeout = -1,
                // As hooks wait for a lock, and less than the second after which Postgres ends one of two that wait for
                // each other.
                Options = "-c lock_timeout=500 -c statement_timeout=3000 -c work_mem=64kB",
            }.ConnectionString
        ).Build();

    private static bool IsElsewhere(string host)
    {
        if (host[0] is '/' or '@' || IPAddress.TryParse(host, out var bare) && IPAddress.IsLoopback(bare))
            return false;
        var name = host.Split(':')[0];
        return !name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            && !(IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
    }

    private static string Renamed(IEnumerable<string> pairs) =>
        string.Join(
            ';',
            pairs.Select(pair =>
            {
                var at = pair.IndexOf('=', StringComparison.Ordinal);
                if (at <= 0)
                    throw new KeyNotFoundException($"'{pair}' is not name=value.");
                var name = pair[..at].Trim();
                // libpq says verify-full, Npgsql VerifyFull.
                var isMode = name.Equals("sslmode", StringComparison.OrdinalIgnoreCase);
                var value = isMode ? pair[(at + 1)..].Replace("-", "", StringComparison.Ordinal) : pair[(at + 1)..];
                return $"{Words.GetValueOrDefault(name, name)}={value}";
            })
        );

    // libpq: name = value, blanks between; a value with blanks stands in single quotes, \ escapes.
    private static IEnumerable<string> Pairs(string text)
    {
        var pair = new System.Text.StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
                pair.Append(text[++i]);
            else if (text[i] == '\'')
                quoted = !quoted;
            else if (text[i] != ' ' || quoted)
                pair.Append(text[i]);
            else if (pair.Length > 0)
            {
                yield return pair.ToString();
                pair.Clear();
            }
        }

        if (pair.Length > 0)
            yield return pair.ToString();
    }

    private static NpgsqlConnectionStringBuilder FromUri(Uri uri)
    {
        var query = uri
            .Query.TrimStart('?')
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(Uri.UnescapeDataString);
        var user = uri.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString).ToArray();
        var builder = new NpgsqlConnectionStringBuilder(Renamed(query));
        if (uri.Host.Length > 0)
            builder.Host = uri.Host;
        if (uri.Port > 0)
            builder.Port = uri.Port;
        if (uri.AbsolutePath.Length > 1)
            builder.Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        if (user[0].Length > 0)
            builder.Username = user[0];
        if (user.Length > 1)
            builder.Password = user[1];
        return builder;
    }

    private static string ToLibpq(NpgsqlConnectionStringBuilder builder)
    {
        // The password is for the one who gave it; what status prints may be seen by the agent.
        var parts = new (string Name, string? Value)[]
        {
            ("host", builder.Host),
            ("port", builder.Port == NpgsqlConnection.DefaultPort ? null : builder.Port.ToString()),
            ("dbname", builder.Database),
            ("user", builder.Username),
        };
        return string.Join(
            ' ',
            parts
                .Where(part => !string.IsNullOrEmpty(part.Value))
                .Select(part =>
                    part.Value.AsSpan().IndexOfAny(" '\\") < 0
                        ? $"{part.Name}={part.Value}"
                        : $"{part.Name}='{Escaped(part.Value!)}'"
                )
        );
    }

    private static string Escaped(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
}
