using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Brain.Messages;
using Brain.Messages.Commands;
using Brain.Messages.Costs;
using Brain.Messages.Import;
using Brain.Messages.Knowledge;
using Brain.Messages.Personas;
using Brain.Messages.Pipelines;
using Brain.Messages.Projects;
using Brain.Messages.Rules;
using Brain.Messages.Secrets;
using Brain.Messages.Sessions;
using Brain.Messages.Skills;

namespace Brain.Client.Http;

/// <summary>Asks the silo what people want to know or change, over its Unix socket.</summary>
/// <param name="home">Where the brain is.</param>
internal sealed class SiloClient(BrainHome home)
{
    private const int PatienceMs = 10_000;

    // A person waits for a model's answer, and sees that it takes a while.
    private const int CommandPatienceMs = 660_000;

    private const int SearchPatienceMs = 60_000;
    private const int DocumentsPatienceMs = 600_000;

    /// <summary>How long an answer is waited for; a model's own time is not meant.</summary>
    internal int WaitMs { get; init; } = PatienceMs;

    /// <summary>Null when the silo cannot be reached.</summary>
    internal BrainStatus? Status() =>
        Send("GET", "/status", default) is { Fault: null, Status: 200 } answer
            ? JsonSerializer.Deserialize(answer.Body.Span, MessagesJson.Default.BrainStatus)
            : null;

    /// <summary>Null when it can be reached, else why not.</summary>
    internal string? Fault() => Send("GET", "/healthz", default).Fault;

    /// <summary>How the database does now: one write that is taken back, and who holds locks.</summary>
    internal DatabaseReport Database() => Get("/database", MessagesJson.Default.DatabaseReport);

    internal ClusterRotated RotateCluster() =>
        Read(Send("POST", "/cluster/rotate", "{}"u8), MessagesJson.Default.ClusterRotated, "/cluster/rotate");

    internal SchemaReport Schema() => Get("/schema", MessagesJson.Default.SchemaReport);

    internal SessionSummary[] Sessions(string? project, bool all, int limit) =>
        Get(
            $"/sessions?limit={limit}{(all ? "&all=true" : "")}"
                + (project is null ? "" : "&project=" + Uri.EscapeDataString(project)),
            MessagesJson.Default.SessionSummaryArray
        );

    /// <summary>Those whose ids begin so, the latest first; at most eleven.</summary>
    internal SessionSummary[] SessionsCalled(string beginning) =>
        Get($"/sessions/called/{Uri.EscapeDataString(beginning)}", MessagesJson.Default.SessionSummaryArray);

    internal SessionSummary Session(SessionId id) => Get($"/sessions/{id}", MessagesJson.Default.SessionSummary);

    internal StatusLine StatusLine(SessionId id) =>
        Get($"/sessions/{id}/status-line", MessagesJson.Default.StatusLine);

    internal SessionCosts Costs(SessionId id) => Get($"/sessions/{id}/costs", MessagesJson.Default.SessionCosts);

    /// <summary>What was used, group by group.</summary>
    /// <param name="query">Each part behind an ampersand.</param>
    internal CostReport Costs(string query) => Get($"/costs?{query}", MessagesJson.Default.CostReport);

    internal WasteReport Wasted(string query) => Get($"/costs/wasted?{query}", MessagesJson.Default.WasteReport);

    internal TurnOutcome[] Outcomes(string query) =>
        Get($"/costs/outcomes?{query}", MessagesJson.Default.TurnOutcomeArray);

    internal TurnSummary[] Turns(SessionId id) => Get($"/sessions/{id}/turns", MessagesJson.Default.TurnSummaryArray);

    internal TailPage Tail(string? after, SessionId? session) =>
        Get(
            $"/tail?after={Uri.EscapeDataString(after ?? "")}{(session is { } id ? $"&session={id}" : "")}",
            MessagesJson.Default.TailPage
        );

    internal Receipt Declare(SessionId id, DeclarePurpose message) =>
        Post($"/sessions/{id}/purpose", message, MessagesJson.Default.DeclarePurpose);

    internal Receipt Change(SessionId id, ChangeMode message) =>
        Post($"/sessions/{id}/mode", message, MessagesJson.Default.ChangeMode);

    internal Receipt Set(SessionId id, SetBudget message) =>
        Post($"/sessions/{id}/budget", message, MessagesJson.Default.SetBudget);

    internal Receipt Switch(SessionId id, SwitchHints message) =>
        Post($"/sessions/{id}/hints", message, MessagesJson.Default.SwitchHints);

    internal KnownFix[] Fixes(string error, string project) =>
        Post("/recall/fix", new(error, project), MessagesJson.Default.FindFix, MessagesJson.Default.KnownFixArray);

