using Brain.Domain.Text;
using Brain.Messages.Skills;
using Brain.Postgres.Skills;
using Brain.Silo.Skills;
using ModelContextProtocol.Protocol;

namespace Brain.Silo.Mcp;

/// <summary>
/// Finds skills, names those that fit the session's purpose, and takes what came of one. How far one is trusted is a
/// person's word, and comes of uses that hooks saw.
/// </summary>
internal sealed class SkillTool(SkillSearch search, SkillCommands skills, SkillTrustStore trust) : IMcpTool
{
    private const int WordsMax = 1_000;
    private const int NameMax = 200;
    private const int NoteMax = 400;
    private const int FoundMax = 8;
    private const int SuggestedMax = 3;

    private static readonly string[] Actions = ["find", "suggest", "report"];

    /// <inheritdoc/>
    public Tool Definition { get; } =
        McpTools.Define(
            "skill",
            "Skills (SKILL.md) on this machine: find some by words, suggest those that fit this session's purpose, or "
                + "report how one that you used turned out.",
            """
            {"type":"object","properties":{
            "action":{"type":"string","enum":["find","suggest","report"]},
            "words":{"type":"string","description":"What is to be done, for find"},
            "name":{"type":"string","description":"The skill, for report"},
            "outcome":{"type":"string","enum":["ok","failed"]},
            "note":{"type":"string","description":"Why it failed"},
            "session":{"type":"string"}},
            "required":["action"]}
            """,
            readOnly: false,
            idempotent: true
        );

    /// <inheritdoc/>
    public bool NeedsSpeaker(McpArguments arguments) => arguments.Word("action", "", Actions) != "find";

    /// <inheritdoc/>
    public async Task<McpReply> Call(McpArguments arguments, McpSpeaker speaker, CancellationToken stop) =>
        arguments.Word("action", "", Actions) switch
        {
            "find" => Found(await search.Find(arguments.Needed("words", WordsMax), FoundMax, stop)),
            "suggest" => speaker.Session switch
            {
                null => McpReply.Fault(speaker.WhyNone),
                { Purpose: { } purpose } session => Found(
                    await search.Suggest(purpose, session.Project, SuggestedMax, stop)
                ),
                _ => McpReply.Fault("This session has no purpose yet. Say what is to be done with action find."),
            },
            _ => await Report(arguments, speaker, stop),
        };

    private static McpReply Found(SkillMatches found) =>
        found.Results.Length == 0
            ? new("No skill fits.")
            : new(
                $"{DataMark.Sentence}\n"
                    + string.Join('\n', found.Results.Select(one => SkillPages.Line(one.Skill)))
                    + (found.Note is { } note ? $"\n{note}" : "")
            );

    private async Task<McpReply> Report(McpArguments arguments, McpSpeaker speaker, CancellationToken stop)
    {
        var name = arguments.Needed("name", NameMax);
        var outcome = arguments.Word("outcome", "", "ok", "failed");
        var note = arguments.Text("note", NoteMax);
        if (speaker.Session is not { } session)
            return McpReply.Fault(speaker.WhyNone);
        var (skill, refusal) = await skills.One(name, stop);
        if (skill is null)
            return McpReply.Fault(refusal!.Message);
        await trust.Report(skill.Id, session.Id.Value, outcome == "ok", note, speaker.Caller.Source, stop);
        return new($"Noted: {DataMark.Inline(skill.FullName, NameMax)} {(outcome == "ok" ? "went well" : "failed")}.");
    }
}
