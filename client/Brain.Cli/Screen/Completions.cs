using System.CommandLine.Completions;
using Brain.Client;
using Brain.Client.Http;

namespace Brain.Cli.Screen;

/// <summary>What a shell may offer of what the brain knows: nothing while it is down or slow.</summary>
internal static class Completions
{
    private const int PatienceMs = 700;
    private const int SessionsMax = 50;
    private const int RunsMax = 50;

    internal static IEnumerable<CompletionItem> Personas(CompletionContext context) =>
        Ask(brain => brain.Personas().Select(one => new CompletionItem(one.Name, detail: one.Job)));

    internal static IEnumerable<CompletionItem> Pipelines(CompletionContext context) =>
        Ask(brain => brain.Pipelines(all: false).Select(one => new CompletionItem(one.Name)));

    internal static IEnumerable<CompletionItem> Runs(CompletionContext context) =>
        Ask(brain =>
            brain
                .Runs(null, null, all: false)
                .Take(RunsMax)
                .Select(run => new CompletionItem(run.Id.ToString("N")[..8], detail: $"{run.Pipeline} {run.Subject}"))
        );

    internal static IEnumerable<CompletionItem> Sessions(CompletionContext context) =>
        Ask(brain =>
        {
            var sessions = brain.Sessions(null, all: true, SessionsMax);
            return ShortIds
                .Of([.. sessions.Select(one => one.Id)])
                .Zip(sessions, (id, one) => new CompletionItem(id, detail: $"{one.Project} {one.Purpose}"));
        });

    private static CompletionItem[] Ask(Func<SiloClient, IEnumerable<CompletionItem>> ask)
    {
        try
        {
            return [.. ask(new(BrainHome.Find()) { WaitMs = PatienceMs })];
        }
        catch (ClientException)
        {
            return [];
        }
    }
}
