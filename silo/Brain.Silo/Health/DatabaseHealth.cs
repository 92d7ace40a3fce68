using Brain.Postgres.Health;

namespace Brain.Silo.Health;

/// <summary>What one look at the database changed.</summary>
internal enum HealthChange
{
    /// <summary>It is as it was.</summary>
    None,

    /// <summary>From now on it takes no writes.</summary>
    Began,

    /// <summary>It takes them again.</summary>
    Ended,
}

/// <summary>An outage that goes on.</summary>
/// <param name="Fault">What was found last.</param>
/// <param name="Since">When it was found out first.</param>
internal sealed record OpenOutage(DatabaseFault Fault, DateTimeOffset Since);

/// <summary>
/// Whether the database takes writes, out of looks at it. One that fails is doubt, and soon looked at again; an outage
/// is two refusals one after the other, or <see cref="SlowMax"/> without an answer or a lock. So a slow commit, a row
/// that somebody holds, or one connection that was ended is none. One look that succeeds ends either.
/// </summary>
internal sealed class DatabaseHealth
{
    /// <summary>How long it may keep hooks waiting for a lock or an answer before that is an outage.</summary>
    public static readonly TimeSpan SlowMax = TimeSpan.FromSeconds(2.5);

    private const int RefusalsMin = 2;

    private TimeSpan _failing;
    private int _failures;
    private volatile OpenOutage? _open;

    /// <summary>Why it takes no writes, and since when; null when it does, as far as anybody knows.</summary>
    public OpenOutage? Open => _open;

    /// <summary>The last look failed, and it is not known yet what that means.</summary>
    public bool InDoubt => _failures > 0 && _open is null;

    /// <summary>Notes what a look found.</summary>
    /// <param name="fault">Null when the write went through.</param>
    /// <param name="lasted">How long it is since the look before, this one included.</param>
    /// <param name="now">When it ended.</param>
    public HealthChange Note(DatabaseFault? fault, TimeSpan lasted, DateTimeOffset now)
    {
        var was = _open;
        if (fault is null)
        {
            (_failures, _failing, _open) = (0, TimeSpan.Zero, null);
            return was is null ? HealthChange.None : HealthChange.Ended;
        }

        (_failures, _failing) = (_failures + 1, _failing + lasted);
        if (was is null && (fault.IsPatient ? _failing < SlowMax : _failures < RefusalsMin))
            return HealthChange.None;
        _open = new(fault, was?.Since ?? now);
        return was is null ? HealthChange.Began : HealthChange.None;
    }
}
