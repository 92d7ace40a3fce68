using Brain.Cli.Silo;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Hooks.ClaudeCode;
using Brain.Messages.Sessions;
using Brain.Messages.Text;

namespace Brain.Cli.Agents.ClaudeCode;

/// <summary>Claude Code's telemetry, where it is on: does it say that our hooks are registered?</summary>
internal static class TelemetryCheck
{
    private const string Part = "telemetry";
    private const string Install = "brain install claude-code, or enable the plugin; then start the session anew";

    internal static IEnumerable<CheckResult> Run(SiloClient client)
    {
        try
        {
            return Of(client.HooksTold(ClaudeCodeAgent.Name));
        }
        catch (ClientException e)
        {
            return [CheckResult.Bad(Part, e.Message, "brain down && brain up")];
        }
    }

    /// <summary>What is to be said of it; nothing where telemetry told of no session.</summary>
    internal static IEnumerable<CheckResult> Of(HooksTold told)
    {
        if (told.Session is { } session)
        {
            var where = $"in session {new SessionId(session).Short}, the newest that its telemetry told of";
            string[] missing = [.. HookEvents.First.Except(told.Events)];
            yield return missing.Length == 0
                ? CheckResult.Good(Part, $"Claude Code said that a hook is registered for each event of ours {where}")
                : missing.Length == HookEvents.First.Count
                    ? CheckResult.Bad(Part, $"Claude Code registered no hook for any event of ours {where}", Install)
                    : CheckResult.Bad(
                        Part,
                        $"Claude Code registered no hook for {string.Join(", ", missing)} {where}",
                        Install
                    );
        }

        if (told.Strangers > 0)
            yield return CheckResult.Odd(
                Part,
                $"Claude Code's telemetry told of {Plural.Of(told.Strangers, "session")} in 7 days "
                    + "of which no hook did: the brain's hooks were not there",
                Install
            );
    }
}
