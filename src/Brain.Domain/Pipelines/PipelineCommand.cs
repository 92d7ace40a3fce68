using System.Text.RegularExpressions;
using Brain.Domain.Text;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;

namespace Brain.Domain.Pipelines;

/// <summary>What <c>/pipeline</c> is told to do.</summary>
public enum PipelineAct
{
    /// <summary>Tells all pipelines.</summary>
    List,

    /// <summary>Tells one, or one run.</summary>
    Show,

    /// <summary>Reads a definition's file.</summary>
    Define,

    /// <summary>Begins a run.</summary>
    Start,

    /// <summary>Says that a link's outcome is there.</summary>
    Reach,

    /// <summary>Lets a link be.</summary>
    Skip,

    /// <summary>Gives a run up.</summary>
    Abandon,

    /// <summary>Says that the outcome that was late is there.</summary>
    Heal,

    /// <summary>Tells runs.</summary>
    Runs,
}

/// <summary>A <c>/pipeline</c> command as it was meant. Whether what it names exists is judged elsewhere.</summary>
/// <param name="Verb">What to do.</param>
/// <param name="Name">
/// A pipeline's name, or a run's id or its first <see cref="IdMin"/> or more characters, in small letters; empty for
/// all of them.
/// </param>
public sealed partial record PipelineCommand(PipelineAct Verb, string Name = "")
{
    /// <summary>The most characters that are read.</summary>
    public const int ArgsMax = 2_000;

    /// <summary>The fewest characters of a run's id that name it.</summary>
    public const int IdMin = 4;

    /// <summary>How each is said.</summary>
    public static readonly string Usage =
        $"{CommandCatalog.Of(CommandKind.Pipeline).SlashUsage}; RUN is a run's id, its first characters, or its "
        + "pipeline's name";

    private const string PipelineWanted =
        "a pipeline's name: small letters, digits, - and _, a letter first, at most 40";
    private const string RunWanted = "a run's id, its first 4 or more characters, or its pipeline's name";

    /// <summary>The link that is reached, skipped or healed, as typed; null for whichever is late.</summary>
    public string? Link { get; init; }

    /// <summary>
    /// What a run that begins is about: 1 to <see cref="Run.SubjectMax"/> characters on one line, or null.
    /// </summary>
    public string? Subject { get; init; }

    /// <summary>The path of the definition, without its quotes; null when none is read.</summary>
    public string? File { get; init; }

    /// <summary>Those that are over or put away are told too.</summary>
    public bool All { get; init; }

    /// <summary>Sessions of every project may move the run that begins.</summary>
    public bool Everywhere { get; init; }

    /// <summary>
    /// Reads what follows <c>/pipeline</c> or <c>brain pipeline</c>; nothing at all lists them. One of the two is null.
    /// </summary>
    public static (PipelineCommand? Command, Refusal? Refusal) Parse(string args)
    {
        if (args.Length > ArgsMax)
            return Refuse($"That has {args.Length} characters and may have {ArgsMax}");
        var verb = SpokenCommand.First(args.Trim(), out var rest);
        return verb.ToLowerInvariant() switch
        {
            "" => (new(PipelineAct.List), null),
            "list" => List(rest),
            "show" => One(PipelineAct.Show, rest),
            "define" => Define(rest),
            "start" => Start(rest),
            "reach" => Linked(PipelineAct.Reach, rest),
            "skip" => Linked(PipelineAct.Skip, rest),
            "abandon" => One(PipelineAct.Abandon, rest),
            "heal" => Linked(PipelineAct.Heal, rest),
            "runs" => Runs(rest),
            _ => Refuse($"'{OneLine.Of(verb, 40)}' is nothing that pipelines do"),
        };
    }

    private static (PipelineCommand?, Refusal?) List(string rest) =>
        rest.ToLowerInvariant() switch
        {
            "" => (new(PipelineAct.List), null),
            "all" or "--all" => (new(PipelineAct.List) { All = true }, null),
            _ => Refuse($"'{OneLine.Of(rest, 40)}' stands after list; only all may"),
        };

    private static (PipelineCommand?, Refusal?) One(PipelineAct verb, string rest) =>
        Named(rest, out var after) is not { } name ? Missing(rest, RunWanted)
        : after.Length > 0 ? Refuse($"'{OneLine.Of(after, 40)}' stands after '{name}'")
        : (new(verb, name), null);

