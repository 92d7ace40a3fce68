using System.Text.Json;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Supervisor;
using Brain.Messages;

namespace Brain.Cli.Silo;

/// <summary>Who starts the brain again when it ends, and how often that was needed.</summary>
internal static class SupervisorCheck
{
    private const string Part = "supervisor";

    /// <summary>What the supervisor that lives says of itself; null when none lives.</summary>
    internal static SupervisorStatus? Read(BrainHome home)
    {
        try
        {
            return
                SupervisorLock.Supervisor(home) is > 0 and var id
                && home.Note(RunNotes.Status) is { } text
                && JsonSerializer.Deserialize(text, MessagesJson.Default.SupervisorStatus) is { } status
                && status.Pid == id
                ? status
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static CheckResult Run(BrainHome home) =>
        Of(home.Note(RunNotes.Desired), Read(home), home.Path, DateTimeOffset.UtcNow);

    /// <summary>What is found.</summary>
    /// <param name="desired">What the person said last.</param>
    /// <param name="status">What the supervisor says; null when none lives.</param>
    /// <param name="home">Where its logs are.</param>
    /// <param name="now">The time.</param>
    internal static CheckResult Of(string? desired, SupervisorStatus? status, string home, DateTimeOffset now) =>
        (desired, status) switch
        {
            (_, { } lives)
                when lives.Processes.Any(process =>
                    process.Loops || (process.State != "running" && process.Failures > 0)
                ) => CheckResult.Bad(
                Part,
                ToText(lives, now),
                $"look into {home}/logs: silo.log, postgres.log and supervisor.log say why"
            ),
            (_, { } lives) => CheckResult.Good(Part, ToText(lives, now)),
            (RunNotes.Up, null) => CheckResult.Odd(
                Part,
                "nobody would start the brain again if it ended now",
                "brain up"
            ),
            (RunNotes.Down, null) => CheckResult.Good(Part, "none, since `brain down` was said"),
            _ => CheckResult.Good(Part, "none: the brain was not started by `brain up`"),
        };

    /// <summary>One line for people.</summary>
    internal static string ToText(SupervisorStatus status, DateTimeOffset now) =>
        string.Join(
            " · ",
            [
                $"process {status.Pid}, started by {status.StartedBy}",
                .. status.Processes.Select(process => ToText(process, now)),
            ]
        );

    private static string ToText(SupervisedStatus process, DateTimeOffset now)
    {
        var ended =
            process.LastEnd is { } how && process.LastEndAt is { } at ? $" (it {how}, {Humanize.Ago(at, now)})" : "";
        return process switch
        {
            { Loops: true } =>
                $"{process.Name} ends again and again, {process.Failures} times in a row{ended}; it is tried "
                    + $"{RestartBackoff.DelayMsMax / 1000} s apart at most",
            { State: "running", Restarts: 0 } => $"{process.Name} runs",
            { State: "running" } => $"{process.Name} runs, started again {process.Restarts} "
                + $"{(process.Restarts == 1 ? "time" : "times")}{ended}",
            { State: "held" } => $"{process.Name} waits for Postgres{ended}",
            _ => $"{process.Name} is about to be started{ended}",
        };
    }
}
