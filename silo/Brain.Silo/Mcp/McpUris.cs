using System.Globalization;
using Brain.Domain.Personas;
using Brain.Domain.Pipelines;
using Brain.Domain.Sessions;
using Brain.Domain.Text;
using Brain.Grains.Abstractions.Pipelines;
using Brain.Messages.Sessions;
using Brain.Postgres.Mcp;
using Brain.Postgres.Pipelines;
using Brain.Postgres.Sessions;
using Brain.Silo.Personas;

namespace Brain.Silo.Mcp;

/// <summary>Reads what a <c>brain://</c> address names, as text for a model: kept text is marked as data.</summary>
internal sealed class McpUris(
    SessionStore sessions,
    McpStore rows,
    PipelineStore pipelines,
    PersonaReports personas,
    SkillPages skills,
    IGrainFactory grains
)
{
    /// <summary>What every address begins with.</summary>
    public const string Scheme = "brain://";

    private const int UriMax = 400;
    private const int NameMax = 80;
    private const int TurnLineMax = 160;
    private const int TurnsMax = 400;
    private const int NeighbourMax = 4_000;

    private static readonly string[] Kinds =
    ["turn", "tool_call", "learning", "handoff", "comment", "decision", "document"];

    /// <summary>The address of a row that was found.</summary>
    public static string Of(string kind, Guid row, Guid? session, int? turn) =>
        (kind, session, turn) switch
        {
            ("turn", { } id, { } num) => $"{Scheme}sessions/{id}/turns/{num}",
            ("learning" or "handoff", _, _) => $"{Scheme}learnings/{row}",
            _ => $"{Scheme}rows/{kind}/{row}",
        };

    /// <summary>Reads one.</summary>
    /// <param name="uri">The address.</param>
    /// <param name="around">So many turns before and behind a turn.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>Its text; null when there is no such thing.</returns>
    public async Task<string?> Read(string uri, int around, CancellationToken stop) =>
        Parts(uri) switch
        {
            ["sessions", var id] when SessionId.TryParse(id, null, out var session) => await Session(
                session,
                before: null,
                stop
            ),
            ["sessions", var id, "before", var num]
                when SessionId.TryParse(id, null, out var session) && int.TryParse(num, out var turn) => await Session(
                session,
                turn,
                stop
            ),
            ["sessions", var id, "turns", var num]
                when SessionId.TryParse(id, null, out var session) && int.TryParse(num, out var turn) => await Turn(
                session,
                turn,
                around,
                stop
            ),
            ["handoff", var id] when SessionId.TryParse(id, null, out var session) => await HandOff(session, stop),
            ["learnings", var id] when Guid.TryParse(id, out var row) => await Row("learning", row, stop),
            ["rows", var kind, var id] when Kinds.Contains(kind) && Guid.TryParse(id, out var row) => await Row(
                kind,
                row,
                stop
            ),
            ["personas", var name] when personas.Find(name) is { } persona => Quoted(
                $"The persona {DataMark.Inline(persona.Name, NameMax)}, as people see it:",
                (await personas.CheckIn(persona)).ToText()
            ),
            ["pipelines", var name] when await pipelines.Show(name, stop) is { } pipeline => Quoted(
                "This pipeline, as it is defined now:",
                $"{pipeline.ToText()}\n{pipeline.Body}"
            ),
            ["skills", var name] => await skills.Read(name, stop),
            ["runs", var id] when Guid.TryParse(id, out var run) => await grains
                .GetGrain<IPipelineRunGrain>(run)
                .Show()
                is { } found
                ? Quoted("This run of a pipeline:", found.Whole())
                : null,
            _ => null,
        };

    /// <summary>What is asked whether it changed, for an address that can be followed; null for any other.</summary>
    public Followed? Follow(string uri) =>
        Parts(uri) switch
        {
            ["sessions", var id] when Guid.TryParse(id, out var session) => new("session", session),
            ["sessions", var id, "turns", var num]
                when Guid.TryParse(id, out var session) && int.TryParse(num, out var turn) => new(
                "turn",
                session,
                turn
            ),
            ["handoff", var id] when Guid.TryParse(id, out var session) => new("handoff", session),
            ["learnings", var id] when Guid.TryParse(id, out var row) => new("learning", row),
            ["personas", var name] when personas.Find(name) is { } persona => new("persona", persona.Id),
            ["pipelines", var name] => new("pipeline", null, Name: name.ToLowerInvariant()),
            ["skills", var name] => new("skill", null, Name: name.ToLowerInvariant()),
            ["runs", var id] when Guid.TryParse(id, out var run) => new("run", run),
            _ => null,
        };

    private static string[]? Parts(string uri)
    {
        if (uri.Length > UriMax || !uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        string[] parts = [.. uri[Scheme.Length..].TrimEnd('/').Split('/').Select(Uri.UnescapeDataString)];
        return Array.Exists(parts, part => part.Contains('\0')) ? null : parts;
    }

    private async Task<string?> Session(SessionId id, int? before, CancellationToken stop)
    {
        if (await sessions.Find(id, stop) is not { } session)
            return null;
        var turns = await rows.TurnLines(id, before, TurnsMax, stop);
        return SessionStanding.Of(session, new())
            + $"\n{Counted(turns, session.Turns, before)}, the newest last; "
            + $"one whole: {Scheme}sessions/{id}/turns/NUMBER\n"
            + (turns is [{ Num: > 1 } first, ..] ? $"Older ones: {Scheme}sessions/{id}/before/{first.Num}\n" : "")
            + string.Join(
                '\n',
                turns.Select(turn =>
                    DataMark.Line(
                        $"turn {turn.Num}",
                        turn.Typed ? "Asked" : "Nobody typed it",
                        turn.Text,
                        TurnLineMax
                    )
                )
            );
    }

    private static string Counted(TurnLine[] shown, int all, int? before) =>
        shown.Length == all ? $"{all} turns"
        : before is { } num ? $"{shown.Length} turns before turn {num} of {all}"
        : $"The newest {shown.Length} of {all} turns";

    private async Task<string?> Turn(SessionId id, int num, int around, CancellationToken stop)
    {
        var shown = await rows.Turns(id, num, (around, NeighbourMax), stop);
        return Array.Exists(shown, turn => turn.Num == num)
            ? Quoted($"From session {id}:", string.Join("\n\n", shown.Select(Whole)))
            : null;
    }

    private static string Whole(TurnSummary turn) =>
        $"Turn {turn.Num}, {turn.StartedAt:u}, {turn.Status}, {turn.ToolCalls} tool calls\n"
        + $"Asked: {turn.User ?? "(nobody typed it)"}\nAnswered: {turn.Assistant ?? "-"}"
        + (turn.Error is { } error ? $"\nError: {error}" : "");

    private async Task<string?> HandOff(SessionId id, CancellationToken stop) =>
        await sessions.HandOff(id, null, stop) is { } turn
            ? Quoted($"What session {id} left when it last ended a turn:", turn.ToText())
            : null;

    private async Task<string?> Row(string kind, Guid row, CancellationToken stop)
    {
        if (await rows.Read(kind, row, stop) is not { } found)
            return null;
        var text = Quoted(
            $"A {found.Kind.Replace('_', ' ')} ({found.Status}) of {found.At:u}"
                + (found.Session is { } session ? $", session {session}" : "")
                + (found.Turn is { } turn ? $", {(kind == "document" ? "part" : "turn")} {turn}" : "")
                + (found.Importance is { } importance ? $", importance {importance} of 5" : "")
                + (
                    found.Confidence is { } sure
                        ? string.Create(CultureInfo.InvariantCulture, $", confidence {sure:0.##} of 1")
                        : ""
                )
                + ":",
            found.Text
        );
        return text;
    }

    private static string Quoted(string head, string text) =>
        $"{head}\n{DataMark.Sentence}\n{DataMark.Quoted(text.TrimEnd())}";
}
