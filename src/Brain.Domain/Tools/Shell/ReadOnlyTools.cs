using Brain.Messages.Commands;
using static Brain.Domain.Tools.Shell.ReadOnlyRules;

namespace Brain.Domain.Tools.Shell;

/// <summary>Developers' tools whose first words say whether they read.</summary>
internal static class ReadOnlyTools
{
    private static readonly ReadingRule NoBrowser = Without("-w", "--web", "--show-token", "-t");

    public static Dictionary<string, ReadingRule> Programs() =>
        new(StringComparer.Ordinal)
        {
            ["apt"] = Verbs(
                Without("-o", "--option", "-c", "--config-file"),
                "list|show|search|policy|depends|rdepends"
            ),
            ["apt-cache"] = Verbs(
                Without("-o", "--option", "-c", "--config-file"),
                "show|search|policy|depends|rdepends|showpkg|madison"
            ),
            ["aws"] = Verbs(
                Without("--endpoint-url", "--cli-input-json", "--debug"),
                "s3 ls",
                "sts get-caller-identity"
            ),
            ["brain"] = Brain,
            ["brew"] = Verbs(Any, "list|info|leaves|deps|--prefix|--version"),
            ["cargo"] = AtHome(
                Verbs(
                    Without("--config", "-Z", "-C"),
                    "tree|pkgid|locate-project|read-manifest|verify-project|--version|-V|--list"
                )
            ),
            ["rustc"] = AtHome(Verbs(Bare, "--version|-V|-vV")),
            ["rustup"] = Verbs(Any, "show|--version", "toolchain list", "target list", "component list"),
            ["docker"] = Docker,
            ["podman"] = Docker,
            ["dotnet"] = AtHome(Verbs(Any, "--version|--info|--list-sdks|--list-runtimes")),
            ["dpkg"] = Verbs(
                Any,
                "-l|-L|-s|-S|--list|--listfiles|--status|--search|--get-selections|--print-architecture"
            ),
            ["dpkg-query"] = Verbs(Any, "-l|-L|-s|-S|-W|--list|--listfiles|--status|--search|--show"),
            ["gh"] = AtHome(
                Verbs(
                    NoBrowser,
                    "pr view|list|status|diff|checks",
                    "issue view|list|status",
                    "run view|list",
                    "repo view|list",
                    "release view|list",
                    "workflow view|list",
                    "label list",
                    "gist list|view",
                    "search issues|prs|repos|code|commits",
                    "auth status",
                    "status"
                )
            ),
            ["git"] = ReadOnlyGit.OnlyReads,
            ["go"] = AtHome(Verbs(Without("-w", "-u"), "env|version")),
            ["helm"] = Verbs(
                Without("--kubeconfig", "--post-renderer", "--output-dir", "--kube-apiserver"),
                "list|ls|status|history|get|version|env"
            ),
            ["kubectl"] = Kubectl,
            ["npm"] = AtHome(
                Verbs(
                    Without("--prefix", "--userconfig", "--globalconfig"),
                    "ls|list|la|ll|view|info|show|outdated|root|prefix|whoami|explain|why",
                    "config get|list|ls",
                    "pkg get"
                )
            ),
            ["pip"] = Verbs(
                Without("--log", "--log-file", "--python"),
                "list|show|freeze|check",
                "config list|get",
                "cache dir|info|list"
            ),
            ["pip3"] = Verbs(
                Without("--log", "--log-file", "--python"),
                "list|show|freeze|check",
                "config list|get",
                "cache dir|info|list"
            ),
            ["rpm"] = static (line, arguments) =>
                arguments is [{ Text: ['-', 'q', ..] }, ..]
                && Only("-q", "-a", "-i", "-l", "-f", "-c", "-d", "-R", "-p", "--last", "--queryformat")(
                    line,
                    arguments
                ),
        };

    // Where the checkout's script is called so, its own verbs build and run.
    private static bool Brain(ShellScan line, ReadOnlySpan<ShellArgument> arguments)
    {
        var lines = new List<string>();
        foreach (var argument in arguments)
        {
            if (argument.Text is not { } text)
                return false;
            lines.Add(text);
        }

        var verb = lines.Find(text => !text.StartsWith('-'));
        if (verb is not null && CommandCatalog.Find(verb) is { InClient: false })
            return false;
        return BrainCommands.OnlyTells(lines);
    }

    private static bool Docker(ShellScan line, ReadOnlySpan<ShellArgument> arguments)
    {
        if (arguments is [{ Text: "compose" }, .. var compose])
        {
            while (
                compose
                    is [
                    { Text: "-f" or "--file" or "-p" or "--project-name" or "--profile" },
                    { Text: not null },
                        .. var rest,
                    ]
            )
                compose = rest;
            return Verbs(
                Without("-o", "--output", "--lock-image-digests"),
                "ps|logs|ls|images|top|port|version|config"
            )(line, compose);
        }

        return Verbs(
            Any,
            "ps|images|logs|inspect|version|info|stats|top|port|diff|history|search",
            "network|volume|context|plugin|node|service|stack|secret|config ls|list|inspect|ps",
            "container ls|list|ps|inspect|logs|top|stats|port|diff",
            "image ls|list|inspect|history",
            "system df|info",
            "manifest inspect",
            "buildx ls|version|du"
        )(line, arguments);
    }

    private static bool Kubectl(ShellScan line, ReadOnlySpan<ShellArgument> arguments)
    {
        while (
            arguments
                is [{ Text: "-n" or "--namespace" or "--context" or "--cluster" }, { Text: not null }, .. var rest]
        )
            arguments = rest;
        while (
            arguments is [{ Text: { } flag }, .. var rest]
            && (
                flag == "-A"
                || flag.StartsWith("--namespace=", StringComparison.Ordinal)
                || flag.StartsWith("--context=", StringComparison.Ordinal)
            )
        )
            arguments = rest;
        return Verbs(
                Without(
                    "--kubeconfig",
                    "--cache-dir",
                    "--profile",
                    "--profile-output",
                    "--log-file",
                    "--log-dir",
                    "--output-directory"
                ),
                "get|describe|logs|version|top|explain|events|api-resources|api-versions",
                "config view|current-context|get-contexts|get-clusters",
                "auth can-i|whoami",
                "rollout status|history"
            )(line, arguments) || (arguments is [{ Text: "cluster-info" }]);
    }
}
