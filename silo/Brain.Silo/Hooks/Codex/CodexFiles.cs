using Brain.Messages.Hooks.Codex;
using Brain.Messages.Sessions;
using Brain.Silo.Configuration;
using Brain.Silo.Import;

namespace Brain.Silo.Hooks.Codex;

/// <summary>Codex' rollouts, a file a thread; a sub-agent's says in its first line whose it is.</summary>
internal sealed class CodexFiles(BrainSettings settings) : StorySource(settings, CodexAgent.Known, CodexStory.Format)
{
    /// <inheritdoc/>
    protected override string Sessions => "sessions";

    /// <inheritdoc/>
    protected override ImportFile? Of(string path) =>
        CodexRollouts.ThreadOf(path) is { } thread
            ? new(path, ImportKind.Transcript, SessionId.OfAgent(thread))
            : null;
}
