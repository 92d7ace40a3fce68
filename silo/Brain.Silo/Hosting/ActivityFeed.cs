using Brain.Messages.Sessions;

namespace Brain.Silo.Hosting;

/// <summary>What is done in this silo, for whoever shows it.</summary>
internal sealed class ActivityFeed
{
    /// <summary>A session's event was answered.</summary>
    public event EventHandler<SessionEventArgs>? Answered;

    /// <summary>A person's command was done, which may have changed anything.</summary>
    public event EventHandler? Acted;

    /// <summary>Tells of an event.</summary>
    public void Answer(SessionId session) => Answered?.Invoke(this, new(session));

    /// <summary>Tells of a command.</summary>
    public void Act() => Acted?.Invoke(this, EventArgs.Empty);
}

/// <summary>Whose event it was.</summary>
/// <param name="session">Which session.</param>
internal sealed class SessionEventArgs(SessionId session) : EventArgs
{
    /// <summary>Which session.</summary>
    public SessionId Session { get; } = session;
}
