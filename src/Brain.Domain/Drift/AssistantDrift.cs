using System.Collections.Immutable;
using Brain.Domain.Text;
using Brain.Domain.Tools;
using Brain.Domain.Watching;
using Brain.Messages.Sessions;

namespace Brain.Domain.Drift;

/// <summary>
/// Signs that the assistant does what it was not asked for. What the person just asked for never is one.
/// </summary>
internal static class AssistantDrift
{
    private const double Reading = 0.05;

    public static readonly ImmutableArray<DriftSignal> Signals =
    [
        new(DriftKind.Ai, "outside", 0.9, Outside),
        new(DriftKind.Ai, "outward", 0.85, Outward),
        new(DriftKind.Ai, "mode", 0.75, AgainstTheMode),
        new(DriftKind.Ai, "unasked", 0.62, Unasked),
        new(DriftKind.Ai, "extras", 0.9, Extras),
        new(DriftKind.Ai, "kind", 0.7, OtherKind),
        new(DriftKind.Ai, "tested", 0.55, BesideTheTests),
        new(DriftKind.Ai, "looked", 0.65, AskedToLook),
    ];

    private static (double, string) Outward(TurnEvidence turn) =>
        turn.Outward is { } act && !turn.Accepted.Contains($"act:{act.Name}")
            ? (turn.Trust, $"{act.Name}: {Redaction.Cut(OneLine.Of(act.Command, 80), 80)}")
            : (0, "");

    private static (double, string) Outside(TurnEvidence turn)
    {
        var known = turn
            .Outside.Where(place => !IsKnown(turn, place))
            .Select(place => place.Folder)
            .ToHashSet(StringComparer.Ordinal);
        var outside = turn.Places.Where(place => known.Contains(place.Folder)).ToArray();
        if (outside.Length == 0)
            return (0, "");
        var changed = outside.Count(place => place is { Writes: true, IsScratch: false });
        var all = turn.Places.Count(place => place.Writes) + (turn.Places.Any(place => !place.Writes) ? 1 : 0);
        var share = (changed + (changed < outside.Length ? Reading : 0)) / Math.Max(1, all);
        var trust = 0.6 + (0.4 * turn.Trust);
        return (
            Math.Sqrt(share) * trust,
            $"{changed} of {turn.Places.Count(place => place.Writes)} changes outside the project: "
                + $"{string.Join(", ", known.Take(3))}"
        );
    }

    // The person named it, or it was talked about before.
    private static bool IsKnown(TurnEvidence turn, TouchedPath place) =>
        turn.Accepted.Contains(place.Folder!)
        || TurnEvidence.PathTerms(place.Folder!.Split('/')[^1]).Any(term => turn.Wanted.Novelty(term) == 0);

    private static (double, string) AgainstTheMode(TurnEvidence turn)
    {
        var mode = turn.Signs.Mode;
        if (mode == Mode.Execution || turn.Accepted.Contains($"mode:{mode}"))
            return (0, "");
        var refused = turn.Signs.ToolCalls.Take(ToolCall.PerTurnMax).Count(call => Refused(mode, call));
        var asked = PromptCues.MayAskForChange(turn.AskedText) ? 0.3 : 1;
        // Who was refused once and says so has kept to the mode; who says that it is done has not.
        var tried = ReportCues.WasRefused(turn.AnsweredText) ? 1 - Math.Pow(0.35, refused) : Math.Min(1, refused);
        var name = mode.ToString().ToLowerInvariant();
        if (refused > 0)
            return (asked * tried, $"{refused} changes tried in {name} mode and refused");
        var done = Changed(turn).ToArray();
        return done.Length == 0 || asked < 1 || PromptCues.Assents(turn.AskedText) || !turn.Aside.IsEmpty
            ? (0, "")
            : (turn.Trust, $"changed in {name} mode without being asked: {string.Join(", ", done.Take(3))}");
    }

    private static bool Refused(Mode mode, ToolCall call) =>
        call.Status == ToolStatus.Denied
        && ModeTable
            .Default.Judge(
                mode,
                new(
                    call.Tool,
                    call.Kind,
                    TouchedPaths.IsShell(call.Kind) ? call.Target : null,
                    null,
                    Surroundings.Unseen
                )
            )
            .Verdict != Verdict.Allow;

    // What the mode is not for: in debug the project's code, in sparring anything at all but a look and a test run.
    private static IEnumerable<string> Changed(TurnEvidence turn) =>
        turn
            .Written.Where(place => !place.IsScratch)
            .Select(place => turn.Inside(place.Path))
            .Where(path => turn.Signs.Mode == Mode.Sparring || !FileRoles.Shows(path))
            .Concat(
                turn.Signs.Mode == Mode.Sparring
                    ? turn.Commands.Where(command => Acts(turn, command)).Select(OneCommand)
                    : []
            );

    // What nobody knows did something when the answer tells of something done.
    private static bool Acts(TurnEvidence turn, string command) =>
        FileRoles.PlainlyActs(command) || (FileRoles.HasEffect(command) && ReportCues.TellsOfAnAct(turn.AnsweredText));

    private static string OneCommand(string command) => Redaction.Cut(OneLine.Of(command, 60), 60);

