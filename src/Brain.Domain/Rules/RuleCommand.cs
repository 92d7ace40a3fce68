using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Brain.Domain.Text;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Domain.Rules;

/// <summary>What <c>/rule</c> is told to do.</summary>
public enum RuleAct
{
    /// <summary>Tells all of them.</summary>
    List,

    /// <summary>Tells one.</summary>
    Show,

    /// <summary>
    /// Drafts one from words, a learning or a turn; alone looks where there is something to draft from.
    /// </summary>
    Propose,

    /// <summary>Keeps one that a person wrote.</summary>
    Add,

    /// <summary>Tells what one would have stopped.</summary>
    Rehearse,

    /// <summary>Switches one on.</summary>
    On,

    /// <summary>Switches one off.</summary>
    Off,

    /// <summary>Puts one away.</summary>
    Archive,

    /// <summary>Says what its newest hit was worth.</summary>
    Rate,
}

/// <summary>A <c>/rule</c> command as it was meant.</summary>
/// <param name="Act">What to do.</param>
/// <param name="Subject">An id, or what to draft from; empty for none.</param>
public sealed record RuleCommand(RuleAct Act, string Subject = "")
{
    /// <summary>How one is written by hand.</summary>
    public static readonly string AddUsage = $"/rule add {CommandCatalog.Word("rule", "add").Usage}";

    private static readonly string Usage = $"say {CommandCatalog.Of(CommandKind.Rule).SlashUsage}, or /rules";

    /// <summary>For every project.</summary>
    public bool Everywhere { get; init; }

    /// <summary>The turn to draft from; null for none.</summary>
    public int? Turn { get; init; }

    /// <summary>useful, noise or wrong; empty for none.</summary>
    public string Rating { get; init; } = "";

    /// <summary>What a person wrote; null for anything else than <see cref="RuleAct.Add"/>.</summary>
    public RuleDraft? Written { get; init; }

    /// <summary>Whether a word can be the beginning of an id.</summary>
    public static bool IsId(string word) =>
        word.Length is >= 6 and <= 36
        && word.All(letter => char.IsAsciiHexDigit(letter) || letter == '-')
        && word.Any(char.IsAsciiDigit);

    /// <summary>Reads what follows <c>/rule</c>; nothing at all lists them.</summary>
    public static (RuleCommand? Command, Refusal? Refusal) Parse(string args)
    {
        var verb = SpokenCommand.First(args.Trim(), out var rest).ToLowerInvariant();
        return verb switch
        {
            "" or "list" => (new(RuleAct.List), null),
            "propose" => Propose(rest),
            "add" => RuleFlags.Read(rest),
            "show" => Named(RuleAct.Show, rest),
            "rehearse" => Named(RuleAct.Rehearse, rest),
            "on" => Named(RuleAct.On, rest),
            "off" => Named(RuleAct.Off, rest),
            "archive" => Named(RuleAct.Archive, rest),
            "rate" => Rate(rest),
            _ => Refuse($"'{OneLine.Of(verb, 40)}' is nothing that rules do"),
        };
    }

    /// <summary>Reads an id and what its newest hit was worth.</summary>
    public static (RuleCommand? Command, Refusal? Refusal) Rate(string rest)
    {
        var words = rest.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words is [var id, "useful" or "noise" or "wrong"] && IsId(id)
            ? (new(RuleAct.Rate, id) { Rating = words[1] }, null)
            : Refuse($"'{OneLine.Of(rest, 60)}' is no rule's id with useful, noise or wrong behind it");
    }

    internal static (RuleCommand? Command, Refusal? Refusal) Refuse(string what) =>
        (null, new("rule.usage", $"{what}; {Usage}. Nothing was changed."));

    private static (RuleCommand?, Refusal?) Propose(string rest)
    {
        const string Flag = "--everywhere";
        var isEverywhere = rest.Contains(Flag, StringComparison.Ordinal);
        var subject = rest.Replace(Flag, "", StringComparison.Ordinal).Trim();
        var words = subject.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (
            words is ["turn", var number]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var turn)
            && turn > 0
        )
            return (new(RuleAct.Propose) { Turn = turn, Everywhere = isEverywhere }, null);
        var text = SpokenCommand.Quoted(subject, out var after) is { } quoted && after.Length == 0 ? quoted : subject;
        return (new(RuleAct.Propose, text) { Everywhere = isEverywhere }, null);
    }

    private static (RuleCommand?, Refusal?) Named(RuleAct act, string rest)
    {
        var id = rest.Trim().ToLowerInvariant();
        return IsId(id)
            ? (new(act, id), null)
            : Refuse(
                id.Length == 0
                    ? $"Which rule to {act.ToString().ToLowerInvariant()} is missing"
                    : $"'{OneLine.Of(id, 40)}' is no id: its first eight characters, as /rules lists them"
            );
    }
}

