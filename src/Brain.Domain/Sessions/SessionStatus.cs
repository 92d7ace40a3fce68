namespace Brain.Domain.Sessions;

/// <summary>Where a session is in its life. Stored by name in lower case in <c>v2.sessions.status</c>.</summary>
public enum SessionStatus
{
    /// <summary>It speaks, or may speak again any moment.</summary>
    Active,

    /// <summary>The agent said that it ended; it comes back when it speaks again.</summary>
    Ended,

    /// <summary>It fell silent without ending.</summary>
    Abandoned,

    /// <summary>A person put it away.</summary>
    Archived,
}
