using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Brain.Cli.Screen;

/// <summary>The usual help, and then examples, since those are what people read.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string[]> Examples = new()
    {
        ["brain"] = ["brain up", "brain install claude-code", "brain doctor", "brain sessions", "brain tail"],
        ["status"] =
        [
            "brain status",
            "brain status --json | jq -r .reason",
            "psql \"$(brain status --json | jq -r .database)\"",
        ],
        ["doctor"] = ["brain doctor", "brain doctor --json | jq '.[] | select(.state != \"ok\")'"],
        ["install"] =
        [
            "brain install claude-code",
            "brain install claude-code --hard",
            "brain install claude-code --project --dry-run",
        ],
        ["uninstall"] = ["brain uninstall claude-code", "brain uninstall claude-code --project"],
        ["purpose"] =
        [
            "brain purpose",
            "brain purpose \"port the parser to C#\"",
            "brain purpose \"review\" --session 0191d2a4-…",
        ],
        ["mode"] = ["brain mode", "brain mode sparring"],
        ["budget"] = ["brain budget", "brain budget 200k", "brain budget 1.5m", "brain budget none"],
        ["sessions"] = ["brain sessions", "brain sessions --all --json", "brain sessions --project ~/code/site"],
        ["tail"] = ["brain tail", "brain tail --once --json", "brain tail --session 0191d2a4-…"],
        ["rotate"] = ["brain cluster rotate", "brain cluster rotate --json"],
        ["check"] = ["brain schema check", "brain schema check --json"],
        ["redact"] = ["brain redact --rehearse", "brain redact --rehearse --json", "brain redact --apply"],
        ["demo"] = ["brain demo", "brain demo recorded.jsonl --pace 300"],
        ["completion"] =
        [
            "source <(brain completion bash)",
            "source <(brain completion zsh)",
            "brain completion fish | source",
        ],
        ["hook"] = ["brain hook claude-code < event.json", "brain hook claude-code --hard < event.json"],
    };

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        if (Examples.TryGetValue(parseResult.CommandResult.Command.Name, out var examples))
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in examples)
                output.WriteLine("  " + example);
            output.WriteLine();
            output.WriteLine(
                parseResult.CommandResult.Command.Name == "status"
                    ? "Exit codes: 0 ready, 1 failed, 3 down, 4 it runs but takes no hooks; --json has the reason."
                    : "Exit codes: 0 done, 1 failed, 2 refused."
            );
        }

        return code;
    }
}
