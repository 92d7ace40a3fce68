using Brain.Domain.Decisions;
using Brain.Domain.Drift;
using Brain.Domain.Text;
using Brain.Domain.Watching;
using Brain.Messages.Sessions;

namespace Brain.Domain.Sessions;

/// <summary>A turn as the Cop judged it when it ended.</summary>
/// <param name="Signs">What it saw.</param>
/// <param name="Before">Where drift stood before it.</param>
/// <param name="Verdict">What it made of it.</param>
/// <param name="Settings">By which it did.</param>
public sealed record JudgedTurn(TurnSigns Signs, DriftLevel Before, DriftVerdict Verdict, DriftSettings Settings)
{
    /// <summary>What is to be embedded to know what its words mean.</summary>
    public WeighTurn ToWeigh()
    {
        var texts = TurnTexts.Of(Signs);
        return new(Signs.Num, texts.Purpose, texts.Asked, texts.Answered, texts.Targets);
    }
}

/// <summary>
/// The Cop's second look at a turn, once it is known what its words mean: off the hot path, before the next prompt
/// where it can be. What it saw at the first look stays seen.
/// </summary>
public static class SecondLook
{
    /// <summary>Judges the turn again, with what its words mean beside its signs.</summary>
    /// <param name="session">As it was after the last commit.</param>
    /// <param name="message">How likely it drifted.</param>
    /// <param name="context">What the person configured for the project.</param>
    /// <param name="now">The time.</param>
    /// <returns>Whether it saw more.</returns>
    public static Decision<Session, bool, SessionChange> Decide(
        this Session session,
        TurnWeighed message,
        SessionContext context,
        DateTimeOffset now
    )
    {
        // A purpose that was replaced meanwhile is not judged by.
        if (
            session.Judged is not { } judged
            || judged.Signs.Num != message.Num
            || judged.Signs.Purpose != session.Purpose
        )
            return new(session, false, session.Nothing(now));
        var verdict = DriftJudge.Judge(
            judged.Signs with
            {
                Likely = new(message.Ai, message.User),
            },
            judged.Before,
            judged.Settings
        );
        var seen = judged.Verdict.Events.Select(one => one.Type).ToHashSet();
        DriftEvent[] more = [.. verdict.Events.Where(one => !seen.Contains(one.Type))];
        var next = session with { Judged = null };
        if (more.Length == 0)
            return new(next, false, session.Nothing(now));
        // Whoever said something at a checkpoint or judged a newer turn meanwhile knows better where drift stands.
        var stands = session.Drift == judged.Verdict.Level && session.Status == SessionStatus.Active;
        // What a person was asked already stays asked.
        var level = verdict.Level with { Open = judged.Verdict.Opened ?? verdict.Level.Open };
        next = next with { Drift = stands ? level : session.Drift };
        var opened = stands && judged.Verdict.Opened is null ? verdict.Opened : null;
        var told =
            opened?.Question
            ?? verdict.Comment
            ?? CopText.Comment(more[0].Type, judged.Signs, verdict[more[0].Type]);
        var cop = context.Personas.Cop;
        return new(
            next with
            {
                // A checkpoint asks by itself.
                LateLine =
                    opened is null && cop is { Muted: false }
                        ? WatchEvaluator.Line(cop with { Job = "" }, told)
                        : next.LateLine,
            },
            true,
            session.Nothing(now) with
            {
                Drift = new()
                {
                    Level = stands ? level : null,
                    Signs =
                    [
                        .. more.Select(one =>
                            DriftRow.Of(one, message.Num) with
                            {
                                TriggeredCheckpoint = one.Type == opened?.Kind,
                            }
                        ),
                    ],
                },
                Personas = new()
                {
                    // What the first look said of the turn stands.
                    Comments =
                        cop is null || (opened is null && judged.Verdict.Comment is not null)
                            ? []
                            :
                            [
                                new(
                                    cop.Id,
                                    message.Num,
                                    Redaction.Cut(told, WatchEvaluator.CommentMax),
                                    opened is not null || !cop.Muted ? told : null
                                ),
                            ],
                },
            }
        );
    }

    /// <summary>Tells what was seen late, once.</summary>
    internal static DecisionBuilder WithLateLine(
        this DecisionBuilder decision,
        SessionAnswer told,
        out SessionAnswer more
    )
    {
        more = told;
        if (decision.Session.LateLine is not { } line || decision.IsHistory)
            return decision;
        more = told with { Message = told.Message is { } before ? $"{before}\n{line}" : line };
        return decision with { Session = decision.Session with { LateLine = null } };
    }
}
