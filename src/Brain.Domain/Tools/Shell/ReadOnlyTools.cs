using System.Text.RegularExpressions;
using Brain.Messages.Commands;
using static Brain.Domain.Tools.Shell.ReadOnlyRules;

namespace Brain.Domain.Tools.Shell;

/// <summary>Developers' tools whose first words say whether they read. Most take far more options than they tell of,
/// so these are the ones that are known to show only.</summary>
internal static partial class ReadOnlyTools
{
    private static readonly ReadingRule NoBrowser = Without("-w", "--web", "--show-token", "-t");

    // With -p and -s they write their cache into a file.
    private static readonly ReadingRule AptShows = Only(
        "-a",
        "-f",
        "-i",
        "-n",
        "-q",
        "-v",
        "--all-versions",
        "--full",
        "--important",
        "--installed",
        "--manual-installed",
        "--names-only",
        "--no-all-versions",
        "--quiet",
        "--recurse",
        "--upgradable",
        "--upgradeable",
        "--verbose"
    );

    // A path, and a formula of somebody's own collection, are programs that it runs.
    private static readonly ReadingRule BrewShows = Both(
        Only(
            "-1",
            "-l",
            "-r",
            "-t",
            "--cask",
            "--casks",
            "--direct",
            "--formula",
            "--formulae",
            "--full-name",
            "--include-build",
            "--include-optional",
            "--include-test",
            "--installed",
            "--installed-on-request",
            "--json",
            "--multiple",
            "--pinned",
            "--topological",
            "--tree",
            "--union",
            "--versions"
        ),
        Named(name =>
            !name.Contains('/', StringComparison.Ordinal)
            && !name.EndsWith(".rb", StringComparison.Ordinal)
            && !name.EndsWith(".json", StringComparison.Ordinal)
        )
    );

    // Every word of its configuration is an option too, git's program and its folders with them; what it looks at is a
    // package of the registry, for others are fetched by git.
    private static readonly ReadingRule NpmShows = Both(
        Only(
            "-a",
            "-g",
            "-l",
            "-p",
            "-s",
            "--all",
            "--depth",
            "--dev",
            "--global",
            "--include",
            "--json",
            "--link",
            "--long",
            "--offline",
            "--omit",
            "--package-lock-only",
            "--parseable",
            "--prod",
            "--production",
            "--silent",
            "--unicode",
            "--workspaces"
        ),
        Named(name => RegistryPackage().IsMatch(name) && !IsArchive(name))
    );

    private static readonly ReadingRule PipShows = Only(
        "-e",
        "-f",
        "-l",
        "-o",
        "-q",
        "-u",
        "-v",
        "--all",
        "--disable-pip-version-check",
        "--editable",
        "--exclude",
        "--exclude-editable",
        "--files",
        "--format",
        "--global",
        "--include-editable",
        "--local",
        "--no-color",
        "--not-required",
        "--outdated",
        "--pre",
        "--quiet",
        "--site",
        "--uptodate",
        "--user",
        "--verbose"
    );

    // Podman takes the programs that it runs, and a file for what it prints, behind any of its words.
    private static readonly ReadingRule ContainersShow = Only(
        "-a",
        "-f",
        "-l",
        "-n",
        "-q",
        "-s",
        "-t",
        "-v",
        "--all",
        "--details",
        "--digests",
        "--filter",
        "--follow",
        "--format",
        "--hash",
        "--human",
        "--images",
        "--last",
        "--latest",
        "--limit",
        "--no-color",
        "--no-interpolate",
        "--no-log-prefix",
        "--no-stream",
        "--no-trunc",
        "--orphans",
        "--pretty",
        "--profiles",
        "--quiet",
        "--services",
        "--since",
        "--size",
        "--status",
        "--tail",
        "--timestamps",
        "--tree",
        "--type",
        "--until",
        "--variables",
        "--verbose",
        "--volumes"
    );

