using System.Text.Json;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>
/// Looks at the lines of a transcript while what they say of usage is read, so that each is parsed once.
/// </summary>
public interface ITranscriptVisitor
{
    /// <summary>A line begins.</summary>
    /// <param name="place">How far everything before it is read.</param>
    void Line(TranscriptPlace place);

    /// <summary>A record of the line.</summary>
    /// <param name="record">A JSON object, good until this returns.</param>
    /// <param name="entry">What it says was used, or null.</param>
    /// <param name="place">What the lines so far say, this one too.</param>
    void Record(JsonElement record, UsageEntry? entry, TranscriptPlace place);

    /// <summary>The line, or some of it, was passed over.</summary>
    /// <param name="why">What is the matter with it.</param>
    void Unreadable(string why);
}
