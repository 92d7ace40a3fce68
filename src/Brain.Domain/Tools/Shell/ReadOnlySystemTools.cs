using static Brain.Domain.Tools.Shell.ReadOnlyRules;

namespace Brain.Domain.Tools.Shell;

/// <summary>Programs that tell of the machine.</summary>
internal static class ReadOnlySystemTools
{
    private static readonly string[] Showing = ["show", "list", "ls", "lst", "sh"];
    private static readonly string[] Objects =
    [
        "a",
        "addr",
        "address",
        "l",
        "link",
        "r",
        "ro",
        "route",
        "n",
        "neigh",
        "rule",
        "maddr",
        "netns",
    ];

    public static Dictionary<string, ReadingRule> Programs() =>
        new(StringComparer.Ordinal)
        {
            ["crontab"] = Exactly("-l"),
            ["date"] = Date,
            ["dmesg"] = Only(
                "-T",
                "-H",
                "-k",
                "-u",
                "-x",
                "--human",
                "--ctime",
                "--kernel",
                "--level",
                "--facility",
                "--nopager"
            ),
            ["findmnt"] = Any,
            ["getfacl"] = Any,
            ["hostname"] = static (_, arguments) =>
                arguments.IsEmpty
                || arguments is [{ Text: "-f" or "-s" or "-i" or "-I" or "-d" or "-A" or "--fqdn" or "--short" }],
            ["hostnamectl"] = Exactly("", "status"),
            ["ifconfig"] = Exactly("", "-a"),
            ["ip"] = Ip,
            ["journalctl"] = Without(
                "--vacuum-size",
                "--vacuum-time",
                "--vacuum-files",
                "--rotate",
                "--flush",
                "--sync",
                "--relinquish-var",
                "--smart-relinquish-var",
                "--setup-keys",
                "--update-catalog",
                "--cursor-file",
                "--force",
                "--image",
                "-M",
                "--machine"
            ),
            ["launchctl"] = Exactly("list"),
            ["loginctl"] = Verbs(
                Only("--no-pager", "--no-legend"),
                "list-sessions|list-users|list-seats|show-session|show-user|session-status|user-status"
            ),
            ["lsns"] = Any,
            ["lsof"] = WithoutLetters("i", "-D", "+m", "-m"),
            ["mount"] = Exactly("", "-l"),
            // On a BSD it sets counters back.
            ["netstat"] = Without("-z"),
            ["arp"] = Exactly("", "-a", "-n", "-an"),
            ["nvidia-smi"] = Exactly("", "-L", "-q"),
            ["ping"] = Only("-c", "-n", "-q", "-w", "-W", "-4", "-6", "-i"),
            ["ss"] = Without("-K", "--kill", "-D", "--diag", "-E", "--events"),
            ["sw_vers"] = Any,
            ["sysctl"] = static (line, arguments) =>
                Only("-a", "-n", "-N", "-e", "--all", "--values", "--names")(line, arguments) && NoEquals(arguments),
            ["systemctl"] = Units,
            ["timedatectl"] = Exactly("", "status", "show", "list-timezones"),
            ["top"] = static (line, arguments) =>
                arguments is [{ Text: ['-', 'b', ..] }, ..]
                && Only("-b", "-n", "-o", "-c", "-H", "-i", "-p", "-w", "-d", "-u")(line, arguments),
            ["tmux"] = Exactly("ls"),
        };

    private static ReadingRule Exactly(params string[] words) =>
        (_, arguments) =>
            arguments.IsEmpty
                ? Array.IndexOf(words, "") >= 0
                : arguments.Length == 1 && Array.IndexOf(words, arguments[0].Text) >= 0;

    // A word without a plus sets the clock.
    private static bool Date(ShellScan line, ReadOnlySpan<ShellArgument> arguments)
    {
        for (var place = 0; place < arguments.Length; place++)
        {
            var argument = arguments[place];
            var lead = argument.Text ?? argument.Lead;
            if (
                argument.Text is "-d" or "-r" or "-f" or "--date" or "--reference"
                && place + 1 < arguments.Length
                && !arguments[place + 1].Several
            )
                place++;
            else if (argument is { Several: false, Wild: false } && (lead.StartsWith('+') || IsDateOption(lead)))
                continue;
            else
                return false;
        }

        return true;
    }

    private static bool IsDateOption(string text) =>
        text
            is "-u"
                or "-R"
                or "--utc"
                or "--universal"
                or "--rfc-email"
                or "--iso-8601"
        || (text.StartsWith("-I", StringComparison.Ordinal) && text.AsSpan(2).IndexOfAnyExceptInRange('a', 'z') < 0)
        || text.StartsWith("--date=", StringComparison.Ordinal)
        || text.StartsWith("--reference=", StringComparison.Ordinal)
        || text.StartsWith("--rfc-3339=", StringComparison.Ordinal)
        || text.StartsWith("--iso-8601=", StringComparison.Ordinal);

    private static bool Ip(ShellScan line, ReadOnlySpan<ShellArgument> arguments)
    {
        while (
            arguments
                is [
                {
                    Text: "-4"
                            or "-6"
                            or "-br"
                            or "-brief"
                            or "-c"
                            or "-color"
                            or "-o"
                            or "-oneline"
                            or "-j"
                            or "-json"
                            or "-p"
                            or "-s"
                            or "-d"
                },
                    .. var rest,
                ]
        )
            arguments = rest;
        return arguments is [{ Text: { } about }, .. var more]
            && Array.IndexOf(Objects, about) >= 0
            && (
                more.IsEmpty
                || (
                    more[0].Text is { } verb
                    && (Array.IndexOf(Showing, verb) >= 0 || (verb == "get" && about[0] == 'r'))
                    && Only()(line, more)
                )
            );
    }

    private static bool Units(ShellScan line, ReadOnlySpan<ShellArgument> arguments)
    {
        while (
            arguments
                is [{ Text: "--user" or "--system" or "--no-pager" or "-a" or "--all" or "--failed" }, .. var rest]
        )
            arguments = rest;
        return arguments.IsEmpty
            || Verbs(
                Without("-H", "--host", "-M", "--machine", "--root", "--image"),
                "status|show|cat|is-active|is-enabled|is-failed|is-system-running|get-default|list-dependencies|list-jobs",
                "list-units|list-unit-files|list-timers|list-sockets|list-machines|list-automounts|list-paths"
            )(line, arguments);
    }

    private static bool NoEquals(ReadOnlySpan<ShellArgument> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Text is null || argument.Text.Contains('='))
                return false;
        }

        return true;
    }
}
