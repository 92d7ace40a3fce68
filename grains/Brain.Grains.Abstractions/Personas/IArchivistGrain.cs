using Brain.Messages.Sessions;

namespace Brain.Grains.Abstractions.Personas;

/// <summary>🗄️ Archivist: takes back what was changed. Key: the session's id.</summary>
[Alias("brain.archivist")]
public interface IArchivistGrain : IGrainWithGuidKey
{
    /// <summary>Shows what would be taken back; with yes, and once it was shown, takes it back.</summary>
    /// <param name="args">What was typed after the command.</param>
    /// <param name="by">The agent or door that it came by.</param>
    [Alias("undo"), ResponseTimeout("00:02:00")]
    [return: Immutable]
    Task<Receipt> Undo(string args, string by);
}
