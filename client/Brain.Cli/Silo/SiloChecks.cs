using Brain.Cli.Agents.ClaudeCode;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages;

namespace Brain.Cli.Silo;

/// <summary>The silo and its database: do they answer?</summary>
internal static class SiloChecks
{
    internal static IEnumerable<CheckResult> Run(BrainHome home)
    {
        var client = new SiloClient(home);
        if (client.Fault() is { } why)
        {
            yield return CheckResult.Bad("socket", $"{home.Socket}: {why}", Mend(home));
            yield break;
        }

        yield return CheckResult.Good("socket", home.Socket);
        if (client.Status() is not { } status)
        {
            yield return CheckResult.Bad("silo", "it answers, but not what it is", "brain down && brain up");
            yield break;
        }

        yield return status.Ready
            ? CheckResult.Good("silo", $"ready, process {status.Pid}, {status.Url}")
            : CheckResult.Bad(
                "silo",
                $"process {status.Pid} is not ready: {status.Reason}: {PlainText.Of(status.Why)}",
                MendNotReady(home, status)
            );
        yield return status.Version.Split('+')[0] == SiloNotes.Version
            ? CheckResult.Good("versions", $"client and silo are {status.Version}")
            : CheckResult.Odd(
                "versions",
                $"the client is {SiloNotes.Version}, the silo {status.Version}",
                "brain down && brain up"
            );
        foreach (var fault in status.Faults ?? [])
            yield return CheckResult.Bad("settings", fault, "mend the file; it is read again at once");
        yield return Chat(status);
        foreach (var finding in DatabaseChecks.Run(home, client, status))
            yield return finding;
        // Its rows can't be read then, which needs no saying twice.
        if (IsOfDatabase(status))
            yield break;
        yield return NtfyCheck.Run(client);
        yield return TranscriptCheck.Run(client);
        foreach (var finding in TelemetryCheck.Run(client))
            yield return finding;
    }

    /// <summary>The chat model: whether one is configured, and how.</summary>
    internal static CheckResult Chat(BrainStatus status) =>
        status switch
        {
            { ChatFault: { } fault } => CheckResult.Bad(
                "chat model",
                fault,
                "mend brain.json; it is read again at once"
            ),
            { ChatModel: { } model } => CheckResult.Good("chat model", model),
            _ => CheckResult.Good("chat model", "none is configured: personas answer with the rows they find"),
        };

    private static bool IsOfDatabase(BrainStatus status) =>
        status.Reason?.StartsWith("database.", StringComparison.Ordinal) == true;

    private static string MendNotReady(BrainHome home, BrainStatus status) =>
        IsOfDatabase(status)
            ? "see database below; it is ready by itself when that takes writes again"
            : $"look into {home.Path}/logs/silo.log, then brain down && brain up";

    private static string Mend(BrainHome home) =>
        SiloNotes.Pid(home) is var pid and not 0
            ? $"process {pid} runs but does not listen: look into {home.Path}/logs, then brain down && brain up"
            : "brain up";
}
