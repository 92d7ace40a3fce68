using System.Text;
using Brain.Client;
using Brain.Client.Agents;
using Brain.Client.Hooks;
using Brain.Messages.Text;

namespace Brain.Cli.Hooks;

/// <summary>
/// <c>brain hook AGENT</c>: an event on stdin, the decision on stdout and in the exit code. It runs at every
/// step of every session, so it starts nothing it does not need, and it never throws and never hangs.
/// </summary>
internal static class HookVerb
{
    private const int Stdin = 0;
    private const int Stdout = 1;
    private const int Stderr = 2;
    private const int Misused = 1;

    internal static int Run(string[] args)
    {
        if (HookArguments.Read(args) is not { } arguments)
            return Say(HookText.Usage, Misused);
        if (Posix.IsTerminal(Stdin) != 0)
            return Say(HookText.Usage, Misused);

        HookPayload? payload = null;
        try
        {
            payload = HookPayload.Read(Stdin);
            var home = arguments.Home is { } named ? new BrainHome(named) : BrainHome.Find();
            return End(
                new HookCarrier(home, arguments.Hard, arguments.HandOff)
                {
                    Agent = arguments.Agent ?? HookAgent.First,
                    Event = arguments.Event,
                    SoftMs = arguments.SoftMs,
                    HardMs = arguments.HardMs,
                }.Carry(payload)
            );
        }
        catch (Exception e)
        {
            var refuse =
                arguments.Hard
                && (payload is null || HookHead.Of(payload.Bytes, arguments.Agent, arguments.Event)
                        is { Event: null }
                            or { Refusable: true });
            var words = $"brain: the hook failed: {e.GetType().Name}";
            return refuse
                ? End((arguments.Agent ?? HookAgent.First).Refuse(new(arguments.Event, null), words))
                : Say(words, 0);
        }
    }

    private static int End(HookOutcome outcome)
    {
        _ = Posix.WriteAll(Stdout, outcome.Stdout.Span);
        return outcome.Stderr is { } words ? Say(words, outcome.ExitCode) : outcome.ExitCode;
    }

    private static int Say(string words, int exitCode)
    {
        _ = Posix.WriteAll(Stderr, Encoding.UTF8.GetBytes(TerminalText.Sanitize(words) + "\n"));
        return exitCode;
    }
}
