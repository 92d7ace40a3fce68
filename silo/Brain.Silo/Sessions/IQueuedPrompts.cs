namespace Brain.Silo.Sessions;

/// <summary>Hears of transcripts that tell of prompts which were typed while a turn ran: no hook does.</summary>
public interface IQueuedPrompts
{
    /// <summary>Takes note; whoever calls is not kept waiting.</summary>
    /// <param name="transcript">The file.</param>
    void Found(string transcript);
}
