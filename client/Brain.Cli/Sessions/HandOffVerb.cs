using System.CommandLine;
using System.Diagnostics;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Agents;
using Brain.Client.Http;
using Brain.Client.Install;
using Brain.Messages.Hooks;

namespace Brain.Cli.Sessions;

/// <summary>
/// <c>brain handoff --to AGENT</c>: what the other agent must know to go on, from rows alone; with <c>--start</c> that
/// agent is started with it.
/// </summary>
internal static class HandOffVerb
{
    internal static Command Make(BrainHome home)
    {
        var to = new Option<string>("--to") { Description = "The agent that goes on.", Required = true };
        to.AcceptOnlyFromAmong([.. KnownAgent.All.Select(agent => agent.Name)]);
        var start = new Option<bool>("--start") { Description = "Start that agent with it, here." };
        var session = SharedOptions.Session();
        var verb = new CatalogCommand("handoff") { to, session, start };
        verb.SetAction(parsed =>
        {
            var client = new SiloClient(home);
            var id = SessionChoice.Pick(client, parsed.GetValue(session));
            var brief = client.Brief(id)
                ?? throw new ClientException(
                    $"there is no session {id}. `brain sessions --all` lists them.",
                    isRefusal: true
                );
            if (parsed.GetValue(start))
                return Start(HookAgent.Find(parsed.GetRequiredValue(to))!, brief);
            Terminal.Out.WriteLine(brief);
            return ExitCode.Ok;
        });
        return verb;
    }

    private static int Start(HookAgent agent, string brief)
    {
        var program = ProgramOnPath.Find(agent.Known.Program, Environment.GetEnvironmentVariable)
            ?? throw new ClientException(
                $"{agent.Known.Program} is not on PATH, so {agent.Known.Title} can't be started."
            );
        using var started = Process.Start(
            new ProcessStartInfo(program, agent.Started(brief)) { UseShellExecute = false }
        )!;
        started.WaitForExit();
        return started.ExitCode;
    }
}
