using System.Collections.Immutable;
using Brain.Domain.Sessions;
using Brain.Messages.Sessions;

namespace Brain.Domain.Import;

/// <summary>What a piece of an agent's own file tells of one session.</summary>
public sealed record SessionImport
{
    /// <summary>Whose.</summary>
    public required SessionId SessionId { get; init; }

    /// <summary>The agent, as rows keep it.</summary>
    public required string Source { get; init; }

    /// <summary>What it says of the session itself.</summary>
    public required ImportedSession Session { get; init; }

    /// <summary>Turns, in the order of their prompts.</summary>
    public ImmutableArray<ImportedTurn> Turns { get; init; } = [];

    /// <summary>Tool calls, in order.</summary>
    public ImmutableArray<ImportedToolCall> Tools { get; init; } = [];

    /// <summary>What was used: one row for each request.</summary>
    public ImmutableArray<UsageRow> Usage { get; init; } = [];
}

/// <summary>What an agent's own file says of a session itself.</summary>
public sealed record ImportedSession
{
    /// <summary>The folder it works in.</summary>
    public string? ProjectPath { get; init; }

    /// <summary>When the piece's first line was written.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its last line was written.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>The first words that a person typed; null when they were told before.</summary>
    public string? Purpose { get; init; }

    /// <summary>The file; null when it is another session's, or holds no transcript.</summary>
    public string? Path { get; init; }

    /// <summary>The machine that the path is of.</summary>
    public string? Host { get; init; }

    /// <summary>The folder, as the file's last line has it.</summary>
    public string? Cwd { get; init; }

    /// <summary>The branch of git.</summary>
    public string? GitBranch { get; init; }

    /// <summary>The agent's version.</summary>
    public string? Version { get; init; }

    /// <summary>What the agent or the person calls the session.</summary>
    public string? Title { get; init; }
}
