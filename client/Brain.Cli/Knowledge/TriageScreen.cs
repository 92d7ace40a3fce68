using Brain.Cli.Screen;
using Brain.Client.Http;
using Brain.Messages.Knowledge;

namespace Brain.Cli.Knowledge;

/// <summary>
/// Goes through the learnings that wait for a review, one at a time: a key says what each is worth, and is taken back
/// by another. What was said is written at once.
/// </summary>
internal sealed class TriageScreen(SiloClient silo)
{
    private const int WaitingMax = 2_000;

    private const string Keys = "a accept · r reject · x archive · m merge · 1-5 importance · s skip · u undo · q quit";

    private readonly List<(int At, LearningSummary Was, bool Judged)> _done = [];

    /// <summary>Reads keys until all are judged, or the person has enough.</summary>
    internal int Run(string? project)
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected)
        {
            Terminal.Error.WriteLine(
                "brain: triage reads single keys at a terminal. In words: brain learnings list --status unreviewed, "
                    + "and then brain learnings activate, reject or archive ID."
            );
            return ExitCode.Refused;
        }

        var waiting = silo.Learnings("unreviewed", project, WaitingMax);
        if (waiting.Length == 0)
            Terminal.Out.WriteLine("Nothing waits for a review.");
        for (var at = 0; at < waiting.Length;)
        {
            // What is like it may have been judged since, here too.
            waiting[at] = silo.Learning(waiting[at].Id.ToString());
            if (waiting[at].Status != "unreviewed")
            {
                at++;
                continue;
            }

            Terminal.Out.WriteLine();
            Terminal.Write($"{at + 1} of {waiting.Length}  ", colour: 36);
            LearningText.Print(waiting[at]);
            Terminal.Write($"  {Keys}\n", colour: 90);
            if (Next(waiting, at) is not { } next)
                break;
            at = next;
        }

        if (waiting.Length > 0)
            Terminal.Out.WriteLine($"\n{_done.Count(one => one.Judged)} of {waiting.Length} judged.");
        return ExitCode.Ok;
    }

    // Where to go on; null for enough. A key that says nothing here is asked again.
    private int? Next(LearningSummary[] waiting, int at)
    {
        while (true)
        {
            var one = waiting[at];
            switch (Console.ReadKey(intercept: true).KeyChar)
            {
                case 'a':
                    return Judge(at, one, new("active", null, null));
                case 'r':
                    return Judge(at, one, new("rejected", null, null));
                case 'x':
                    return Judge(at, one, new("archived", null, null));
                case 'm' when one.MergesInto is { } other:
                    return Judge(at, one, new("superseded", null, other.Id));
                case 'm':
                    Terminal.Out.WriteLine(
                        one.Like is null
                            ? "  nothing is nearly the same."
                            : "  what is nearly the same was refuted, and nothing else is: r rejects this one too."
                    );
                    break;
                case >= '1' and <= '5' and var worth:
                    waiting[at] = Weigh(at, one, (short)(worth - '0'));
                    break;
                case 's':
                    return at + 1;
                case 'u' when _done.Count > 0:
                    return Undo(waiting);
                case 'u':
                    Terminal.Out.WriteLine("  nothing was judged yet.");
                    break;
                case 'q' or '\u001b' or '\u0003' or '\u0004':
                    return null;
                default:
                    break;
            }
        }
    }

    private int Judge(int at, LearningSummary was, ChangeLearning message)
    {
        var receipt = silo.Change(was.Id.ToString(), message);
        Tell(receipt.Message);
        if (receipt.Refusal is not null)
            return at;
        _done.Add((at, was, true));
        return at + 1;
    }

    private LearningSummary Weigh(int at, LearningSummary was, short importance)
    {
        var receipt = silo.Change(was.Id.ToString(), new(null, importance, null));
        Tell(receipt.Message);
        if (receipt.Refusal is not null)
            return was;
        _done.Add((at, was, false));
        return was with { Importance = importance };
    }

    private int Undo(LearningSummary[] waiting)
    {
        var (at, was, _) = _done[^1];
        _done.RemoveAt(_done.Count - 1);
        waiting[at] = was;
        Tell(silo.Change(was.Id.ToString(), new("unreviewed", was.Importance ?? 0, null)).Message);
        return at;
    }

    private static void Tell(string message) => Terminal.Out.WriteLine($"  {message}");
}
