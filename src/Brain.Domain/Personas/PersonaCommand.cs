using System.Text;
using Brain.Domain.Text;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;
using Brain.Messages.Text;

namespace Brain.Domain.Personas;

/// <summary>What <c>/persona</c> is told to do.</summary>
public enum PersonaAct
{
    /// <summary>Tells all of them.</summary>
    List,

    /// <summary>Makes a new one.</summary>
    Create,

    /// <summary>Tells one.</summary>
    Show,

    /// <summary>Gives one another name.</summary>
    Rename,

    /// <summary>Makes one fall silent.</summary>
    Deactivate,

    /// <summary>Makes one watch again.</summary>
    Activate,

    /// <summary>Puts one away.</summary>
    Archive,

    /// <summary>Brings one back.</summary>
    Restore,

    /// <summary>Says what its newest comment was worth.</summary>
    Rate,

    /// <summary>Lets one that is muted be heard again.</summary>
    Unmute,

    /// <summary>Tells what its rules would have said of the last turns.</summary>
    Test,
}

/// <summary>
/// A <c>/persona</c> command as it was meant. Names, emoji and job are as typed: <see cref="PersonaValidation"/> judges
/// them.
/// </summary>
/// <param name="Verb">What to do.</param>
/// <param name="Name">With whom; empty for <see cref="PersonaAct.List"/>.</param>
public sealed record PersonaCommand(PersonaAct Verb, string Name = "")
{
    /// <summary>The most characters that are read.</summary>
    public const int ArgsMax = 2_000;

    /// <summary>How each is said.</summary>
    public static readonly string Usage = CommandCatalog.Of(CommandKind.Persona).SlashUsage;

    /// <summary>Of a new persona, as typed.</summary>
    public string Emoji { get; init; } = "";

    /// <summary>Of a new persona, without its quotes.</summary>
    public string Job { get; init; } = "";

    /// <summary>What it is to be called from now on.</summary>
    public string NewName { get; init; } = "";

    /// <summary>useful, noise or wrong.</summary>
    public string Rating { get; init; } = "";

    /// <summary>Reads what follows <c>/persona</c>; nothing at all lists them.</summary>
    public static ParsedPersonaCommand Parse(string args)
    {
        if (args.Length > ArgsMax)
            return Refuse($"That has {args.Length} characters and may have {ArgsMax}");
        var verb = SpokenCommand.First(args.Trim(), out var rest);
        return verb.ToLowerInvariant() switch
        {
            "" => new(new(PersonaAct.List), null),
            "list" when rest.Length == 0 => new(new(PersonaAct.List), null),
            "list" => Refuse("list stands alone"),
            "create" => Create(rest),
            "rename" => Rename(rest),
            "rate" => Rate(rest),
            "show" => Named(PersonaAct.Show, rest),
            "deactivate" => Named(PersonaAct.Deactivate, rest),
            "activate" => Named(PersonaAct.Activate, rest),
            "archive" => Named(PersonaAct.Archive, rest),
            "restore" => Named(PersonaAct.Restore, rest),
            "unmute" => Named(PersonaAct.Unmute, rest),
            "test" => Named(PersonaAct.Test, rest),
            "delete" or "remove" => Kept(rest),
            _ => Refuse($"'{OneLine.Of(verb, 40)}' is nothing that personas do"),
        };
    }

    private static ParsedPersonaCommand Named(PersonaAct verb, string rest)
    {
        var name = SpokenCommand.Quoted(rest, out var after) ?? rest;
        return name.Length == 0 ? Refuse("The name is missing")
            : name != rest && after.Length > 0 ? Refuse($"'{OneLine.Of(after, 40)}' stands after the name")
            : new(new(verb, name), null);
    }

    // What a persona said stays with the turns that it said it of.
    private static ParsedPersonaCommand Kept(string rest)
    {
        var name = OneLine.Of(SpokenCommand.Quoted(rest, out _) ?? (rest.Length == 0 ? "NAME" : rest), 80);
        return new(
            null,
            new(
                "persona.kept",
                $"Personas are not deleted, for what they said stays. /persona archive {name} puts it away, and "
                    + $"/persona restore {name} brings it back. Nothing was changed."
            )
        );
    }