    internal ToolUsage Usage(string tool, string project) =>
        Get(
            $"/recall/how?tool={Uri.EscapeDataString(tool)}&project={Uri.EscapeDataString(project)}",
            MessagesJson.Default.ToolUsage
        );

    internal FileEdit[] Edits(string file, string project) =>
        Get(
            $"/recall/edits?file={Uri.EscapeDataString(file)}&project={Uri.EscapeDataString(project)}",
            MessagesJson.Default.FileEditArray
        );

    /// <summary>What another agent must know to go on with a session; null when there is no such session.</summary>
    internal string? Brief(SessionId id) => GetText($"/sessions/{id}/brief");

    /// <summary>Lines of transcripts that were passed over in 7 days.</summary>
    internal PassedReport PassedOver() => Get("/usage/passed-over", MessagesJson.Default.PassedReport);

    internal PersonaSummary[] Personas() => Get("/personas", MessagesJson.Default.PersonaSummaryArray);

    internal CheckIn CheckIn(string persona) =>
        Get($"/personas/{Uri.EscapeDataString(persona)}/checkin", MessagesJson.Default.CheckIn);

    internal PipelineSummary[] Pipelines(bool all) =>
        Get($"/pipelines?all={(all ? "true" : "false")}", MessagesJson.Default.PipelineSummaryArray);

    internal PipelineSummary Pipeline(string name) =>
        Get($"/pipelines/{Uri.EscapeDataString(name)}", MessagesJson.Default.PipelineSummary);

    internal RunSummary[] Runs(string? pipeline, string? project, bool all) =>
        Get(
            $"/runs?all={(all ? "true" : "false")}"
                + (pipeline is null ? "" : "&pipeline=" + Uri.EscapeDataString(pipeline))
                + (project is null ? "" : "&project=" + Uri.EscapeDataString(project)),
            MessagesJson.Default.RunSummaryArray
        );

    internal RunSummary[] RunsCalled(string word) =>
        Get($"/runs/called/{Uri.EscapeDataString(word)}", MessagesJson.Default.RunSummaryArray);

    internal Receipt Define(DefinePipeline message) => Post("/pipelines", message, MessagesJson.Default.DefinePipeline);

    internal NtfyReport Ntfy() => Get("/ntfy", MessagesJson.Default.NtfyReport);

    internal RedactionPage Redact(RedactStored message) =>
        Post(
            "/redact",
            message,
            MessagesJson.Default.RedactStored,
            MessagesJson.Default.RedactionPage,
            CommandPatienceMs
        );

    internal ImportProgress Import(StartImport message) =>
        Post("/imports", message, MessagesJson.Default.StartImport, MessagesJson.Default.ImportProgress);

    internal ImportProgress Import(Guid id) => Get($"/imports/{id}", MessagesJson.Default.ImportProgress);

    internal HooksTold HooksTold(string agent) =>
        Get($"/telemetry/hooks?agent={Uri.EscapeDataString(agent)}", MessagesJson.Default.HooksTold);

    internal ImportReport Imports() => Get("/imports", MessagesJson.Default.ImportReport);

    internal LearningSummary[] Learnings(string? status, string? project, int limit) =>
        Get(
            $"/learnings?limit={limit}"
                + (status is null ? "" : "&status=" + Uri.EscapeDataString(status))
                + (project is null ? "" : "&project=" + Uri.EscapeDataString(project)),
            MessagesJson.Default.LearningSummaryArray
        );

    internal RepoSummary[] Repos(bool all) =>
        Get($"/repos?all={(all ? "true" : "false")}", MessagesJson.Default.RepoSummaryArray);

    internal SkillSummary[] Skills(string? project) =>
        Get(
            "/skills" + (project is null ? "" : "?project=" + Uri.EscapeDataString(project)),
            MessagesJson.Default.SkillSummaryArray
        );

    internal SkillDetail Skill(string name) =>
        Get($"/skills/called/{Uri.EscapeDataString(name)}", MessagesJson.Default.SkillDetail);

    // The first search loads the sentence model.
    internal SkillMatches FindSkills(string words, int limit) =>
        Read(
            Send("GET", $"/skills/search?limit={limit}&words={Uri.EscapeDataString(words)}", default, SearchPatienceMs),
            MessagesJson.Default.SkillMatches,
            "/skills/search"
        );

    internal SkillsSynced Sync(SyncSkills message) =>
        Post(
            "/skills/sync",
            message,
            MessagesJson.Default.SyncSkills,
            MessagesJson.Default.SkillsSynced,
            DocumentsPatienceMs
        );

    internal RuleSummary[] Rules(string? project) =>
        Get(
            "/rules" + (project is null ? "" : "?project=" + Uri.EscapeDataString(project)),
            MessagesJson.Default.RuleSummaryArray
        );

