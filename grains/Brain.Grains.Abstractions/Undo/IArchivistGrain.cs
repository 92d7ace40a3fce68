using Brain.Messages.Sessions;
using Brain.Messages.Undo;

namespace Brain.Grains.Abstractions.Undo;

/// <summary>🗄️ Archivist: takes back what was changed. Key: the session's id.</summary>
[Alias("brain.archivist")]
public interface IArchivistGrain : IGrainWithGuidKey
{
    /// <summary>Shows what would be taken back; with yes, and once it was shown, takes it back.</summary>
    /// <param name="message">What.</param>
    /// <param name="by">The agent or door that it came by.</param>
    [Alias("take-back"), ResponseTimeout("00:02:00")]
    [return: Immutable]
    Task<Receipt> TakeBack([Immutable] TakeBack message, string by);

    /// <summary>The same as a silo of an older version says it: as it was typed.</summary>
    /// <param name="args">What was typed after the command.</param>
    /// <param name="by">The agent or door that it came by.</param>
    [Alias("undo"), ResponseTimeout("00:02:00")]
    [return: Immutable]
    Task<Receipt> Undo(string args, string by);
}
