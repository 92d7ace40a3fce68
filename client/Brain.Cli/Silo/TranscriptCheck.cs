using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Sessions;
using Brain.Messages.Text;

namespace Brain.Cli.Silo;

/// <summary>The agents' transcripts: is all of them counted?</summary>
internal static class TranscriptCheck
{
    private const string Part = "transcripts";

    internal static CheckResult Run(SiloClient client)
    {
        try
        {
            return Of(client.PassedOver());
        }
        catch (ClientException e)
        {
            return CheckResult.Bad(Part, e.Message, "brain down && brain up");
        }
    }

    internal static CheckResult Of(PassedReport report) =>
        report.Sessions == 0
            ? CheckResult.Good(Part, "no line was passed over in 7 days")
            : CheckResult.Odd(
                Part,
                $"{report.Lines.ToText()}, in {Plural.Of(report.Sessions, "session")} of 7 days",
                "nothing, when they are few: a killed agent tears its last line. logs/silo.log names the files"
            );
}
