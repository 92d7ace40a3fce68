using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Client.Http;
using Brain.Messages.Knowledge;

namespace Brain.Cli.Knowledge;

/// <summary><c>brain search</c>: what the brain has about something.</summary>
internal static class SearchVerb
{
    private const int LimitDefault = 10;

    internal static Command Make(BrainHome home)
    {
        var words = new Argument<string[]>("words")
        {
            Description = "A question, or words of which any is enough; word* finds what begins so.",
            Arity = ArgumentArity.OneOrMore,
        };
        var project = new Option<string?>("--project", "-p")
        {
            Description = "Only of this folder.",
            HelpName = "FOLDER",
        };
        var limit = new Option<int>("--limit", "-n")
        {
            Description = $"How many results, 1 to {SearchRequest.LimitMax}.",
            DefaultValueFactory = _ => LimitDefault,
        };
        var kind = new Option<string[]>("--kind", "-k")
        {
            Description = "Only turn, tool_call, learning, handoff, comment, decision or document.",
            AllowMultipleArgumentsPerToken = true,
        };
        var since = When("--since", "Only what happened then or later: a date, a time, or 3d for three days ago.");
        var until = When("--until", "Only what happened before.");
        var asOf = When("--as-of", "As the brain stood then.");
        var persona = new Option<string?>("--persona")
        {
            Description = "Only what this persona said.",
            HelpName = "NAME",
        };
        var around = new Option<int>("--around")
        {
            Description = "Show so many turns before and behind each.",
            HelpName = "TURNS",
        };
        var json = SharedOptions.Json();
        var verb = new CatalogCommand("search")
        {
            words,
            project,
            limit,
            kind,
            since,
            until,
            asOf,
            persona,
            around,
            json,
        };
        verb.SetAction(parsed =>
        {
            var found = new SiloClient(home).Search(
                new(string.Join(' ', parsed.GetValue(words) ?? []))
                {
                    Project = SharedOptions.Folder(parsed.GetValue(project)),
                    Limit = parsed.GetValue(limit),
                    Kinds = parsed.GetValue(kind) is { Length: > 0 } kinds ? kinds : null,
                    Since = parsed.GetValue(since),
                    Until = parsed.GetValue(until),
                    AsOf = parsed.GetValue(asOf),
                    Persona = parsed.GetValue(persona),
                    Around = parsed.GetValue(around),
                }
            );
            if (parsed.GetValue(json))
                JsonScreen.Print(found);
            else
                FoundScreen.Print(found);
            return found.Refusal is null ? ExitCode.Ok : ExitCode.Refused;
        });
        return verb;
    }

    private static Option<DateTimeOffset?> When(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "TIME",
            CustomParser = argument =>
            {
                var text = argument.Tokens.Count > 0 ? argument.Tokens[0].Value : "";
                if (SpokenTime.Read(text, DateTimeOffset.Now) is { } time)
                    return time;
                argument.AddError($"{name} is '{text}': expected for example 2026-04-15, 2026-04-15T09:00Z or 3d.");
                return null;
            },
        };
}
