using System.Collections.Immutable;
using Brain.Domain.Decisions;
using Brain.Domain.Drift;
using Brain.Domain.Personas;
using Brain.Domain.Text;
using Brain.Domain.Watching;

namespace Brain.Domain.Sessions;

/// <summary>What personas say when a turn ends, and what the Cop makes of it.</summary>
internal static class PersonaComments
{
    /// <summary>
    /// Lets every persona look at the turn: their comments are rows, and those that are shown are lines of the footer.
    /// </summary>
    /// <param name="decision">The turn has just ended.</param>
    /// <param name="turn">What was said in it.</param>
    /// <param name="isNew">It ends for the first time; when a hook made the agent go on, it was judged already.</param>
    /// <param name="quiet">Nothing is shown, for nobody looks; it is kept all the same.</param>
    public static (DecisionBuilder Builder, ImmutableArray<string> Lines) Commented(
        this DecisionBuilder decision,
        LastTurn turn,
        bool isNew,
        bool quiet
    )
    {
        var watched = decision with { Session = decision.Session with { Last = turn } };
        var lines = ImmutableArray.CreateBuilder<string>();
        // A Stop that another hook made the agent go on after has its footer behind it.
        quiet = quiet || decision.IsHistory || decision.Event.StopHookActive == true;
        var footer = new FooterLines(turn.Num, decision.Context.Footer, quiet, lines);
        foreach (var watcher in decision.Context.Personas.Watchers)
            watched = watched.Say(
                watcher,
                WatchEvaluator.Say(
                    watcher,
                    decision.Session.ToolCalls.SelectMany(call => call.Seen),
                    turn.Asked,
                    turn.Answered
                ),
                footer
            );
        // Who tells a fact and watches nothing of its own, as the brain's own personas; the Cop speaks below.
        foreach (
            var teller in footer
                .Facts.Select(fact => fact.Teller)
                .DistinctBy(teller => teller.Id)
                .Where(teller =>
                    teller.Id != decision.Context.Personas.Cop?.Id
                    && decision.Context.Personas.Watchers.All(watcher => watcher.Id != teller.Id)
                )
        )
            watched = watched.Say(teller with { Job = "" }, null, footer);
        // Without a purpose there is nothing to leave.
        return isNew && decision.Session.Purpose is not null
            ? (watched.Judge(turn, footer), lines.ToImmutable())
            : (watched, lines.ToImmutable());
    }

    /// <summary>What the Cop sees of the turn that ended last.</summary>
    public static TurnSigns Signs(this Session session, LastTurn turn) =>
        new()
        {
            Num = turn.Num,
            Purpose = session.Purpose,
            Provisional = session.Provisional,
            Mode = session.Mode,
            Project = session.Project,
            // A command is no topic.
            Asked = turn.Asked is ['/', ..] ? null : turn.Asked,
            Answered = turn.Answered,
            ToolCalls = session.ToolCalls,
        };

    // What is told under one turn.
    private sealed record FooterLines(
        int Turn,
        ImmutableArray<FooterFact> Facts,
        bool Quiet,
        ImmutableArray<string>.Builder Lines
    );

    private static DecisionBuilder Judge(this DecisionBuilder decision, LastTurn turn, FooterLines footer)
    {
        // What happened while nobody could be asked is told and opens no checkpoint; nor does a purpose that nobody
        // declared, for people go from one matter to the next.
        var settings =
            (decision.IsHistory || decision.Session.Provisional) && decision.Context.Drift.Act == DriftAct.Checkpoint
                ? decision.Context.Drift with
                {
                    Act = DriftAct.Tell,
                }
                : decision.Context.Drift;
        var signs = decision.Session.Signs(turn);
        var before = decision.Session.Drift;
        var verdict = DriftJudge.Judge(signs, before, settings);
        var judged = verdict.Level == before ? decision : decision.With(verdict.Level);
        judged = judged with
        {
            Session = judged.Session with
            {
                Judged = settings.Act == DriftAct.Off ? null : new(signs, before, verdict, settings),
            },
        };
        foreach (var seen in verdict.Events)
            judged = judged.Add(DriftRow.Of(seen, turn.Num));
        if (decision.Context.Personas.Cop is not { } cop)
            return judged;
        // A checkpoint is a question: it is asked whether or not people like the Cop's remarks.
        if (verdict.Opened is { } opened)
            footer.Lines.Add(opened.Question);
        return verdict.Opened is { } open
            ? judged.Add(
                new CommentRow(cop.Id, turn.Num, Redaction.Cut(open.Question, WatchEvaluator.CommentMax), open.Question)
            )
            // What the Cop is for need not stand in each of its alarms.
            : judged.Say(cop with { Job = "" }, verdict.Comment is { } text ? new(text) : null, footer);
    }

    private static DecisionBuilder Say(
        this DecisionBuilder decision,
        WatchingPersona watcher,
        WatchComment? comment,
        FooterLines footer
    )
    {
        var facts = footer.Facts.Where(fact => fact.Teller.Id == watcher.Id).Select(fact => fact.Text).ToArray();
        var fact = facts.Length == 0 ? null : string.Join("; ", facts);
        if (comment is null && fact is null)
            return decision;
        var turn = footer.Turn;
        // A fact, and a hit of a rule that the person wrote, are shown whatever people think of the persona's remarks.
        var shownComment = watcher.Muted ? comment?.Own : comment?.Text;
        var watching = fact is null && shownComment is null ? watcher : watcher with { Muted = false };
        var before = decision.Session.Lines.GetValueOrDefault(watcher.Id);
        var line =
            watching.Muted && watching.MuteIsSaid ? null
            : watching.Muted ? Footer.MutedLine(watcher, watcher.Precision, watcher.Ratings)
            : WatchEvaluator.Line(
                watcher,
                (shownComment, fact) switch
                {
                    ({ } remark, { } known) => $"{known}; {remark}",
                    var (remark, known) => remark ?? known!,
                }
            );
        var shown = footer.Quiet
            ? null
            : Footer.Of(
                watching,
                line,
                before is null ? null : new(before.Line, turn - before.Turn),
                decision.Context.Personas.Footer
            );
        var kept = comment is null
            ? decision
            : decision.Add(
                new CommentRow(watcher.Id, turn, comment.Text, shown)
                {
                    Mutes = watching.Muted && shown is not null,
                    Nothing = comment.Nothing,
                    // Who watches nothing, as the Cop, has no rules that it was made with.
                    ByDefaults = comment is { Nothing: false, Own: null } && !watcher.Rules.IsEmpty,
                }
            );
        if (shown is null)
            return kept;
        footer.Lines.Add(shown);
        return kept with
        {
            Session = kept.Session with { Lines = kept.Session.Lines.SetItem(watcher.Id, new(shown, turn)) },
        };
    }
}
