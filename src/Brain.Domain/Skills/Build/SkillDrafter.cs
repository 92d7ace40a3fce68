using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Brain.Domain.Text;
using Brain.Domain.Tools;
using Brain.Messages.Secrets;
using Brain.Messages.Sessions;
using Brain.Messages.Text;

namespace Brain.Domain.Skills.Build;

/// <summary>
/// Makes a skill of what a session did, by rules alone: the calls that worked and changed something, each once, with
/// what is of this one time lifted out. What failed, was taken back, was done again or only looked is left out.
/// </summary>
public static partial class SkillDrafter
{
    /// <summary>A skill has at most so many steps.</summary>
    public const int StepsMax = 60;

    private const int HeadingMax = 80;
    private const int AskedMax = 300;

    // The mark of a text that was cut when it was kept.
    private const char CutMark = '…';

    /// <summary>Drafts it; null where nothing in these turns is a step.</summary>
    /// <param name="name">What it is called; null for what its turns suggest.</param>
    /// <param name="turns">In order.</param>
    /// <param name="project">The session's folder, or null.</param>
    /// <param name="origin">Where it comes from, as part of a sentence.</param>
    public static SkillDraft? Of(string? name, IReadOnlyList<DraftTurn> turns, string? project, string origin)
    {
        var left = new LeftOutSteps();
        var kept = turns.Where(turn => !left.TakenBack(turn)).ToArray();
        var parts = Once(
            [
                .. kept.Select(turn => new DraftPart(
                    Heading(turn),
                    [.. turn.Calls.Where(left.IsStep).Select(call => Step(call, project))]
                )
                {
                    Turn = turn.Num,
                }),
            ],
            left
        );
        if (parts.IsEmpty)
            return null;
        var asked = string.Join('\n', kept.Select(turn => turn.Asked).OfType<string>());
        var lifted = SkillParameters.Lift(parts, asked);
        var first = lifted.Heading(kept.First(turn => turn.Num == parts[0].Turn).Asked ?? parts[0].Heading, AskedMax);
        var programs = Programs(lifted.Parts);
        return new(name ?? NameOf(parts[0].Heading), Description(first, lifted.Parts, programs))
        {
            Title = OneLine.Of(SkillDraft.Plain(first), HeadingMax),
            Inputs = lifted.Inputs,
            Parts = lifted.Parts,
            Programs = programs,
            Origin = origin,
            LeftOut = left.Told(),
        };
    }

    /// <summary>Drafts it from words that were kept, such as a learning's.</summary>
    public static SkillDraft OfWords(string? name, string words, string origin)
    {
        words = SecretScanner.Redact(words);
        var first = OneLine.Of(words.TrimStart('#', ' ').Split('\n', 2)[0], AskedMax);
        return new(name ?? NameOf(first), $"{first.TrimEnd('.')}. Use when that is to be done.")
        {
            Title = OneLine.Of(SkillDraft.Plain(first), HeadingMax),
            Words = words,
            Origin = origin,
        };
    }

    /// <summary>A name that agents take, made of words.</summary>
    public static string NameOf(string words)
    {
        var name = string.Join('-', Word().Matches(words.ToLowerInvariant()).Select(word => word.Value).Take(5));
        return name.Length == 0 ? "drafted-skill" : name[..Math.Min(name.Length, SkillManifest.NameMax)].Trim('-');
    }

    /// <summary>Why a name is none that agents take; null when it is one.</summary>
    public static string? Refusal(string name) =>
        name.Length is 0 or > SkillManifest.NameMax || !Name().IsMatch(name)
            ? $"'{OneLine.Of(name, HeadingMax)}' is no name of a skill: expected small letters, digits and hyphens, at "
                + $"most {SkillManifest.NameMax}"
            : null;

    private static string Heading(DraftTurn turn) =>
        turn.Asked is { } asked
        && OneLine.Of(SkillDraft.Plain(SecretScanner.Redact(asked)), HeadingMax) is { Length: > 0 } line
            ? line.TrimStart('#', ' ', '!', '-')
            : $"Turn {turn.Num}";

    private static string Description(string first, ImmutableArray<DraftPart> parts, ImmutableArray<string> programs)
    {
        var count = parts.Sum(part => part.Steps.Length);
        var by = programs.IsEmpty ? "" : $" with {string.Join(", ", programs.Take(4))}";
        return OneLine.Of(
            $"{first.TrimEnd('.', '!', '?')}: {Plural.Of(count, "step")}{by}. "
                + "Use when the same is asked for.",
            SkillManifest.DescriptionMax
        );
    }

    private static readonly TimeSpan MatchTimeMax = TimeSpan.FromSeconds(1);