    public static Dictionary<string, ReadingRule> Programs() =>
        new(StringComparer.Ordinal)
        {
            ["apt"] = Verbs(AptShows, "list|show|search|policy|depends|rdepends"),
            ["apt-cache"] = Verbs(AptShows, "show|search|policy|depends|rdepends|showpkg|madison"),
            ["aws"] = Verbs(
                Without("--endpoint-url", "--cli-input-json", "--debug"),
                "s3 ls",
                "sts get-caller-identity"
            ),
            ["brain"] = Brain,
            ["brew"] = Verbs(BrewShows, "list|info|leaves|deps|--prefix|--version"),
            ["cargo"] = AtHome(
                Verbs(
                    Without("--config", "-Z", "-C", "--manifest-path", "--lockfile-path"),
                    "tree|pkgid|locate-project|read-manifest|verify-project|--version|-V|--list"
                )
            ),
            ["rustc"] = AtHome(Verbs(Bare, "--version|-V|-vV")),
            // A folder may name a toolchain, which show fetches.
            ["rustup"] = AtHome(
                Verbs(
                    Only("-q", "-v", "--quiet", "--verbose", "--installed", "--toolchain"),
                    "show|--version",
                    "toolchain list",
                    "target list",
                    "component list"
                )
            ),
            ["docker"] = Docker,
            ["podman"] = Docker,
            ["dotnet"] = AtHome(Verbs(Bare, "--version|--info|--list-sdks|--list-runtimes")),
            ["dpkg"] = Verbs(
                Only("--no-pager"),
                "-l|-L|-s|-S|--list|--listfiles|--status|--search|--get-selections|--print-architecture"
            ),
            ["dpkg-query"] = Verbs(
                Only("-f", "--showformat", "--no-pager"),
                "-l|-L|-s|-S|-W|--list|--listfiles|--status|--search|--show"
            ),
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
            // It takes -w as --w, too.
            ["go"] = AtHome(
                Either(
                    Verbs(Only("-m", "-v", "-json", "-changed"), "env|version"),
                    Verbs(
                        Both(
                            Only("-e", "-f", "-m", "-deps", "-find", "-json", "-test"),
                            Named(name => !name.Contains('@', StringComparison.Ordinal))
                        ),
                        "list"
                    )
                )
            ),
            ["helm"] = Verbs(
                Without("--kubeconfig", "--post-renderer", "--output-dir", "--kube-apiserver"),
                "list|ls|status|history|get|version|env"
            ),
            ["kubectl"] = Kubectl,
            ["npm"] = AtHome(
                Verbs(
                    NpmShows,
                    "ls|list|la|ll|view|info|show|outdated|root|prefix|whoami|explain|why",
                    "config get|list|ls",
                    "pkg get"
                )
            ),
            // A name with a slash is a file.
            ["man"] = Both(
                Only("-a", "-f", "-k", "-w"),
                Named(name => !name.Contains('/', StringComparison.Ordinal))
            ),
            ["pip"] = Verbs(PipShows, "list|show|freeze|check", "config list|get", "cache dir|info|list"),
            ["pip3"] = Verbs(PipShows, "list|show|freeze|check", "config list|get", "cache dir|info|list"),
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

    private static bool IsArchive(string name) =>
        name.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".tar", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase);

    // No file that is fetched from elsewhere.
    private static bool IsHere(string file) =>
        !file.Contains(':', StringComparison.Ordinal) && !file.StartsWith("github.com/", StringComparison.Ordinal);

    private static bool Docker(ShellScan line, ReadOnlySpan<ShellArgument> arguments)
    {
        if (arguments is [{ Text: "compose" }, .. var compose])
        {
            while (
                compose
                    is [
                    { Text: "-f" or "--file" or "-p" or "--project-name" or "--profile" },
                    { Text: { } named },
                        .. var rest,
                    ]
                && IsHere(named)
            )
                compose = rest;
            return Verbs(
                ContainersShow,
                "ps|logs|ls|images|top|port|version|config"
            )(line, compose);
        }

        return Verbs(
            ContainersShow,
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
                // A customization is fetched by git; another server is told the person's token.
                WithoutLetters(
                    "clnoLv",
                    "-k",
                    "-s",
                    "--kustomize",
                    "--server",
                    "--kuberc",
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

    // With its scope, and a version behind it.
    [GeneratedRegex(@"^(?:@[\w.~-]+/)?[\w~-][\w.~\[\]-]*(?:@[\w.^~<>=*|+ -]*)?$", RegexOptions.NonBacktracking)]
    private static partial Regex RegistryPackage();
}
