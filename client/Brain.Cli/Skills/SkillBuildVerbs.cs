using System.CommandLine;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Cli.Skills;

/// <summary><c>brain skills draft</c>, <c>extract</c>, <c>version</c> and <c>share</c>.</summary>
internal static class SkillBuildVerbs
{
    internal static Command Draft(BrainHome home) => Make(home, "draft", learning: null);

    internal static Command Extract(BrainHome home) =>
        Make(
            home,
            "extract",
            new("--learning") { Description = "One learning in the place of turns.", HelpName = "ID" }
        );

    internal static Command Version(BrainHome home)
    {
        var (name, part, why) = (
            Name(required: true),
            new Argument<string>("part")
            {
                Description = "major, minor, patch, or a version such as 1.2.3.",
                DefaultValueFactory = _ => "patch",
            },
            new Option<string?>("--why") { Description = "What changed, for its history.", HelpName = "TEXT" }
        );
        var (dry, json) = (DryRun(), SharedOptions.Json());
        var verb = new CatalogCommand("skills", "version") { name, part, why, dry, json };
        verb.SetAction(parsed =>
            CommandCall.Run(
                home,
                CommandKind.Skills,
                [
                    "version",
                    parsed.GetValue(name)!,
                    "--part",
                    parsed.GetValue(part)!,
                    .. Said("--why", parsed.GetValue(why)),
                    .. Dry(parsed.GetValue(dry)),
                ],
                CommandCall.Known(null),
                parsed.GetValue(json)
            )
        );
        return verb;
    }

    internal static Command Share(BrainHome home)
    {
        var name = Name(required: true);
        var folder = new Option<string?>("--folder")
        {
            Description = "Copy it into this folder, as a folder of its name.",
            HelpName = "FOLDER",
        };
        var branch = new Option<string?>("--branch")
        {
            Description = "Commit it to this branch of the clone that you are in; the work tree stays.",
            HelpName = "BRANCH",
        };
        var market = new Option<string?>("--marketplace")
        {
            Description = "Make a plugin of it in this folder, and list it there.",
            HelpName = "FOLDER",
        };
        var secrets = new Option<bool>("--with-secrets")
        {
            Description = "Also where something in it looks like a secret.",
        };
        var (dry, json) = (DryRun(), SharedOptions.Json());
        var verb = new CatalogCommand("skills", "share") { name, folder, branch, market, secrets, dry, json };
        verb.SetAction(parsed =>
            CommandCall.Run(
                home,
                CommandKind.Skills,
                [
                    "share",
                    parsed.GetValue(name)!,
                    .. Said("--folder", Full(parsed.GetValue(folder))),
                    .. Said("--branch", parsed.GetValue(branch)),
                    .. Said("--marketplace", Full(parsed.GetValue(market))),
                    .. parsed.GetValue(secrets) ? ["--with-secrets"] : Array.Empty<string>(),
                    .. Dry(parsed.GetValue(dry)),
                ],
                CommandCall.Known(null),
                parsed.GetValue(json)
            )
        );
        return verb;
    }

    private static CatalogCommand Make(BrainHome home, string word, Option<string?>? learning)
    {
        var name = Name(required: false);
        var turns = new Option<string?>("--turns")
        {
            Description = "The first and the last turn, or one; without it all.",
            HelpName = "N-M",
        };
        var to = new Option<string?>("--to")
        {
            Description = "The folder that its own is made in; without it where the agent looks for skills.",
            HelpName = "FOLDER",
        };
        var rules = new Option<bool>("--rules") { Description = "Ask no chat model for its prose." };
        var (session, dry, json) = (SharedOptions.Session(), DryRun(), SharedOptions.Json());
        var verb = new CatalogCommand("skills", word) { name, turns, to, rules, session, dry, json };
        if (learning is not null)
            verb.Options.Add(learning);
        verb.SetAction(parsed =>
        {
            var learnt = learning is null ? null : parsed.GetValue(learning);
            SessionId? from = learnt is null ? CommandCall.Needed(home, parsed.GetValue(session)) : null;
            return CommandCall.Run(
                home,
                CommandKind.Skills,
                [
                    word,
                    .. parsed.GetValue(name) is { } named ? [named] : Array.Empty<string>(),
                    .. Said("--turns", parsed.GetValue(turns)),
                    .. Said("--learning", learnt),
                    .. Said("--to", Full(parsed.GetValue(to))),
                    .. parsed.GetValue(rules) ? ["--rules"] : Array.Empty<string>(),
                    .. Dry(parsed.GetValue(dry)),
                ],
                from,
                parsed.GetValue(json)
            );
        });
        return verb;
    }

    private static Argument<string?> Name(bool required) =>
        new("name")
        {
            Description = required ? "Its name or id." : "What it is called; without it what was asked suggests one.",
            Arity = required ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
        };

    private static Option<bool> DryRun() => new("--dry-run") { Description = "Show everything, write nothing." };

    private static string? Full(string? path) => path is null ? null : SharedOptions.FullPath(path);

    private static string[] Said(string option, string? value) => value is null ? [] : [option, value];

    private static string[] Dry(bool isDry) => isDry ? ["--dry-run"] : [];
}
