using Brain.Cli.Screen;
using Brain.Messages.Sessions;

namespace Brain.Cli.Sessions;

/// <summary>One fact of a session for people, the whole session for programs.</summary>
internal static class ShownSession
{
    internal static int Print(SessionSummary session, bool json, Func<SessionSummary, string> fact)
    {
        if (json)
            JsonScreen.Print(session);
        else
            Terminal.Out.WriteLine(fact(session));
        return ExitCode.Ok;
    }
}
