using Brain.Messages.Sessions;

namespace Brain.Grains.Abstractions.Personas;

/// <summary>🧾 Auditor: closes a session. Key: the session's id.</summary>
[Alias("brain.auditor")]
public interface IAuditorGrain : IGrainWithGuidKey
{
    /// <summary>Classifies every turn that is not, rates comments, keeps what was learnt, ends the session. Done again it changes nothing.</summary>
    [Alias("close"), ResponseTimeout("00:06:00")]
    [return: Immutable]
    Task<Receipt> Close();
}

/// <summary>🗄️ Archivist: takes back what was changed. Key: the session's id.</summary>
[Alias("brain.archivist")]
public interface IArchivistGrain : IGrainWithGuidKey
{
    /// <summary>Shows what would be taken back; with yes, and once it was shown, takes it back.</summary>
    /// <param name="args">What was typed after the command.</param>
    /// <param name="by">Where it was said: <c>claude-code</c> or <c>manual</c>.</param>
    [Alias("undo"), ResponseTimeout("00:02:00")]
    [return: Immutable]
    Task<Receipt> Undo(string args, string by);
}

/// <summary>🪑 Session Boss: looks after sessions that nobody hears from. Key: <see cref="Key"/>, so there is one.</summary>
[Alias("brain.session-boss")]
public interface ISessionBossGrain : IGrainWithStringKey
{
    /// <summary>The only one's key.</summary>
    const string Key = "boss";

    /// <summary>Looks from now on, silo or no silo: a durable reminder wakes it.</summary>
    [Alias("watch")]
    Task Watch();

    /// <summary>Looks now: silent sessions are abandoned, broadcasts whose silo went away are ended.</summary>
    [Alias("look"), ResponseTimeout("00:05:00")]
    Task Look();
}

/// <summary>👮 Cop: what it saw of a session. Key: the session's id.</summary>
[Alias("brain.cop")]
public interface ICopGrain : IGrainWithGuidKey
{
    /// <summary>The session's drift, newest first, at most 10 lines.</summary>
    [Alias("seen")]
    [return: Immutable]
    Task<string[]> Seen();
}

/// <summary>📚 Librarian: what is queued. Key: the project's folder; empty for every project.</summary>
[Alias("brain.librarian")]
public interface ILibrarianGrain : IGrainWithStringKey
{
    /// <summary>Learnings that wait for a review and matters that were parked, newest first, at most 10 lines.</summary>
    [Alias("queue")]
    [return: Immutable]
    Task<string[]> Queue();
}
