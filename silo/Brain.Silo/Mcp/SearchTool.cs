using System.Globalization;
using System.Text;
using Brain.Domain.Text;
using Brain.Messages.Knowledge;
using Brain.Silo.Knowledge;
using ModelContextProtocol.Protocol;

namespace Brain.Silo.Mcp;

/// <summary>Finds rows: a line each, with the address at which the whole of it is read.</summary>
internal sealed class SearchTool(SearchAnswers answers) : IMcpTool
{
    private const int WordsMax = 1_000;
    private const int LineMax = 150;

    // With its origin and its address a hit stays under a hundred, in any script.
    private const int LineTokensMax = 38;
    private const int ProjectMax = 1_000;
    private const string This = "this";

    /// <inheritdoc/>
    public Tool Definition { get; } =
        McpTools.Define(
            "search",
            "Search all past sessions, learnings, hand-offs, decisions, tool calls and documents. Answers an index: "
                + "one line and a brain:// address each; then use read.",
            """
            {"type":"object","properties":{
            "words":{"type":"string","description":"A question or words"},
            "kind":{"type":"string","enum":
            ["any","turn","tool_call","learning","handoff","comment","decision","document"]},
            "project":{"type":"string","description":"this (default), all, or a folder"},
            "limit":{"type":"integer","minimum":1,"maximum":20},
            "session":{"type":"string"}},
            "required":["words"]}
            """,
            readOnly: true
        );

    /// <inheritdoc/>
    public bool NeedsSpeaker(McpArguments arguments) => arguments.Text("project", ProjectMax) is null or This;

    /// <inheritdoc/>
    public async Task<McpReply> Call(McpArguments arguments, McpSpeaker speaker, CancellationToken stop)
    {
        var words = arguments.Needed("words", WordsMax);
        var kind = arguments.Word(
            "kind",
            "any",
            "any",
            "turn",
            "tool_call",
            "learning",
            "handoff",
            "comment",
            "decision",
            "document"
        );
        var project = arguments.Text("project", ProjectMax);
        if (project == This && speaker.Session is null)
            return McpReply.Fault(speaker.WhyNone);
        var found = await answers.Search(
            new(words)
            {
                Kinds = kind == "any" ? null : [kind],
                Limit = arguments.Number("limit", 8, 1, 20),
                Project = Project(project, speaker),
            },
            stop
        );
        return found.Refusal is { } refusal
            ? McpReply.Fault(refusal.Message)
            : new(Index(found) + Where(project, speaker));
    }

    private static string? Project(string? asked, McpSpeaker speaker) =>
        asked switch
        {
            null or This => speaker.Session?.Project,
            "all" => null,
            _ => asked,
        };

    // What was meant is the project of the session, and there it could not be told which.
    private static string Where(string? asked, McpSpeaker speaker) =>
        asked is not (null or This) || speaker.Session?.Project is not null ? ""
        : speaker.Session is null ? "\nYour session is not known: all projects were searched."
        : "\nYour session has no project: all were searched.";

    private static string Index(SearchResults found)
    {
        if (found.Results.Length == 0)
            return "Nothing was found." + Suggested(found) + " Ask with other words, or with project \"all\".";
        var text = new StringBuilder(
            found.Answers ? "" : "Nothing seems to answer this; the nearest there is:" + Suggested(found) + "\n"
        )
            .Append(DataMark.Sentence)
            .Append('\n');
        foreach (var one in found.Results)
        {
            var day = one.At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            text.Append(
                    DataMark.Line(
                        $"{one.Kind.Replace('_', ' ')}{Status(one)} {day}{Worth(one)}",
                        one.TurnNum is { } turn && one.Kind == "turn" ? $"Turn {turn}" : "Text",
                        TextTokens.Cut(one.Text, LineTokensMax),
                        LineMax
                    )
                )
                .Append("\n  ")
                .Append(McpUris.Of(one.Kind, one.Id, one.SessionId, one.TurnNum))
                .Append('\n');
        }

        return text.Append(found.Note is { } note ? $"Note: {note}" : "").ToString().TrimEnd();
    }

    // What was tried and refuted is never taken for advice.
    private static string Status(SearchResult one) =>
        one.Status switch
        {
            "rejected" => " (tried and refuted)",
            "unreviewed" => " (unreviewed)",
            _ => "",
        };

    // What a person gave and what a machine did, where they did.
    private static string Worth(SearchResult one) =>
        (one.Importance is { } importance ? $" · importance {importance}" : "")
        + (one.Confidence is { } sure ? string.Create(CultureInfo.InvariantCulture, $" · confidence {sure:0.##}") : "");

    private static string Suggested(SearchResults found) =>
        found.Suggestions is { Length: > 0 } some
            ? " Perhaps " + string.Join(", ", some.Select(one => $"{one.Another} for {one.Word}")) + "."
            : "";
}
