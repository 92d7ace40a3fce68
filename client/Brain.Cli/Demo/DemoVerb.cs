using System.CommandLine;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Brain.Cli.Agents.ClaudeCode;
using Brain.Cli.Screen;
using Brain.Cli.Silo;
using Brain.Client;
using Brain.Client.Hooks;
using Brain.Client.Http;

namespace Brain.Cli.Demo;

/// <summary><c>brain demo</c>: a recorded session, replayed through the same code as a real hook.</summary>
internal static class DemoVerb
{
    private const int Cyan = 36;

    internal static Command Make(BrainHome home)
    {
        var file = new Argument<string?>("file")
        {
            Description = "Recorded hook payloads, one a line; without it a little story in a brain of its own.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var pace = new Option<int>("--pace") { Description = "Milliseconds between events.", HelpName = "MS" };
        var json = SharedOptions.Json();
        var here = new Option<string?>("--told-in")
        {
            Description = "Tell the story in this brain, which is there for nothing else, and in this folder.",
            Hidden = true,
        };
        var verb = new CatalogCommand("demo") { file, pace, json, here };
        verb.SetAction(parsed =>
            (parsed.GetValue(file), parsed.GetValue(here)) switch
            {
                ({ } path, _) => Replay(home, path, parsed.GetValue(pace), parsed.GetValue(json)),
                (_, { } folder) => new DemoStory(home, folder).Tell(),
                _ => UpDownVerbs.Run(home, "demo"),
            }
        );
        return verb;
    }

    private static int Replay(BrainHome home, string path, int paceMs, bool json)
    {
        if (new SiloClient(home).Fault() is { } why)
            throw new ClientException(
                $"the brain is down ({why}), so there is nothing to show. Start it with `brain up`."
            );

        var session = Guid.CreateVersion7();
        if (!json)
            Terminal.Out.WriteLine($"Replaying {path} as session {session}.\n");
        var denied = new HashSet<string>();
        foreach (var payload in new Recording(session).Read(path))
        {
            // What was denied now did not run now, whatever the recording says.
            if (Recording.IsResult(payload) && denied.Contains(Recording.Call(payload)))
                continue;
            var step = Send(home, payload);
            if (step.Denied)
                denied.Add(Recording.Call(payload));
            if (json)
                JsonScreen.PrintLine(step);
            else
                Print(step);
            Thread.Sleep(paceMs);
        }

        if (!json)
            DemoEnd.Print(home, new(session));
        return ExitCode.Ok;
    }

    private static DemoStep Send(BrainHome home, JsonObject payload)
    {
        var bytes = Encoding.UTF8.GetBytes(payload.ToJsonString());
        var start = Stopwatch.GetTimestamp();
        var outcome = new HookCarrier(home, hard: false).Carry(HookPayload.Of(bytes));
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return new(
            Recording.Name(payload),
            DemoText.Sent(payload),
            outcome.ExitCode,
            DemoText.Answer(outcome),
            Math.Round(took, 1)
        );
    }

    private static void Print(DemoStep step)
    {
        Terminal.Out.WriteLine(Terminal.Cut($"{step.Event,-19} {step.Ms,6:0.0} ms  {step.Sent}"));
        foreach (var answer in step.Answer)
            Terminal.Write("   🧠 " + answer.ReplaceLineEndings("\n      ") + "\n", Cyan);
    }
}
