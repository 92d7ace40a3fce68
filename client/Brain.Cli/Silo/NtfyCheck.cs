using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Pipelines;

namespace Brain.Cli.Silo;

/// <summary>Messages to people's ntfy: do they arrive?</summary>
internal static class NtfyCheck
{
    private const string Part = "ntfy";

    internal static CheckResult Run(SiloClient client)
    {
        try
        {
            return Of(client.Ntfy());
        }
        catch (ClientException e)
        {
            return CheckResult.Bad(Part, e.Message, "brain down && brain up");
        }
    }

    internal static CheckResult Of(NtfyReport report) =>
        report switch
        {
            { Fault: { } fault } => CheckResult.Bad(
                Part,
                report.Pending > 0 ? $"{fault} {Wait(report.Pending)}" : fault,
                "mend what it says; brain.json is read again at once, and what waits is sent then"
            ),
            { Failed: > 0 } => CheckResult.Bad(
                Part,
                $"{report.Failed} {(report.Failed == 1 ? "was" : "were")} given up in 7 days: {report.Error}",
                "mend what it says; these are not sent again, the next ones are"
            ),
            { Server: null, Pending: > 0 } => CheckResult.Odd(
                Part,
                $"no server configured. {Wait(report.Pending)}",
                "name a \"server\" in \"ntfy\" of brain.json, and they are sent"
            ),
            { Server: null } => CheckResult.Good(Part, "no server configured"),
            { Failing: > 0 } => CheckResult.Odd(
                Part,
                $"{Wait(report.Failing)} {report.Error}",
                "nothing, when that passes by itself: tries go on; else mend what it says"
            ),
            { Topic: null } => CheckResult.Odd(
                Part,
                $"{report.Server} · no topic: what a pipeline tells that names none waits.",
                "name a \"topic\" in \"ntfy\" of brain.json"
            ),
            _ => CheckResult.Good(
                Part,
                $"{report.Server} · {report.Sent} sent in 7 "
                    + $"days{(report.Pending > 0 ? $" · {report.Pending} on the way" : "")}"
            ),
        };

    private static string Wait(int messages) => messages == 1 ? "1 message waits." : $"{messages} messages wait.";
}
