using System.Globalization;
using Brain.Domain.Text;
using Brain.Messages.Secrets;
using Brain.Messages.Text;
using Brain.Postgres.Knowledge;
using Brain.Postgres.Pipelines;
using Brain.Postgres.Sessions;
using Brain.Silo.Personas;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Brain.Silo.Mcp;

/// <summary>
/// What a person attaches and an agent reads: concrete ones in the list, the newest first, since several clients never
/// ask for templates; and the templates.
/// </summary>
internal sealed partial class McpResources(
    McpUris uris,
    SessionStore sessions,
    PipelineStore pipelines,
    LearningStore learnings,
    PersonaReports personas,
    SkillPages skills,
    ILogger<McpResources> logger
)
{
    /// <summary>How many of one list.</summary>
    public const int PageMax = 50;

    /// <summary>The most characters of one of them; the tool <c>read</c> goes on behind.</summary>
    public const int TextMax = 200_000;

    private const int EachMax = 50;
    private const int NameMax = 80;
    private const string Markdown = "text/markdown";

    /// <summary>What a model is told of an address that names nothing.</summary>
    public static string Unknown(string uri) =>
        $"There is nothing at '{Redaction.Cut(TerminalText.Line(uri), 200)}'. Addresses are brain://sessions/ID, "
        + "brain://sessions/ID/turns/NUMBER, brain://handoff/SESSION, brain://learnings/ID, brain://personas/NAME, "
        + "brain://pipelines/NAME, brain://runs/ID, brain://skills/NAME; search finds others.";

    /// <summary>A page of the list.</summary>
    public async ValueTask<ListResourcesResult> List(string? cursor, CancellationToken stop)
    {
        var from = 0;
        if (
            cursor is not null
            && (!int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out from) || from < 0)
        )
            throw new McpProtocolException(
                $"'{Redaction.Cut(cursor, 40)}' is no cursor of this list; ask without one.",
                McpErrorCode.InvalidParams
            );
        var all = await Logged(All(stop), stop);
        return new()
        {
            Resources = FairShares.Page(all, from, PageMax),
            NextCursor =
                from + PageMax < all.Sum(kind => kind.Length)
                    ? (from + PageMax).ToString(CultureInfo.InvariantCulture)
                    : null,
        };
    }

    /// <summary>What is there beside the list.</summary>
    public static ListResourceTemplatesResult Templates() =>
        new()
        {
            ResourceTemplates =
            [
                Template("sessions/{id}", "session", "A session: how it stands, and its turns"),
                Template("sessions/{id}/before/{number}", "older turns", "A session's turns before one"),
                Template("sessions/{id}/turns/{number}", "turn", "One turn, whole"),
                Template("handoff/{session}", "handoff", "What a session left"),
                Template("learnings/{id}", "learning", "A learning or a hand-off"),
                Template("personas/{name}", "persona", "What a persona said lately"),
                Template("pipelines/{name}", "pipeline", "A pipeline's definition"),
                Template("runs/{id}", "run", "A run of a pipeline"),
                Template("skills/{name}", "skill", "A skill, whole, with its trust"),
                Template("rows/{kind}/{id}", "row", "A row that search found"),
            ],
        };

    /// <summary>One of them, whole.</summary>
    /// <param name="request">Which.</param>
    /// <param name="version">The revision that the client speaks, or null where nobody knows.</param>
    /// <param name="stop">Gives up.</param>
    public async ValueTask<ReadResourceResult> Read(
        ReadResourceRequestParams? request,
        string? version,
        CancellationToken stop
    )
    {
        var uri = request?.Uri ?? "";
        var text =
            await Logged(uris.Read(uri, 0, stop), stop)
            ?? throw new McpProtocolException(Unknown(uri), Missing(version));
        return new()
        {
            Contents =
            [
                new TextResourceContents
                {
                    Uri = uri,
                    MimeType = Markdown,
                    Text = TerminalText.Sanitize(Bounded(uri, SecretScanner.Redact(text))),
                },
            ],
        };
    }

    // The newer revision has no number of its own for it.
    private static McpErrorCode Missing(string? version) =>
        string.CompareOrdinal(version, McpSetup.ListenRevision) >= 0
            ? McpErrorCode.InvalidParams
            : McpErrorCode.ResourceNotFound;

    private static string Bounded(string uri, string text) =>
        McpPart.Of(text, 0, TextMax) is (var part, { } next)
            ? $"{part}\n… {text.Length - next} more characters: the tool read goes on with uri {uri} "
                + $"and offset {next}."
            : text;

    private async Task<T> Logged<T>(Task<T> work, CancellationToken stop)
    {
        try
        {
            return await work;
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            LogFailed(logger, fault);
            throw new McpProtocolException(
                $"The brain could not answer: {SecretScanner.Redact(fault.GetBaseException().Message)} Nothing was "
                    + "changed.",
                fault,
                McpErrorCode.InternalError
            );
        }
    }

    // A list of each kind. Most clients ask for the first page alone, so each has a share of it.
    private async Task<Resource[][]> All(CancellationToken stop)
    {
        var live = await sessions.List(null, all: false, EachMax, stop);
        return
        [
            [
                .. live.Select(one =>
                    Known($"sessions/{one.Id}", one.Purpose ?? $"Session {one.Id}", "A session", one.LastAt)
                ),
            ],
            [
                .. live.Select(one =>
                    Known(
                        $"handoff/{one.Id}",
                        $"Hand-off: {one.Purpose ?? one.Id.ToString()}",
                        "What it left",
                        one.LastAt
                    )
                ),
            ],
            [
                .. personas
                    .All()
                    .Where(one => one.Status == "active")
                    .Select(one =>
                        Known($"personas/{Uri.EscapeDataString(one.Name)}", $"{one.Emoji} {one.Name}", one.Job)
                    ),
            ],
            [
                .. (await pipelines.List(all: false, stop)).Select(one =>
                    Known($"pipelines/{Uri.EscapeDataString(one.Name)}", one.Name, one.Description ?? "A pipeline")
                ),
            ],
            [
                .. (await pipelines.Runs(null, null, all: false, stop))
                    .Take(EachMax)
                    .Select(one => Known($"runs/{one.Id}", $"{one.Pipeline}: {one.Subject ?? "run"}", "An open run")),
            ],
            [
                .. (await learnings.List(null, null, EachMax, stop)).Select(one =>
                    Known($"learnings/{one.Id}", one.Text, $"A learning ({one.Status})", one.Since)
                ),
            ],
            [
                .. (await skills.Listed(stop)).Select(one =>
                    Known(
                        SkillPages.Uri(one)[McpUris.Scheme.Length..],
                        one.FullName,
                        $"A skill ({one.TrustLevel}): {one.Description}",
                        one.UsedAt
                    )
                ),
            ],
        ];
    }

    private static Resource Known(string path, string name, string description, DateTimeOffset? at = null) =>
        new()
        {
            Uri = McpUris.Scheme + path,
            Name = DataMark.Neutral(name, NameMax),
            Description = DataMark.Neutral(description, NameMax),
            MimeType = Markdown,
            Annotations = at is { } moment ? new() { LastModified = moment } : null,
        };

    private static ResourceTemplate Template(string path, string name, string description) =>
        new()
        {
            UriTemplate = McpUris.Scheme + path,
            Name = name,
            Description = description,
            MimeType = Markdown,
        };
}
