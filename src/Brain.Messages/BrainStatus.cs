namespace Brain.Messages;

/// <summary>Where the brain is and how it does. Programs outside this repository rely on these names.</summary>
/// <param name="Url">The loopback address of HTTP, such as <c>http://127.0.0.1:7420</c>.</param>
/// <param name="Socket">The Unix socket that speaks the same HTTP.</param>
/// <param name="Database">A libpq connection string.</param>
/// <param name="Version">The program's version.</param>
/// <param name="Pid">The silo's process id; 0 when none runs.</param>
/// <param name="Ready">It takes hooks now.</param>
public sealed record BrainStatus(string Url, string Socket, string Database, string Version, int Pid, bool Ready)
{
    /// <summary>
    /// What is wrong with the files that a person configures it by, a sentence each; null when nothing is.
    /// </summary>
    public string[]? Faults { get; init; }

    /// <summary>The chat model that personas ask, such as <c>ollama llama3.2 at http://127.0.0.1:11434/</c>; null when
    /// none is configured, or its fault is told.</summary>
    public string? ChatModel { get; init; }

    /// <summary>Why the chat model that is configured can't be asked; null when it can, or none is.</summary>
    public string? ChatFault { get; init; }

    /// <summary>
    /// Why it takes no hooks: <c>down</c>, <c>silent</c>, <c>starting</c>, <c>stopping</c>, <c>database.gone</c>,
    /// <c>.hangs</c>,
    /// <c>.locked</c>, <c>.read_only</c>, <c>.full</c> or <c>.failing</c>; null when it is ready.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>The same for people, one line; null when it is ready.</summary>
    public string? Why { get; init; }

    /// <summary>Since when the database takes no writes; null when it does.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Who restarts it, as the client knows; null when nobody does. The silo never says.</summary>
    public SupervisorStatus? Supervisor { get; init; }
}

/// <summary>What the schema check found.</summary>
/// <param name="Migrations">Migrations applied.</param>
/// <param name="Tables">Tables of schema <c>v2</c> that were checked.</param>
/// <param name="Violations">One sentence for each broken rule; empty when all is well.</param>
public sealed record SchemaReport(int Migrations, int Tables, string[] Violations);
