namespace Brain.Messages.Commands;

/// <summary>A verb of the brain, as everything that speaks of it reads it.</summary>
/// <param name="Name">What is said after <c>brain</c> or a slash: small letters.</param>
/// <param name="Summary">What it does, as a sentence for <c>--help</c>.</param>
/// <param name="Handler">Who carries it out.</param>
/// <param name="Effect">What it may do to the brain.</param>
public sealed record CommandVerb(string Name, string Summary, CommandHandler Handler, CommandEffect Effect)
{
    /// <summary>Another name that is understood for it and shown nowhere; null for none.</summary>
    public string? Alias { get; init; }

    /// <summary>What code switches on; null when the silo takes it by an endpoint of its own, or not at all.</summary>
    public CommandKind? Kind { get; init; }

    /// <summary>What follows the name, such as <c>NAME useful|noise|wrong [TURN]</c>; empty for nothing.</summary>
    public string Usage { get; init; } = "";

    /// <summary>Its words of a second level, in the order of the help; empty when it has none.</summary>
    public IReadOnlyList<CommandWord> Words { get; init; } = [];

    /// <summary>How an agent's person says it; null when it is no slash command.</summary>
    public SlashText? Slash { get; init; }

    /// <summary>It is about one session, so one is named or found.</summary>
    public bool NeedsSession { get; init; }

    /// <summary>Programs say it, and the help leaves it out.</summary>
    public bool Hidden { get; init; }

    /// <summary>The native client has it; else only the checkout's script.</summary>
    public bool InClient { get; init; } = true;

    /// <summary>It is carried by a request to the dispatcher.</summary>
    public bool IsRequest => Kind is not null && Handler != CommandHandler.Session;

    /// <summary>How it is said in a session, with all its words: <c>/persona list | show NAME</c>.</summary>
    public string SlashUsage => Spoken(Slashed);

    /// <summary>How it is said in a shell, with all its words: <c>brain skills list | show NAME|ID</c>.</summary>
    public string ShellUsage => Spoken($"brain {Name}");

    /// <summary>What its hint shows, each as it is typed: <c>/hints off or /hints on</c>.</summary>
    public string SlashExamples
    {
        get
        {
            string[] examples = [.. (Slash?.Hint ?? "").Split(" | ").Select(one => $"{Slashed} {one}".TrimEnd())];
            return examples.Length == 1
                ? examples[0]
                : $"{string.Join(", ", examples[..^1])} or {examples[^1]}";
        }
    }

    /// <summary>With <c>--help</c> it only tells; a script, and the hook, may read that in another way.</summary>
    public bool HasHelp => Handler != CommandHandler.Script && Name != "hook";

    /// <summary>Whether it only tells when this word, or none, follows.</summary>
    /// <param name="word">The first word behind the verb, or null.</param>
    public bool OnlyTells(string? word) =>
        Effect switch
        {
            CommandEffect.Tells => true,
            CommandEffect.ChangesWithWords => word is null || Words.Any(one => !one.Changes && one.Name == word),
            _ => false,
        };

    private string Slashed => Slash?.PluginOnly == true ? $"/brain:{Name}" : $"/{Name}";

    private string Spoken(string verb) =>
        Words.Count == 0
            ? $"{verb} {Usage}".TrimEnd()
            : $"{verb} {string.Join(" | ", Words.Select(word => $"{word.Name} {word.Usage}".TrimEnd()))}";
}

/// <summary>A word behind a verb, such as <c>start</c> of <c>pipeline</c>.</summary>
/// <param name="Name">The word.</param>
/// <param name="Summary">What it does, as a sentence for <c>--help</c>.</param>
/// <param name="Changes">It changes the brain.</param>
/// <param name="Usage">What follows it; empty for nothing.</param>
public sealed record CommandWord(string Name, string Summary, bool Changes, string Usage = "");

/// <summary>A verb as a slash command.</summary>
/// <param name="Description">What a person reads in the list of commands.</param>
/// <param name="Hint">Examples of what follows; empty for nothing.</param>
public sealed record SlashText(string Description, string Hint)
{
    /// <summary>The agent has a command of the bare name, so it is said with the plugin's prefix only.</summary>
    public bool PluginOnly { get; init; }

    /// <summary>The agent may answer in a persona's place from what it is handed.</summary>
    public bool Hosted { get; init; }
}
