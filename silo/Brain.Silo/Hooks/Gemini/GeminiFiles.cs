using Brain.Messages.Hooks.Gemini;
using Brain.Messages.Sessions;
using Brain.Silo.Configuration;
using Brain.Silo.Import;

namespace Brain.Silo.Hooks.Gemini;

/// <summary>Gemini CLI's chats; those of sub-agents lie in a folder that is called as their session.</summary>
internal sealed class GeminiFiles(BrainSettings settings) : StorySource(settings, GeminiAgent.Known, GeminiStory.Format)
{
    /// <inheritdoc/>
    protected override string Sessions => "tmp";

    /// <inheritdoc/>
    protected override ImportFile? Of(string path)
    {
        if (GeminiChats.IsChat(path))
            return new(path, ImportKind.Transcript, null);
        var folder = Path.GetDirectoryName(path) ?? "/";
        return
            Path.GetFileName(Path.GetDirectoryName(folder)) == "chats"
            && SessionId.TryParse(Path.GetFileName(folder), null, out var session)
            ? new(path, ImportKind.Transcript, session) { IsAgents = true, Folder = Path.GetDirectoryName(folder)! }
            : null;
    }
}