    private static (PipelineCommand?, Refusal?) Define(string rest)
    {
        if (rest.Length == 0)
            return Refuse("The file of the definition is missing");
        var quoted = SpokenCommand.Quoted(rest, out var after);
        return quoted is null && SpokenCommand.IsOpening(rest[0]) ? Refuse("The quote around the file has no end")
            : quoted is { Length: 0 } ? Refuse("The file of the definition is missing")
            : after.Length > 0 ? Refuse($"'{OneLine.Of(after, 40)}' stands after the file")
            : (new(PipelineAct.Define) { File = quoted ?? rest }, null);
    }

    private static (PipelineCommand?, Refusal?) Start(string rest)
    {
        if (Named(rest, out var after) is not { } name || !IsPipeline(name))
            return Missing(rest, PipelineWanted);
        var words = Options(after, "--everywhere", out var everywhere, out var strange);
        if (strange is not null)
            return Refuse(
                $"'{OneLine.Of(strange, 40)}' is no option of start, which knows --everywhere; a subject with "
                    + "such a word stands in quotes"
            );
        if (Unquoted(words, "subject", out var text) is { } fault)
            return Refuse(fault);
        var subject = OneLine.Of(text, ArgsMax);
        return subject.Length > Run.SubjectMax
            ? Refuse($"The subject has {subject.Length} characters and may have {Run.SubjectMax}")
            : (
                new(PipelineAct.Start, name)
                {
                    Subject = subject.Length == 0 ? null : subject,
                    Everywhere = everywhere,
                },
                null
            );
    }

    private static (PipelineCommand?, Refusal?) Linked(PipelineAct verb, string rest)
    {
        if (Named(rest, out var after) is not { } name)
            return Missing(rest, RunWanted);
        if (Unquoted(after, "link", out var text) is { } fault)
            return Refuse(fault);
        var link = OneLine.Of(text, ArgsMax);
        return link.Length == 0 && verb != PipelineAct.Heal
            ? Refuse($"The link after '{name}' is missing")
            : (new(verb, name) { Link = link.Length == 0 ? null : link }, null);
    }

    private static (PipelineCommand?, Refusal?) Runs(string rest)
    {
        var words = Options(rest, "--all", out var all, out var strange);
        if (strange is not null)
            return Refuse($"'{OneLine.Of(strange, 40)}' is no option of runs, which knows --all");
        if (words.Length == 0)
            return (new(PipelineAct.Runs) { All = all }, null);
        return Named(words, out var after) is not { } name || !IsPipeline(name) ? Missing(words, PipelineWanted)
            : after.Length > 0 ? Refuse($"'{OneLine.Of(after, 40)}' stands after '{name}'")
            : (new(PipelineAct.Runs, name) { All = all }, null);
    }

    /// <summary>The pipeline or run at the start, and what follows it; null when there is none.</summary>
    private static string? Named(string rest, out string after)
    {
        var name = (SpokenCommand.Quoted(rest, out after) ?? SpokenCommand.First(rest, out after)).ToLowerInvariant();
        return IsPipeline(name) || Id().IsMatch(name) ? name : null;
    }

    private static bool IsPipeline(string name) => PipelineFile.IsName(name);

    /// <summary>The words without the options that stand before and after them.</summary>
    private static string Options(string words, string known, out bool has, out string? strange)
    {
        (has, strange) = (false, null);
        while (strange is null && Option().Match(words) is { Success: true } option)
        {
            words = words.Remove(option.Index, option.Length).Trim();
            if (option.Value.Equals(known, StringComparison.OrdinalIgnoreCase))
                has = true;
            else
                strange = option.Value;
        }

        return words;
    }

    /// <summary>What was said, without the quotes around it; the answer is what is wrong with those, or null.</summary>
    private static string? Unquoted(string words, string what, out string text)
    {
        var quoted = SpokenCommand.Quoted(words, out var after);
        text = quoted ?? words;
        return quoted is null && words.Length > 0 && SpokenCommand.IsOpening(words[0])
                ? $"The quote around the {what} has no end"
            : quoted is not null && after.Length > 0 ? $"'{OneLine.Of(after, 40)}' stands after the {what}"
            : null;
    }

    private static (PipelineCommand?, Refusal?) Missing(string rest, string wanted) =>
        Refuse(
            rest.Length == 0
                ? $"Which one is missing: expected {wanted}"
                : $"'{OneLine.Of(SpokenCommand.First(rest, out _), 40)}' names nothing: expected {wanted}"
        );

    private static (PipelineCommand?, Refusal?) Refuse(string what) =>
        (null, new("pipeline.words", $"{what}; nothing was changed. Usage: {Usage}"));

    [GeneratedRegex(@"^[0-9a-f][0-9a-f-]{3,35}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();

    [GeneratedRegex(
        @"^--[a-z]+(?!\S)|(?<!\S)--[a-z]+\z",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Option();
}
