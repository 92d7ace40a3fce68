namespace Brain.Messages;

/// <summary>
/// Who restarts the brain's processes, and how they do. Shape of <c>BRAIN_HOME/run/supervisor.json</c>.
/// </summary>
/// <param name="Pid">The supervisor's process.</param>
/// <param name="StartedBy">up, hook, status or systemd.</param>
/// <param name="Since">When it took over.</param>
/// <param name="Processes">What it supervises, in the order in which it starts them.</param>
public sealed record SupervisorStatus(int Pid, string StartedBy, DateTimeOffset Since, SupervisedStatus[] Processes);

/// <summary>One process that is started again when it ends.</summary>
/// <param name="Name">postgres or silo.</param>
/// <param name="State">running, waiting (until its next start) or held (until Postgres takes connections).</param>
/// <param name="Pid">0 while it does not run.</param>
/// <param name="Restarts">How often it was started again since the supervisor took over.</param>
/// <param name="Failures">How often in a row it ended before it had run for a minute.</param>
public sealed record SupervisedStatus(string Name, string State, int Pid, int Restarts, int Failures)
{
    /// <summary>How it ended the last time, as a clause; null when it never did.</summary>
    public string? LastEnd { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? LastEndAt { get; init; }

    /// <summary>When it is started again; null while it runs.</summary>
    public DateTimeOffset? NextStart { get; init; }

    /// <summary>It ends again and again, so that it is tried only now and then.</summary>
    public bool Loops { get; init; }
}
