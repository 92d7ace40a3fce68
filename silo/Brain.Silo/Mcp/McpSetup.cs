using Brain.Postgres.Mcp;
using ModelContextProtocol.AspNetCore;

namespace Brain.Silo.Mcp;

/// <summary>
/// The brain as an MCP server, at <c>/mcp</c>: Streamable HTTP without sessions of its own, so that a silo that is
/// killed takes no conversation with it. Who may call is decided at the door, as for every other request.
/// </summary>
internal static class McpSetup
{
    /// <summary>Where it is.</summary>
    public const string Path = "/mcp";

    /// <summary>Says in <c>initialize</c> that the bridge over stdio follows resources for its client.</summary>
    private const string BridgeHeader = "Brain-Mcp-Bridge";

    /// <summary>The newer of the revisions that are spoken, in which clients listen.</summary>
    internal const string ListenRevision = "2026-07-28";
    private const string VersionHeader = "MCP-Protocol-Version";

    public static void AddMcp(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton<McpStore>()
            .AddSingleton<McpSpeakers>()
            .AddSingleton<McpUris>()
            .AddSingleton<SkillPages>()
            .AddSingleton<McpResources>()
            .AddSingleton<McpTools>()
            .AddSingleton<McpProgress>()
            .AddSingleton<McpListen>()
            .AddSingleton<McpCancellation>()
            .AddSingleton<McpWatch>()
            .AddHostedService(services => services.GetRequiredService<McpWatch>())
            .AddSingleton<IMcpTool, SearchTool>()
            .AddSingleton<IMcpTool, ReadTool>()
            .AddSingleton<IMcpTool, AskTool>()
            .AddSingleton<IMcpTool, RememberTool>()
            .AddSingleton<IMcpTool, StatusTool>()
            .AddSingleton<IMcpTool, ReviewTool>()
            .AddSingleton<IMcpTool, PipelineTool>()
            .AddSingleton<IMcpTool, SkillTool>();
        builder.Services.AddMcpServer().WithHttpTransport(http =>
        {
            http.SessionMode = HttpServerSessionMode.Stateless;
            http.ConfigureSessionOptions = (context, server, _) =>
            {
                Configure(context, server);
                return Task.CompletedTask;
            };
        });
    }

    public static void MapMcpServer(this WebApplication app) =>
        app.MapMcp(Path)
            .Add(endpoint =>
            {
                var next = endpoint.RequestDelegate!;
                endpoint.RequestDelegate = context =>
                {
                    McpCancellation.Name(context, IsNew(context));
                    return next(context);
                };
            });

    // Called for each request: whoever speaks is known before the first handler is.
    private static void Configure(HttpContext context, ModelContextProtocol.Server.McpServerOptions server)
    {
        var tools = context.RequestServices.GetRequiredService<McpTools>();
        var resources = context.RequestServices.GetRequiredService<McpResources>();
        var listen = context.RequestServices.GetRequiredService<McpListen>();
        var cancellation = context.RequestServices.GetRequiredService<McpCancellation>();
        server.ServerInfo = new() { Name = "brain", Title = "Brain.Actors", Version = Health.HealthEndpoints.Version };
        server.ServerInstructions = McpTools.Instructions;
        server.Capabilities = new()
        {
            Tools = new(),
            Resources = new() { Subscribe = Follows(context) },
            Prompts = new(),
        };
        server.Filters.Message.IncomingFilters.Add(next =>
            (message, stop) => cancellation.Handle(context, message, next, stop)
        );
        server.Handlers = new()
        {
            ListToolsHandler = (_, _) => ValueTask.FromResult(tools.List()),
            CallToolHandler = (request, stop) => tools.Call(request, context, stop),
            ListResourcesHandler = (request, stop) => resources.List(request.Params?.Cursor, stop),
            ListResourceTemplatesHandler = (_, _) => ValueTask.FromResult(McpResources.Templates()),
            ReadResourceHandler = (request, stop) => resources.Read(
                    request.Params,
                    request.Server.NegotiatedProtocolVersion ?? context.Request.Headers[VersionHeader],
                    stop
                ),
            SubscriptionsListenHandler = listen.Listen,
            ListPromptsHandler = (_, _) => ValueTask.FromResult(McpPrompts.List()),
            GetPromptHandler = (request, _) => ValueTask.FromResult(McpPrompts.Get(request.Params)),
        };
    }

    // A client of the newer revision ends a request by closing its stream, and so does the bridge.
    private static bool IsNew(HttpContext context) =>
        !context.Request.Headers.ContainsKey(VersionHeader) && !context.Request.Headers.ContainsKey(BridgeHeader);

    // A client of an older revision can be told of nothing over HTTP: there is no answer of its own to tell it in.
    private static bool? Follows(HttpContext context) =>
        context.Request.Headers.ContainsKey(BridgeHeader)
        || string.CompareOrdinal(context.Request.Headers[VersionHeader], ListenRevision) >= 0
            ? true
            : null;
}