    private static DraftStep Step(DraftCall call, string? project)
    {
        var text = SecretScanner.Redact(call.Target!.Trim());
        if (project is { Length: > 1 })
            text = Regex.Replace(
                text,
                $@"(?<![\w./-]){Regex.Escape(project.TrimEnd('/'))}(?<below>/|(?=[\s""';&|)]|$))",
                Relative,
                RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
                MatchTimeMax
            );
        return new(call.Kind, call.Tool, Home().Replace(text, "~"));
    }

    private static string Relative(Match found) => found.Groups["below"].Length > 0 ? "./" : ".";

    // A command counts where it was run last, a file where it was touched first.
    private static ImmutableArray<DraftPart> Once(ImmutableArray<DraftPart> parts, LeftOutSteps left)
    {
        var steps = parts.SelectMany(part => part.Steps.Select(step => (part.Turn, Step: step))).ToArray();
        var kept = new List<(int Turn, DraftStep Step)>();
        for (var at = 0; at < steps.Length; at++)
        {
            var step = steps[at].Step;
            var others = step.Kind == ToolKind.Shell ? steps[(at + 1)..] : steps[..at];
            if (Array.Exists(others, one => one.Step.Text == step.Text && SameKind(one.Step.Kind, step.Kind)))
                left.Again++;
            else if (kept.Count == StepsMax)
                left.Beyond++;
            else
                kept.Add(steps[at]);
        }

        return
        [
            .. parts
                .Select(part =>
                    part with
                    {
                        Steps = [.. kept.Where(one => one.Turn == part.Turn).Select(one => one.Step)],
                    }
                )
                .Where(part => !part.Steps.IsEmpty),
        ];
    }

    private static bool SameKind(ToolKind one, ToolKind other) =>
        one == other || (one is ToolKind.Write or ToolKind.Edit && other is ToolKind.Write or ToolKind.Edit);

    private static ImmutableArray<string> Programs(ImmutableArray<DraftPart> parts) =>
        [
            .. parts
                .SelectMany(part => part.Steps)
                .Where(step => step.Kind == ToolKind.Shell)
                .SelectMany(step => ShellWords.Programs(step.Text))
                .Distinct(StringComparer.Ordinal)
                .Take(SkillManifest.ItemsMax),
        ];

    // What was left out, so that it can be told.
    private sealed class LeftOutSteps
    {
        private readonly List<int> _turns = [];
        private int _failed;
        private int _looked;
        private int _unfit;

        public int Again { get; set; }

        public int Beyond { get; set; }

        public bool TakenBack(DraftTurn turn)
        {
            if (turn.IsTakenBack)
                _turns.Add(turn.Num);
            return turn.IsTakenBack;
        }

        public bool IsStep(DraftCall call)
        {
            if (call.Target is not { } target || string.IsNullOrWhiteSpace(target))
                return false;
            if (call.Status != "ok")
                _failed++;
            else if (
                call.Kind == ToolKind.Shell
                && (
                    target.Contains(CutMark, StringComparison.Ordinal)
                    || SkillDraft.RunsByBeingRead(target)
                )
            )
                _unfit++;
            else if (
                call.Kind == ToolKind.Shell
                    ? ShellCommand.OnlyReads(target) || ShellCommand.SteersTheBrain(target)
                    : call.Kind is not (ToolKind.Write or ToolKind.Edit or ToolKind.Mcp)
                        || ToolName.OnlyReads(call.Tool, call.Kind)
            )
                _looked++;
            else
                return true;
            return false;
        }

        public ImmutableArray<string> Told() =>
            [
                .. new[]
                {
                    _turns.Count > 0 ? $"Turns that were taken back or cut off: {string.Join(", ", _turns)}." : "",
                    Said(_failed, "call that failed", "calls that failed"),
                    Said(Again, "call that was done again", "calls that were done again"),
                    Said(_looked, "call that only looked", "calls that only looked"),
                    Said(
                        _unfit,
                        "command that is too long or runs by being read",
                        "commands that are too long or run by being read"
                    ),
                    Said(Beyond, $"step beyond {StepsMax}", $"steps beyond {StepsMax}"),
                }.Where(one => one.Length > 0),
            ];

        private static string Said(int count, string one, string many) =>
            count == 0 ? "" : $"Left out: {count} {(count == 1 ? one : many)}.";
    }

    [GeneratedRegex(@"[a-z0-9]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(
        @"^[a-z0-9]+(-[a-z0-9]+)*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Name();

    [GeneratedRegex(
        @"(?<![\w./-])(/home/[^/\s]+|/Users/[^/\s]+|/root)(?=/)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Home();
}