    private static ParsedPersonaCommand Create(string rest)
    {
        var name = SpokenCommand.Quoted(rest, out var after) ?? UpToEmoji(rest, out after);
        if (name is not { Length: > 0 })
            return Refuse(
                rest.Length == 0 ? "The name is missing" : "The emoji between the name and the job is missing"
            );
        var emoji = SpokenCommand.First(after, out var job);
        if (emoji.Length == 0 || SpokenCommand.IsOpening(emoji[0]))
            return Refuse("The emoji between the name and the job is missing");
        if (emoji.AsSpan().IndexOfAny(SpokenCommand.Openings) is > 0 and var glued)
            (emoji, job) = (emoji[..glued], $"{emoji[glued..]} {job}".TrimEnd());
        if (job.Length == 0)
            return Refuse("The job after the emoji is missing");
        var words = QuotedJob(job, out var more);
        return words is null && SpokenCommand.IsOpening(job[0]) ? Refuse("The quote around the job has no end")
            : words is not null && more.Length > 0 ? Refuse($"'{OneLine.Of(more, 40)}' stands after the job")
            : new(new(PersonaAct.Create, name) { Emoji = emoji, Job = words ?? job }, null);
    }

    private static ParsedPersonaCommand Rename(string rest)
    {
        var old = SpokenCommand.Quoted(rest, out var after);
        if (old is null)
        {
            var to = rest.IndexOf(" to ", StringComparison.OrdinalIgnoreCase);
            (old, after) =
                to > 0 ? (rest[..to].Trim(), rest[to..].Trim()) : (SpokenCommand.First(rest, out var words), words);
            // Without "to" nobody can tell where a name of several words ends.
            if (to <= 0 && after.Contains(' ', StringComparison.Ordinal) && SpokenCommand.Quoted(after, out _) is null)
                return Refuse("Which words are the new name can't be told; write to before it");
        }

        if (SpokenCommand.First(after, out var next).Equals("to", StringComparison.OrdinalIgnoreCase))
            after = next;
        var name = SpokenCommand.Quoted(after, out var more) ?? after;
        return old.Length == 0 || name.Length == 0 ? Refuse("One of the two names is missing")
            : name != after && more.Length > 0 ? Refuse($"'{OneLine.Of(more, 40)}' stands after the new name")
            : new(new(PersonaAct.Rename, old) { NewName = name }, null);
    }

    private static ParsedPersonaCommand Rate(string rest)
    {
        var end = rest.LastIndexOf(' ');
        var rating = end < 0 ? "" : rest[(end + 1)..].ToLowerInvariant();
        if (rating is not ("useful" or "noise" or "wrong"))
            return Refuse("A rating is useful, noise or wrong, after the name");
        var named = Named(PersonaAct.Rate, rest[..end].Trim());
        return named.Command is { } command ? new(command with { Rating = rating }, null) : named;
    }

    /// <summary>
    /// The words before the emoji. Where no word is one, the first that is no name's stands for it, to be judged later.
    /// </summary>
    private static string? UpToEmoji(string rest, out string after)
    {
        after = "";
        var places = Places(rest);
        var emoji = places.FirstOrDefault(
            place => PersonaEmoji.FaultOf(Glued(SpokenCommand.First(rest[place..], out _))) is null,
            -1
        );
        if (emoji < 0)
            emoji = places.FirstOrDefault(
                place =>
                    SpokenCommand
                        .First(rest[place..], out _)
                        .EnumerateRunes()
                        .Any(rune => !Rune.IsLetterOrDigit(rune) && rune.Value is not ('-' or '\'' or '’')),
                -1
            );
        if (emoji <= 0)
            return null;
        after = rest[emoji..];
        return WhiteSpace.Collapse(rest[..emoji]);
    }

    private static string Glued(string word) =>
        word.AsSpan().IndexOfAny(SpokenCommand.Openings) is > 0 and var quote ? word[..quote] : word;

    private static int[] Places(string text) =>
        [
            .. Enumerable
                .Range(0, text.Length)
                .Where(at => !char.IsWhiteSpace(text[at]) && (at == 0 || char.IsWhiteSpace(text[at - 1]))),
        ];

    /// <summary>
    /// What stands in quotes; what ends with a quote is quoted as a whole: a job may quote within its quotes.
    /// </summary>
    private static string? QuotedJob(string text, out string rest)
    {
        rest = "";
        return text.Length > 1 && SpokenCommand.IsOpening(text[0]) && text[^1] == SpokenCommand.Closing(text[0])
            ? text[1..^1].Trim()
            : SpokenCommand.Quoted(text, out rest);
    }

    private static ParsedPersonaCommand Refuse(string what) =>
        new(null, new("persona.usage", $"{what}; nothing was changed. Usage: {Usage}"));
}

/// <summary>What came of reading a <c>/persona</c> command.</summary>
/// <param name="Command">Null when it was refused.</param>
/// <param name="Refusal">Null when it was read.</param>
public sealed record ParsedPersonaCommand(PersonaCommand? Command, Refusal? Refusal);
