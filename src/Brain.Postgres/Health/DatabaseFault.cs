using System.Net.Sockets;
using Npgsql;

namespace Brain.Postgres.Health;

/// <summary>Why the database takes no writes.</summary>
/// <param name="Code">Stable and dotted, such as <c>database.locked</c>: for programs.</param>
/// <param name="Why">What it said itself.</param>
public sealed record DatabaseFault(string Code, string Why)
{
    /// <summary>Nobody answers at its address, or it is starting or stopping.</summary>
    public const string Gone = "database.gone";

    /// <summary>It takes requests and answers none in time.</summary>
    public const string Hangs = "database.hangs";

    /// <summary>Somebody holds tables that hooks write to.</summary>
    public const string Locked = "database.locked";

    /// <summary>It refuses to write.</summary>
    public const string ReadOnly = "database.read_only";

    /// <summary>Its disk has no room for one more turn.</summary>
    public const string Full = "database.full";

    /// <summary>It refuses for another reason, which it says.</summary>
    public const string Failing = "database.failing";

    private const string DiskFull = "No space left on device";

    /// <summary>One line for people, without anything that the server said.</summary>
    public string Sentence =>
        Code switch
        {
            Gone => "Postgres can't be reached.",
            Hangs => "Postgres doesn't answer in time.",
            Locked => "Somebody holds the brain's tables locked.",
            ReadOnly => "Postgres takes no writes.",
            Full => "The disk of Postgres is full.",
            _ => "Postgres fails at writes.",
        };

    /// <summary>Whether more time may mend it, so that a slow moment is no outage yet.</summary>
    public bool IsPatient => Code is Locked or Hangs;

    /// <summary>What an exception says of the database.</summary>
    public static DatabaseFault Of(Exception fault)
    {
        var (outer, inner) = (fault.Message.TrimEnd('.'), fault.GetBaseException().Message.TrimEnd('.'));
        return new(CodeOf(fault), outer == inner ? inner : $"{outer}: {inner}");
    }

    /// <summary>
    /// Whether a commit that failed so says something of the database itself: not when it was answered that the rows
    /// break a rule, or that somebody was there first.
    /// </summary>
    public static bool IsDoubt(Exception fault) =>
        Find<PostgresException>(fault) is { } refused
            ? refused.SqlState[..2] is "08" or "25" or "53" or "55" or "57" or "58" or "XX"
            : IsOfDatabase(fault);

    /// <summary>Whether an exception comes from the database or from the way to it.</summary>
    public static bool IsOfDatabase(Exception? fault) =>
        Find<NpgsqlException>(fault) is not null
        || Find<SocketException>(fault) is not null
        || Find<TimeoutException>(fault) is not null
        || IsOfDriver(fault);

    // Npgsql 10.0.3 takes a statement that was given up while it was planned for prepared, and without columns. Its
    // next rows fail with a plain exception and the connection is closed; the next one is sound (npgsql/npgsql#6391).
    private static bool IsOfDriver(Exception? fault) =>
        fault?.GetBaseException() is { Source: "Npgsql" } plain && plain.GetType() == typeof(Exception);

    private static string CodeOf(Exception fault)
    {
        if (fault.GetBaseException().Message.Contains(DiskFull, StringComparison.Ordinal))
            return Full;
        return Find<PostgresException>(fault)?.SqlState switch
        {
            PostgresErrorCodes.LockNotAvailable => Locked,
            PostgresErrorCodes.ReadOnlySqlTransaction => ReadOnly,
            PostgresErrorCodes.DiskFull => Full,
            PostgresErrorCodes.QueryCanceled => Hangs,
            PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow => Gone,
            { } => Failing,
            null
                when Find<TimeoutException>(fault) is not null || Find<OperationCanceledException>(fault) is not null =>
                Hangs,
            null when IsOfDriver(fault) => Failing,
            null => Gone,
        };
    }

    private static T? Find<T>(Exception? fault)
        where T : Exception
    {
        for (var one = fault; one is not null; one = one.InnerException)
        {
            if (one is T found)
                return found;
            if (one is AggregateException { InnerExceptions.Count: > 1 } many)
                return many.InnerExceptions.Select(Find<T>).FirstOrDefault(inner => inner is not null);
        }

        return null;
    }
}
