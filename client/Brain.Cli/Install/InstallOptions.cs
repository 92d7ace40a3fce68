using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Agents;
using Brain.Client.Install;
using Brain.Messages.Hooks;

namespace Brain.Cli.Install;

/// <summary>What both <c>install</c> and <c>uninstall</c> take.</summary>
internal static class InstallOptions
{
    internal static Argument<string?> Agent()
    {
        var names = KnownAgent.All.Select(one => one.Name).ToArray();
        var agent = new Argument<string?>("agent")
        {
            Description = $"Which agent: {string.Join(", ", names)}.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        agent.AcceptOnlyFromAmong(names);
        return agent;
    }

    internal static Option<bool> Every() => new("--all") { Description = "Every agent that is on this machine." };

    /// <summary>The agents that are meant: the one that is named, or those that are there.</summary>
    internal static IReadOnlyList<HookAgent> Chosen(string? named, bool every)
    {
        if (named is null == !every)
            throw new ClientException(
                every
                    ? "say an agent or --all, not both."
                    : $"say which agent ({KnownAgent.Names}), or --all.",
                isRefusal: true
            );
        if (named is not null)
            return [HookAgent.Find(named)!];
        HookAgent[] there = [.. HookAgents.All.Where(IsThere)];
        return there.Length > 0
            ? there
            : throw new ClientException($"none of the agents ({KnownAgent.Names}) is on this machine.");
    }

    /// <summary>Does it for each; where every agent is meant, one that can't be done keeps no other from it.</summary>
    internal static int ForEach(IEnumerable<HookAgent> agents, bool every, Action<HookAgent> act)
    {
        var code = ExitCode.Ok;
        foreach (var agent in agents)
        {
            try
            {
                act(agent);
            }
            catch (Exception fault)
                when (every && fault is (ClientException or IOException or UnauthorizedAccessException))
            {
                Terminal.Error.WriteLine($"brain: {agent.Known.Title}: {fault.Message}");
                code = ExitCode.Failed;
            }
        }

        return code;
    }

    private static bool IsThere(HookAgent agent) =>
        ProgramOnPath.Find(agent.Known.Program, Environment.GetEnvironmentVariable) is not null
        || Directory.Exists(agent.Known.FolderOf(Environment.GetEnvironmentVariable, AgentVariables.Text));

    internal static Option<bool> Project() =>
        new("--project")
        {
            Description = $"This folder's {HookAgent.First.Known.Folder}/settings.json instead of the user's.",
        };

    internal static Option<bool> DryRun() => new("--dry-run", "-n") { Description = "Only say what would be done." };
}