/// <summary>The flags of a rule that a person writes.</summary>
internal static class RuleFlags
{
    public static (RuleCommand? Command, Refusal? Refusal) Read(string text)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        var words = Words(text);
        for (var at = 0; at < words.Length; at++)
        {
            var name = words[at];
            if (name is "--everywhere")
                given[name] = "";
            else if (
                name is not ("--tool" or "--pattern" or "--path" or "--text" or "--deny" or "--ask" or "--remind")
                || given.ContainsKey(name)
                || ++at == words.Length
            )
                return Refuse($"'{OneLine.Of(name, 60)}' has no place there");
            else
                given[name] = words[at];
        }

        RuleAction? action =
            given.ContainsKey("--deny") ? RuleAction.Deny
            : given.ContainsKey("--ask") ? RuleAction.Ask
            : given.ContainsKey("--remind") ? RuleAction.Remind
            : null;
        if (action is not { } does || given.Keys.Count(name => name is "--deny" or "--ask" or "--remind") != 1)
            return Refuse("One of --deny, --ask and --remind is needed, with the sentence that the agent is told");
        if (!given.TryGetValue("--tool", out var tool) || Tool(tool) is not { } kind)
            return Refuse("--tool is one of shell, edit, read, fetch and any");
        var pattern = given.GetValueOrDefault("--pattern");
        // Of files a pattern is a path.
        var path = given.GetValueOrDefault("--path") ?? (kind is RuleTool.Edit or RuleTool.Read ? pattern : null);
        var draft = new RuleDraft(does, kind, given[$"--{does.ToString().ToLowerInvariant()}"].Trim())
        {
            Pattern = kind == RuleTool.Shell ? pattern : null,
            Path = path,
            Text = given.GetValueOrDefault("--text") ?? (kind is RuleTool.Fetch or RuleTool.Any ? pattern : null),
        };
        return Fault(draft) is { } fault
            ? Refuse(fault)
            : (new(RuleAct.Add) { Written = draft, Everywhere = given.ContainsKey("--everywhere") }, null);
    }

    private static string? Fault(RuleDraft draft) =>
        draft.Sentence.Length is 0 or > Rule.SentenceMax
            ? $"The sentence has {draft.Sentence.Length} characters and may have 1 to {Rule.SentenceMax}"
        : draft is { Pattern: null, Path: null, Text: null }
            ? "What it is about is missing: --pattern, --path or --text"
        : draft.Pattern is { } pattern && CommandPattern.Parse(pattern).Fault is { } fault
            ? $"'{OneLine.Of(pattern, 60)}' is no pattern of a command: {fault}"
        : draft.Path is { } path && (path.Trim().Length == 0 || path.Length > Rule.SentenceMax)
            ? $"The path has {path.Length} characters and may have 1 to {Rule.SentenceMax}"
        : draft.Text is { } text && (text.Trim().Length == 0 || text.Length > Rule.SentenceMax)
            ? $"The text has {text.Length} characters and may have 1 to {Rule.SentenceMax}"
        : null;

    private static RuleTool? Tool(string word) =>
        word.ToLowerInvariant() switch
        {
            "shell" => RuleTool.Shell,
            "edit" => RuleTool.Edit,
            "read" => RuleTool.Read,
            "fetch" => RuleTool.Fetch,
            "any" => RuleTool.Any,
            _ => null,
        };

    private static (RuleCommand?, Refusal?) Refuse(string what) =>
        (null, new("rule.add", $"{what}. Say: {RuleCommand.AddUsage}. Nothing was kept."));

    private static string[] Words(string text)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var word = new StringBuilder();
        char? end = null;
        var has = false;
        foreach (var letter in text)
        {
            if (end is null && SpokenCommand.IsOpening(letter))
                (end, has) = (SpokenCommand.Closing(letter), true);
            else if (end == letter)
                end = null;
            else if (end is not null || !char.IsWhiteSpace(letter))
                (_, has) = (word.Append(letter), true);
            else if (has)
            {
                words.Add(word.ToString());
                word.Clear();
                has = false;
            }
        }

        if (has)
            words.Add(word.ToString());
        return [.. words];
    }
}
