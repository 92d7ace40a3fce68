using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Brain.Messages.Commands;

namespace Brain.Cli.Screen;

/// <summary>The usual help, and then examples and what the exit code says, since those are what people read.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    // By what is typed; a verb without a line here is shown as the catalogue has it.
    private static readonly Dictionary<string, string[]> Examples = new(StringComparer.Ordinal)
    {
        ["brain"] = ["brain up", "brain install claude-code", "brain doctor", "brain sessions", "brain tail"],
        ["brain up"] = ["brain up", "brain up --json | jq -r .url"],
        ["brain backup"] = ["brain backup ~/brain.tar"],
        ["brain restore"] = ["brain restore ~/brain.tar"],
        ["brain status"] =
        [
            "brain status",
            "brain status --json | jq -r .reason",
            "psql \"$(brain status --json | jq -r .database)\"",
        ],
        ["brain doctor"] = ["brain doctor", "brain doctor --json | jq '.[] | select(.state != \"ok\")'"],
        ["brain install"] =
        [
            "brain install claude-code",
            "brain install claude-code --hard",
            "brain install claude-code --project --dry-run",
        ],
        ["brain uninstall"] = ["brain uninstall claude-code", "brain uninstall claude-code --project"],
        ["brain purpose"] =
        [
            "brain purpose",
            "brain purpose \"port the parser to C#\"",
            "brain purpose \"review\" --session 0191d2a4",
        ],
        ["brain mode"] = ["brain mode", "brain mode sparring"],
        ["brain budget"] = ["brain budget", "brain budget 200k", "brain budget day '$20'", "brain budget none"],
        ["brain hints"] = ["brain hints", "brain hints off", "brain hints on --session 0191d2a4"],
        ["brain fix"] =
        [
            "brain fix \"unknown flag: --stat\"",
            "npm test 2>&1 | brain fix -",
            "brain fix \"unknown flag: --stat\" --json | jq -r '.[0].worked'",
        ],
        ["brain how"] = ["brain how pnpm", "brain how \"git push\"", "brain how dotnet --project ~/code/site --json"],
        ["brain blame"] = ["brain blame till.cs", "brain blame till.cs:42", "brain blame till.cs:42 --json"],
        ["brain persona"] = ["brain persona", "brain persona create Steve 🔧 \"APIs\"", "brain persona show Steve"],
        ["brain ask"] = ["brain ask Steve which endpoints page?"],
        ["brain checkin"] = ["brain checkin Steve", "brain checkin Cop --json"],
        ["brain broadcast"] = ["brain broadcast what would you change first?"],
        ["brain rate"] = ["brain rate Steve useful", "brain rate Steve wrong 3"],
        ["brain done"] = ["brain done", "brain done --session 0191d2a4"],
        ["brain undo"] = ["brain undo", "brain undo 3 yes", "brain undo session", "brain undo redo"],
        ["brain skills draft"] =
        [
            "brain skills draft release --turns 3-7 --dry-run",
            "brain skills draft release --session 0191d2a4",
        ],
        ["brain skills share"] =
        [
            "brain skills share release --branch skills --dry-run",
            "brain skills share release --marketplace ~/code/our-plugins",
        ],
        ["brain pipeline"] =
        [
            "brain pipeline list",
            "brain pipeline define examples/pipelines/release.yaml",
            "brain pipeline start release 2.1",
            "brain pipeline runs",
        ],
        ["brain pipeline list"] = ["brain pipeline list", "brain pipeline list --all"],
        ["brain pipeline define"] = ["brain pipeline define release.yaml", "brain pipeline define - < release.yaml"],
        ["brain pipeline show"] = ["brain pipeline show release", "brain pipeline show release --yaml > release.yaml"],
        ["brain pipeline runs"] = ["brain pipeline runs", "brain pipeline runs release --all"],
        ["brain pipeline start"] = ["brain pipeline start release 2.1"],
        ["brain pipeline reach"] = ["brain pipeline reach release committed"],
        ["brain pipeline skip"] = ["brain pipeline skip release announced"],
        ["brain pipeline heal"] = ["brain pipeline heal release"],
        ["brain pipeline abandon"] = ["brain pipeline abandon release"],
        ["brain skills scan"] =
        [
            "brain skills scan ~/.claude/skills",
            "brain skills scan skills/pdf --json",
            "brain skills scan skills --sarif > skills.sarif",
        ],
        ["brain sessions"] = ["brain sessions", "brain sessions --all --json", "brain sessions --project ~/code/site"],
        ["brain cost"] =
        [
            "brain cost",
            "brain cost --by model --since 7d",
            "brain cost --by project --json | jq .cost_usd",
            "brain cost --wasted",
            "brain cost --outcome --project .",
        ],
        ["brain costs"] = ["brain costs", "brain costs --session 0191d2a4", "brain costs --all"],
        ["brain statusline"] =
        [
            "brain statusline < status.json",
            "brain statusline --segment < status.json",
            "brain statusline --json < status.json | jq .late_runs",
        ],
        ["brain tail"] = ["brain tail", "brain tail --once --json", "brain tail --session 0191d2a4"],
        ["brain cluster rotate"] = ["brain cluster rotate", "brain cluster rotate --json"],
        ["brain schema check"] = ["brain schema check", "brain schema check --json"],
        ["brain spool"] = ["brain spool", "brain spool flush"],
        ["brain logins"] = ["brain logins", "brain logins revoke --all"],
        ["brain logins revoke"] = ["brain logins revoke 3f2a", "brain logins revoke --all"],
        ["brain redact"] = ["brain redact --rehearse", "brain redact --rehearse --json", "brain redact --apply"],
        ["brain demo"] = ["brain demo", "brain demo recorded.jsonl --pace 300"],
        ["brain completion"] =
        [
            "source <(brain completion bash)",
            "source <(brain completion zsh)",
            "brain completion fish | source",
        ],
        ["brain hook"] = ["brain hook claude-code < event.json", "brain hook claude-code --hard < event.json"],
    };

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var command = parseResult.CommandResult.Command;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in ExamplesOf(command))
            output.WriteLine("  " + example);
        output.WriteLine();
        output.WriteLine(
            command.Name switch
            {
                "status" =>
                    "Exit codes: 0 ready, 1 failed, 3 down, 4 it runs but takes no hooks; --json has the reason.",
                "fix" or "how" or "blame" =>
                    "Exit codes: 0 something is known, 1 nothing is, or it failed, 2 refused or not understood.",
                "scan" =>
                    "Exit codes: 0 no finding of severity error, 1 failed, 2 one or more, refused or not understood.",
                _ => "Exit codes: 0 done, 1 failed, 2 refused or not understood.",
            }
        );
        return code;
    }

    private static string[] ExamplesOf(Command command)
    {
        var path = CommandPath.Of(command);
        if (Examples.TryGetValue(path, out var examples))
            return examples;
        if (command.Subcommands.Count > 0)
            return [.. command.Subcommands.SelectMany(ExamplesOf)];
        var usage = path.Split(' ') switch
        {
            [_, var verb] => CommandCatalog.Find(verb)?.Usage,
            [_, var verb, var word] => CommandCatalog.Word(verb, word).Usage,
            _ => null,
        };
        return [$"{path} {usage}".TrimEnd()];
    }
}
