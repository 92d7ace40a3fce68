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

    /// <summary>
    /// The same of what is called like no transcript, and that this agent itself named as a record; none where such a
    /// file can be none.
    /// </summary>
    /// <param name="record">Its whole path.</param>
    IEnumerable<string> Named(string record) => [];
}
