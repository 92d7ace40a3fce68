using System.Text.Json.Serialization;

namespace Brain.Messages.Knowledge;

/// <summary>A call that failed before, with what worked after it.</summary>
/// <param name="Session">Whose call.</param>
/// <param name="At">When it began.</param>
/// <param name="Command">The shell line.</param>
/// <param name="Error">The line of its error that says most.</param>
/// <param name="Score">How likely what worked there is right here: 0 to 1.</param>
public sealed record KnownFix(Guid Session, DateTimeOffset At, string Command, string Error, double Score)
{
    /// <summary>The next call of that session that ran the same program and worked; null for none.</summary>
    public string? Worked { get; init; }

    /// <summary>Files that were changed in between, by their names.</summary>
    public string[] Edited { get; init; } = [];
}

/// <summary>Asks what followed an error before.</summary>
/// <param name="Error">What went wrong, as it was printed; of more than 4,000 characters the first are read.</param>
/// <param name="Project">The project's folder, or null for none.</param>
public sealed record FindFix([property: JsonRequired] string Error, string? Project);

/// <summary>How a program is called on a project.</summary>
/// <param name="Tool">The program, as it was asked for.</param>
/// <param name="Calls">What worked, the most used first.</param>
/// <param name="Failures">What failed, the newest first.</param>
public sealed record ToolUsage(string Tool, KnownCall[] Calls, KnownFix[] Failures);

/// <summary>A shell line that worked.</summary>
/// <param name="Command">The line.</param>
/// <param name="Worked">How often it worked.</param>
/// <param name="Failed">How often it failed.</param>
/// <param name="Last">When it last worked.</param>
/// <param name="Session">Where it last worked.</param>
public sealed record KnownCall(string Command, int Worked, int Failed, DateTimeOffset Last, Guid Session);

/// <summary>A change that an agent made to a file.</summary>
/// <param name="Session">In which session.</param>
/// <param name="At">When.</param>
/// <param name="Path">The file, as the agent named it.</param>
public sealed record FileEdit(Guid Session, DateTimeOffset At, string Path)
{
    /// <summary>In which turn; null when none is known.</summary>
    public int? TurnNum { get; init; }

    /// <summary>What was asked in that turn; null when nobody typed it.</summary>
    public string? Prompt { get; init; }

    /// <summary>What the session is for; null when it has no purpose.</summary>
    public string? Purpose { get; init; }

    /// <summary>The commit that the change went into; null when it is in none yet, or none is known.</summary>
    public string? Commit { get; init; }

    /// <summary>That commit's subject.</summary>
    public string? Subject { get; init; }
}
