using System.Text.Json;

namespace Brain.Domain.Sessions;

/// <summary>What the records of an agent's transcripts mean; its adapter knows.</summary>
public interface ITranscriptFormat
{
    /// <summary>Reads one record.</summary>
    /// <param name="root">One JSON object.</param>
    /// <param name="record">Its bytes.</param>
    /// <param name="before">What the lines above it said.</param>
    /// <exception cref="JsonException">It is none of the agent's.</exception>
    /// <exception cref="FormatException">It is none of the agent's.</exception>
    /// <exception cref="InvalidOperationException">It is none of the agent's.</exception>
    TranscriptLine Read(JsonElement root, ReadOnlySpan<byte> record, TranscriptPlace before);
}
