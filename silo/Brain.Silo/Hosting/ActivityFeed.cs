using Brain.Messages.Sessions;

namespace Brain.Silo.Hosting;

/// <summary>What is done in this silo, for whoever shows it. Nobody there, it costs a look.</summary>
internal sealed class ActivityFeed
{
    /// <summary>A session's event was answered.</summary>
    public event Action<SessionId>? Answered;

    /// <summary>A person's command was done, which may have changed anything.</summary>
    public event Action? Acted;

    /// <summary>Tells of an event.</summary>
    public void Answer(SessionId session) => Answered?.Invoke(session);

    /// <summary>Tells of a command.</summary>
    public void Act() => Acted?.Invoke();
}
