using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Messages.Commands;

namespace Brain.Cli.Rules;

/// <summary>
/// <c>brain rule</c>: the words of the slash command, and the flags of a rule that is written by hand.
/// </summary>
internal static class RuleVerb
{
    internal static Command Make(BrainHome home)
    {
        var verb = new CatalogCommand("rule")
        {
            Alone(home, "list"),
            OfOne(home, "show"),
            OfOne(home, "rehearse"),
            Propose(home),
            Add(home),
            OfOne(home, "on"),
            OfOne(home, "off"),
            OfOne(home, "archive"),
            Rate(home),
        };
        var json = SharedOptions.Json();
        verb.Options.Add(json);
        verb.SetAction(parsed => Say(home, ["list"], null, parsed.GetValue(json)));
        return verb;
    }

    private static CatalogCommand Alone(BrainHome home, string word)
    {
        var json = SharedOptions.Json();
        var verb = new CatalogCommand("rule", word) { json };
        verb.SetAction(parsed => Say(home, [word], null, parsed.GetValue(json)));
        return verb;
    }

    private static CatalogCommand OfOne(BrainHome home, string word)
    {
        var (id, json) = (Id(), SharedOptions.Json());
        var verb = new CatalogCommand("rule", word) { id, json };
        verb.SetAction(parsed => Say(home, [word, parsed.GetValue(id)!], null, parsed.GetValue(json)));
        return verb;
    }

    private static CatalogCommand Rate(BrainHome home)
    {
        var (id, json) = (Id(), SharedOptions.Json());
        var worth = new Argument<string>("worth") { Description = "useful, noise or wrong." };
        var verb = new CatalogCommand("rule", "rate") { id, worth, json };
        verb.SetAction(parsed =>
            Say(home, ["rate", parsed.GetValue(id)!, parsed.GetValue(worth)!], null, parsed.GetValue(json))
        );
        return verb;
    }

    private static CatalogCommand Propose(BrainHome home)
    {
        var words = new Argument<string[]>("words")
        {
            Description = "A learning's id, words, or turn NUM with --session; nothing to see from what one could be.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var (everywhere, session, json) = (Everywhere(), SharedOptions.Session(), SharedOptions.Json());
        var verb = new CatalogCommand("rule", "propose") { words, everywhere, session, json };
        verb.SetAction(parsed =>
            Say(
                home,
                [
                    "propose",
                    .. parsed.GetValue(words) ?? [],
                    .. parsed.GetValue(everywhere) ? ["--everywhere"] : Array.Empty<string>(),
                ],
                parsed.GetValue(session),
                parsed.GetValue(json)
            )
        );
        return verb;
    }

    private static CatalogCommand Add(BrainHome home)
    {
        Option<string>[] flags =
        [
            new("--tool") { Description = "shell, edit, read, fetch or any.", HelpName = "TOOL" },
            new("--pattern")
            {
                Description = "Which commands, such as \"git push --force\"; a|b is either, * anything, ; between two.",
                HelpName = "PATTERN",
            },
            new("--path") { Description = "Which files, as globs with | between them.", HelpName = "GLOB" },
            new("--text") { Description = "What must stand in the call.", HelpName = "TEXT" },
            new("--deny") { Description = "Refuse, with this sentence for the agent.", HelpName = "SENTENCE" },
            new("--ask") { Description = "Ask first, with this sentence.", HelpName = "SENTENCE" },
            new("--remind") { Description = "Tell the agent this sentence, once a turn.", HelpName = "SENTENCE" },
        ];
        var (everywhere, json) = (Everywhere(), SharedOptions.Json());
        var verb = new CatalogCommand("rule", "add");
        foreach (var flag in flags)
            verb.Options.Add(flag);
        verb.Options.Add(everywhere);
        verb.Options.Add(json);
        verb.SetAction(parsed =>
        {
            string[] given =
            [
                .. flags
                    .Where(flag => parsed.GetValue(flag) is not null)
                    .SelectMany(flag => (string[])[flag.Name, parsed.GetValue(flag)!]),
                .. parsed.GetValue(everywhere) ? ["--everywhere"] : Array.Empty<string>(),
            ];
            return Say(home, ["add", .. given], null, parsed.GetValue(json));
        });
        return verb;
    }

    private static int Say(BrainHome home, string[] words, string? session, bool json) =>
        CommandCall.Run(home, CommandKind.Rule, words, CommandCall.Known(session), json);

    private static Argument<string> Id() =>
        new("id") { Description = "Its id, or the first eight characters of it: brain rules" };

    private static Option<bool> Everywhere() =>
        new("--everywhere") { Description = "For every project, in the place of this folder's." };
}
