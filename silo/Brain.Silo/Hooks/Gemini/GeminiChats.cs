using Brain.Domain.Sessions;
using Brain.Messages.Hooks.Gemini;
using Brain.Silo.Sessions;

namespace Brain.Silo.Hooks.Gemini;

/// <summary>
/// A session's chat, <c>chats/session-TIME-ID.jsonl</c>, and those of its sub-agents in a folder beside it that is
/// called as the session. Which that is stands in the chat's first line.
/// </summary>
internal sealed class GeminiChats : ITranscriptSource
{
    private const string Ending = ".jsonl";
    private const string Begins = "session-";
    private const int AgentsMax = 10_000;

    /// <inheritdoc/>
    public string Source => GeminiAgent.Name;

    /// <inheritdoc/>
    public ITranscriptFormat Format => GeminiUsage.Format;

    /// <inheritdoc/>
    public IEnumerable<string> Files(string transcript) =>
        IsChat(transcript) ? Agents(transcript).Prepend(transcript) : [];

    /// <summary>Whether a file is a session's own chat.</summary>
    internal static bool IsChat(string path) =>
        path.EndsWith(Ending, StringComparison.Ordinal)
        && Path.GetFileName(path.AsSpan()).StartsWith(Begins, StringComparison.Ordinal)
        && Path.GetFileName(Path.GetDirectoryName(path.AsSpan())).SequenceEqual("chats");

    private static IEnumerable<string> Agents(string chat)
    {
        try
        {
            // The file's name ends with the first letters of the session's id.
            var folder = Path.GetDirectoryName(chat)!;
            var start = Path.GetFileNameWithoutExtension(chat).Split('-')[^1];
            return
            [
                .. Directory
                    .EnumerateDirectories(folder, $"{start}*")
                    .SelectMany(own => Directory.EnumerateFiles(own, "*" + Ending))
                    .Take(AgentsMax)
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
