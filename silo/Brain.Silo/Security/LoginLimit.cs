namespace Brain.Silo.Security;

/// <summary>
/// Holds up whoever tries tokens at the login: after <see cref="Free"/> wrong ones each further one costs a wait that
/// doubles,
/// up to <see cref="WaitMax"/>, and while it lasts nothing is tried at all. All callers come from this machine and this
/// user, so there is one count; it is forgotten after a right token, or some time without a wrong one.
/// </summary>
internal sealed class LoginLimit(TimeProvider clock)
{
    /// <summary>Wrong tokens that cost nothing.</summary>
    public const int Free = 5;

    /// <summary>The longest that a right token may have to wait: nobody is locked out for good.</summary>
    public static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(30);

    /// <summary>So long after the last wrong one, all are forgotten.</summary>
    public static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private int _wrong;
    private DateTimeOffset _last;
    private DateTimeOffset _open;

    /// <summary>How long the next try has to wait; null when it may be made now.</summary>
    public TimeSpan? Wait()
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (now - _last > Forgotten)
                (_wrong, _open) = (0, default);
            return now < _open ? _open - now : null;
        }
    }

    /// <summary>A wrong token was tried. Returns how many there were in a row.</summary>
    public int Wrong()
    {
        lock (_lock)
        {
            _last = clock.GetUtcNow();
            _wrong++;
            if (_wrong >= Free)
                _open =
                    _last
                    + TimeSpan.FromSeconds(Math.Min(WaitMax.TotalSeconds, Math.Pow(2, Math.Min(_wrong - Free, 10))));
            return _wrong;
        }
    }

    /// <summary>The right token was shown.</summary>
    public void Right()
    {
        lock (_lock)
            (_wrong, _open) = (0, default);
    }
}