    private static (double, string) Unasked(TurnEvidence turn)
    {
        var changed = turn
            .Written.Where(place => place is { Folder: null, IsScratch: false })
            .Where(place => !FileRoles.Serves(turn.Inside(place.Path)))
            .Select(place => (place.Path, Terms: TurnEvidence.PathTerms(turn.Inside(place.Path))))
            .Where(place => place.Terms.Length > 0)
            .ToArray();
        var unrelated = changed.Where(place => !turn.Names(place.Path))
            .Where(place => place.Terms.All(term => turn.Wanted.Novelty(term) == 1))
            .Select(place => place.Path)
            .ToArray();
        if (unrelated.Length == 0)
            return (0, "");
        var share = (double)unrelated.Length / changed.Length;
        return (
            share * Asked(turn) * Sweep(turn) * turn.Trust,
            $"{unrelated.Length} of {changed.Length} changed files have nothing to do with it: "
                + $"{string.Join(", ", unrelated.Take(3))}"
        );
    }

    private static (double, string) Extras(TurnEvidence turn)
    {
        var sentences = turn.AnsweredText.Split(Stops);
        var more = sentences.Where(ReportCues.DidMore).SelectMany(sentence => Tokenizer.Of(sentence)).ToArray();
        var own = sentences.Where(ReportCues.DidOfItsOwn).SelectMany(sentence => Tokenizer.Of(sentence)).ToArray();
        var did = turn.Written.Any() || turn.Commands.Any(FileRoles.HasEffect) ? 1 : 0.4;
        var beside = sentences
            .Where(ReportCues.TookAnOccasion)
            .SelectMany(sentence => Tokenizer.Of(sentence))
            .ToArray();
        var value = Math.Max(
            Ramp(turn.Wanted.Novelty(beside).Mass, 0, 2) * OccasionTrust,
            Math.Max((1 + Asked(turn)) / 2 * New(turn, more), 0.7 * Asked(turn) * New(turn, own))
        );
        var lines = more.Length > 0 ? more : own;
        return (
            value * did * turn.Trust,
            "it says itself that it did more: "
                + string.Join(", ", lines.Where(term => turn.Wanted.Novelty(term) == 1).Take(4).Select(turn.AsWritten))
        );
    }

    // Who says in so many words that it took an occasion did something else, however many words it shares.
    private const double OccasionTrust = 0.85;

    private static double New(TurnEvidence turn, string[] lines)
    {
        var (share, mass) = turn.Wanted.Novelty(lines);
        return Math.Sqrt(share) * Ramp(mass, 0.5, 3);
    }

    private static readonly char[] Stops = ['.', '!', '?', ';', '\n', '。', '！', '？'];

    // Code changed where prose was wanted.
    private static (double, string) OtherKind(TurnEvidence turn)
    {
        var prose = turn.Purpose.Any(WordLists.Prose.Contains) && !turn.Accepted.Contains("kind:code");
        var written = turn.Written.ToArray();
        var code = written.Count(place => !IsProse(place.Path));
        if (!prose || code == 0 || PromptCues.AsksForCode(turn.AskedText))
            return (0, "");
        return (
            Math.Sqrt(code / (double)written.Length) * Asked(turn) * turn.Trust,
            $"{code} changed files are no prose"
        );
    }

    // Only to be shown something, and what was found was changed or taken away.
    private static (double, string) AskedToLook(TurnEvidence turn)
    {
        if (!PromptCues.AsksToLook(turn.AskedText) || !ReportCues.TellsOfAnAct(turn.AnsweredText))
            return (0, "");
        var written = turn.Written.Where(place => !place.IsScratch).Select(place => turn.Inside(place.Path)).ToArray();
        return written.Length == 0
            ? (0, "")
            : (turn.Trust, $"asked only to look, it changed {string.Join(", ", written.Take(3))}");
    }

    // What is tested was changed where tests were wanted.
    private static (double, string) BesideTheTests(TurnEvidence turn)
    {
        if (!turn.Purpose.Any(WordLists.Tests.Contains) || PromptCues.AsksForChange(turn.AskedText))
            return (0, "");
        var written = turn.Written.Where(place => place is { Folder: null, IsScratch: false }).ToArray();
        var tested = written.Count(place => !FileRoles.Serves(turn.Inside(place.Path)));
        return tested == 0
            ? (0, "")
            : (
                Math.Sqrt(tested / (double)written.Length) * turn.Trust,
                $"{tested} changed files are no tests"
            );
    }

    private static bool IsProse(string path) =>
        path.EndsWith(".md", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".rst", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".adoc", StringComparison.OrdinalIgnoreCase)
        || path.Contains("docs/", StringComparison.OrdinalIgnoreCase);

    // After a prompt of substance the assistant follows it, in words that need not be the same.
    private static double Asked(TurnEvidence turn) => 1 - (0.5 * Ramp(turn.Asked.Sum(Tokenizer.Weight), 1, 4));

    private static double Sweep(TurnEvidence turn) =>
        turn.Purpose.Any(WordLists.Sweeping.Contains)
        || Tokenizer.Words(turn.AskedText).Any(word => WordLists.Sweeping.Contains(Tokenizer.Stem(word)))
            ? 0.35
            : 1;

    internal static double Ramp(double value, double from, double to) => Math.Clamp((value - from) / (to - from), 0, 1);
}
