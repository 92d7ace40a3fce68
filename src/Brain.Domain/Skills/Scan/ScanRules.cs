using System.Collections.Immutable;
using static Brain.Messages.Skills.ScanSeverity;

namespace Brain.Domain.Skills.Scan;

/// <summary>Every rule. Ids are never renamed and never used anew.</summary>
public static class ScanRules
{
    internal static readonly ScanRule DownloadRun = new("code.download-run", Error, "Runs what it downloads");
    internal static readonly ScanRule EncodedRun = new("code.encoded-run", Error, "Runs code that is encoded");
    internal static readonly ScanRule ReverseShell = new("code.reverse-shell", Error, "Hands a shell to another host");
    internal static readonly ScanRule Miner = new("code.miner", Error, "Mines coins");
    internal static readonly ScanRule Ransom = new("code.ransom", Error, "Encrypts files and takes them away");
    internal static readonly ScanRule Destroys = new("code.destroys", Error, "Deletes what is outside the project");
    internal static readonly ScanRule Dynamic = new("code.dynamic", Note, "Runs text as code");
    internal static readonly ScanRule Binary = new("code.binary", Warning, "Brings a program that is no text");
    internal static readonly ScanRule Disguised = new(
        "code.disguised",
        Warning,
        "Runs a file that is no script by its name"
    );
    internal static readonly ScanRule Root = new("code.root", Note, "Runs commands as root");

    internal static readonly ScanRule Exfiltration = new("data.exfiltration", Error, "Sends secrets over the network");
    internal static readonly ScanRule SecretRead = new("data.secret-read", Warning, "Reads keys or passwords");
    internal static readonly ScanRule SecretInside = new("data.secret-inside", Warning, "Has a key or password in it");

    internal static readonly ScanRule HiddenText = new("text.hidden", Error, "Has characters that nobody sees");
    internal static readonly ScanRule Direction = new("text.direction", Error, "Turns the order of characters around");
    internal static readonly ScanRule HiddenComment = new(
        "text.comment",
        Error,
        "Gives orders where no page shows them"
    );
    internal static readonly ScanRule EncodedText = new("text.encoded", Error, "Has commands that are encoded");

    internal static readonly ScanRule Override = new("prompt.override", Error, "Tells the agent to ignore others");
    internal static readonly ScanRule Conceal = new("prompt.conceal", Warning, "Tells the agent to hide what it does");
    internal static readonly ScanRule Remote = new("prompt.remote", Error, "Has the agent obey a text from elsewhere");
    internal static readonly ScanRule Leak = new("prompt.leak", Error, "Has the agent send what people said");
    internal static readonly ScanRule NoQuestions = new("prompt.no-questions", Note, "Has the agent ask nobody");

    internal static readonly ScanRule ShellStart = new(
        "persist.shell-start",
        Warning,
        "Changes what shells start with"
    );
    internal static readonly ScanRule Schedule = new("persist.schedule", Warning, "Starts by itself later");
    internal static readonly ScanRule Rights = new("persist.rights", Error, "Gives itself the rights of root for good");
    internal static readonly ScanRule LoginKey = new("persist.login-key", Error, "Lets another key log in");
    internal static readonly ScanRule Account = new("persist.account", Error, "Lets another account in");
    internal static readonly ScanRule AgentSettings = new(
        "persist.agent-settings",
        Warning,
        "Changes an agent's settings"
    );
    internal static readonly ScanRule AgentMemory = new("persist.agent-memory", Warning, "Writes what agents are told");
    internal static readonly ScanRule GitHook = new("persist.git-hook", Warning, "Has git run something");

    internal static readonly ScanRule Permissions = new("agent.permissions", Warning, "Switches questions off");
    internal static readonly ScanRule Traffic = new("agent.traffic", Error, "Sends the agent's own traffic elsewhere");
    internal static readonly ScanRule RunsFirst = new("agent.runs-first", Note, "Runs a command before any hook");

    internal static readonly ScanRule Registry = new("net.registry", Warning, "Gets packages from elsewhere");
    internal static readonly ScanRule BareAddress = new(
        "net.bare-address",
        Warning,
        "Speaks to an address without a name"
    );
    internal static readonly ScanRule DropBox = new(
        "net.drop-box",
        Warning,
        "Sends to a service that anybody can read"
    );

    internal static readonly ScanRule Outside = new("write.outside", Note, "Writes outside the project");
    internal static readonly ScanRule Link = new("file.link", Warning, "Has a link that leads out of its folder");
    internal static readonly ScanRule Large = new("file.large", Note, "Has a file that was not read to its end");
    internal static readonly ScanRule Unread = new("file.unread", Warning, "Has what was not read");
    internal static readonly ScanRule GitStore = new(
        "file.git-store",
        Error,
        "Runs what git keeps for itself, which nobody looks through"
    );
    internal static readonly ScanRule TooMany = new("file.too-many", Warning, "Has more than a scan looks at");

    /// <summary>All of them.</summary>
    public static ImmutableArray<ScanRule> All { get; } =
    [
        DownloadRun,
        EncodedRun,
        ReverseShell,
        Miner,
        Ransom,
        Destroys,
        Dynamic,
        Binary,
        Disguised,
        Root,
        Exfiltration,
        SecretRead,
        SecretInside,
        HiddenText,
        Direction,
        HiddenComment,
        EncodedText,
        Override,
        Conceal,
        Remote,
        Leak,
        NoQuestions,
        ShellStart,
        Schedule,
        Rights,
        LoginKey,
        Account,
        AgentSettings,
        AgentMemory,
        GitHook,
        Permissions,
        Traffic,
        RunsFirst,
        Registry,
        BareAddress,
        DropBox,
        Outside,
        Link,
        Large,
        Unread,
        GitStore,
        TooMany,
    ];
}
