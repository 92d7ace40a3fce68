using Brain.Domain.Sessions;

namespace Brain.Silo.Sessions;

/// <summary>How an agent writes down what was used; its adapter knows.</summary>
public interface ITranscriptSource
{
    /// <summary>The agent, as rows keep it.</summary>
    string Source { get; }

    /// <summary>What its records mean.</summary>
    ITranscriptFormat Format { get; }

    /// <summary>The files of a session: its own, and those of its sub-agents; none for what is no transcript.</summary>
    /// <param name="transcript">Whole path of the session's own, as the agent names it.</param>
    IEnumerable<string> Files(string transcript);
}
