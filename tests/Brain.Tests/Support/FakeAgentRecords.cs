using System.Text.Json;
using Brain.Domain.Sessions;
using Brain.Messages.Sessions;
using Brain.Silo.Sessions;

namespace Brain.Tests;

/// <summary>
/// What <see cref="FakeAgent"/> writes down: a line for each answer, in words of its own, and its helpers' beside it.
/// </summary>
internal sealed class FakeAgentRecords : ITranscriptSource, ITranscriptFormat
{
    /// <inheritdoc/>
    public string Source => FakeAgent.Source;

    /// <inheritdoc/>
    public ITranscriptFormat Format => this;

    /// <inheritdoc/>
    public IEnumerable<string> Files(string transcript) => [transcript, $"{transcript}.helpers"];

    /// <inheritdoc/>
    public TranscriptLine Read(JsonElement root, ReadOnlySpan<byte> record, TranscriptPlace before)
    {
        if (!root.TryGetProperty("spent", out var spent))
            return new(null, null, Unreadable: false);
        var at = root.GetProperty("when").GetDateTimeOffset();
        var used = new UsageEntry
        {
            MessageId = spent.GetProperty("answer").GetString()!,
            Model = spent.GetProperty("mind").GetString()!,
            At = at,
            Input = spent.GetProperty("heard").GetInt64(),
            Output = spent.GetProperty("spoke").GetInt64(),
        };
        return new(used, null, Unreadable: false) { At = at };
    }
}