    internal LearningSummary Learning(string id) =>
        Get($"/learnings/{Uri.EscapeDataString(id)}", MessagesJson.Default.LearningSummary);

    internal Receipt Change(string learning, ChangeLearning message) =>
        Post($"/learnings/{Uri.EscapeDataString(learning)}", message, MessagesJson.Default.ChangeLearning);

    internal ForgetReport Forget(Forget message) =>
        Post("/forget", message, MessagesJson.Default.Forget, MessagesJson.Default.ForgetReport, CommandPatienceMs);

    internal ForgetProgress ForgetProgress(Guid run) => Get($"/forget/{run}", MessagesJson.Default.ForgetProgress);

    internal FoundRow[] RowsCalled(string beginning) =>
        Get($"/forget/rows/{Uri.EscapeDataString(beginning)}", MessagesJson.Default.FoundRowArray);

    internal CommandResult Run(CommandRequest request) =>
        Post(
            "/errands",
            request,
            MessagesJson.Default.CommandRequest,
            MessagesJson.Default.CommandResult,
            CommandPatienceMs
        );

    // The first search loads the sentence model.
    internal SearchResults Search(SearchRequest message) =>
        Post(
            "/search",
            message,
            MessagesJson.Default.SearchRequest,
            MessagesJson.Default.SearchResults,
            SearchPatienceMs
        );

    internal DocumentSummary[] Documents(string? project) =>
        Get(
            "/documents" + (project is null ? "" : "?project=" + Uri.EscapeDataString(project)),
            MessagesJson.Default.DocumentSummaryArray
        );

    internal DocumentsAdded Add(AddDocuments message) =>
        Post(
            "/documents",
            message,
            MessagesJson.Default.AddDocuments,
            MessagesJson.Default.DocumentsAdded,
            DocumentsPatienceMs
        );

    internal DocumentsRemoved Remove(RemoveDocuments message) =>
        Post("/documents/remove", message, MessagesJson.Default.RemoveDocuments, MessagesJson.Default.DocumentsRemoved);

    internal BrowserLogin[] Logins() => Get("/logins", MessagesJson.Default.BrowserLoginArray);

    internal LoginLink Link(AskLink message) =>
        Post("/logins/link", message, MessagesJson.Default.AskLink, MessagesJson.Default.LoginLink);

    internal LoginsEnded End(EndLogins message) =>
        Post("/logins/end", message, MessagesJson.Default.EndLogins, MessagesJson.Default.LoginsEnded);

    private Receipt Post<T>(string path, T message, JsonTypeInfo<T> shape) =>
        Post(path, message, shape, MessagesJson.Default.Receipt);

    private TAnswer Post<T, TAnswer>(
        string path,
        T message,
        JsonTypeInfo<T> shape,
        JsonTypeInfo<TAnswer> answer,
        int? patienceMs = null
    ) => Read(Send("POST", path, JsonSerializer.SerializeToUtf8Bytes(message, shape), patienceMs), answer, path);

    // Null for a text that is not there.
    private string? GetText(string path)
    {
        var answer = Send("GET", path, default);
        if (answer is { Fault: null, Status: 204 })
            return null;
        Check(answer, path);
        return Encoding.UTF8.GetString(answer.Body.Span);
    }

    private T Get<T>(string path, JsonTypeInfo<T> shape) => Read(Send("GET", path, default), shape, path);

    private T Read<T>(HttpAnswer answer, JsonTypeInfo<T> shape, string path)
    {
        Check(answer, path);
        try
        {
            return JsonSerializer.Deserialize(answer.Body.Span, shape) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new ClientException(
                $"the brain's answer to {path} was not understood; are the client and the silo of one version? "
                    + "`brain doctor` says."
            );
        }
    }

    private void Check(HttpAnswer answer, string path)
    {
        if (answer.Fault is { } why)
            throw new ClientException(
                $"the brain cannot be reached at {home.Socket}: {why}. Start it with `brain up`."
            );
        // A refusal (409) is an answer like any other: it carries its receipt.
        if (answer.Status is not (200 or 409))
            throw new ClientException(
                answer.ErrorMessage
                    ?? $"the brain answered {path} with HTTP status {answer.Status}. `brain doctor` may say why.",
                isRefusal: answer.Status is >= 400 and < 500
            );
    }

    private HttpAnswer Send(string method, string path, ReadOnlySpan<byte> body, int? patienceMs = null)
    {
        // HTTP/1.0: the answer comes whole, without chunks.
        var head = Encoding.ASCII.GetBytes(
            $"{method} {path} HTTP/1.0\r\nHost: localhost\r\nConnection: close\r\n"
                + (method == "POST" ? $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n" : "")
                + "\r\n"
        );
        return SocketHttp.Exchange(home.Socket, [.. head, .. body], Environment.TickCount64 + (patienceMs ?? WaitMs));
    }
}
