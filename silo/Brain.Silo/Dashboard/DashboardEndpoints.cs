using System.Text;
using Brain.Dashboard;
using Brain.Silo.Security;

namespace Brain.Silo.Dashboard;

/// <summary>
/// Where browsers find the dashboard. What a page is made of is loaded when somebody looks at one for the first time.
/// </summary>
internal static class DashboardEndpoints
{
    /// <summary>A browser that asks with it has the page open, and wants what changed.</summary>
    public const string FragmentHeader = "x-fragment";

    public static void MapDashboard(this WebApplication app)
    {
        app.MapGet("/", (HttpContext context, DashboardView view) => Page(context, view, "now", null));
        app.MapGet("/app", () => Results.Redirect("/"));
        app.MapGet("/app/{page}", (string page, HttpContext context, DashboardView view) =>
            Page(context, view, page, null)
        );
        app.MapGet("/app/sessions/{id:guid}", (Guid id, HttpContext context, DashboardView view) =>
            Page(context, view, "session", id)
        );
        app.MapGet("/app/files/{name}", (string name) => FileOf(name));
        app.MapGet("/app/events", (HttpContext context, DashboardStream stream) => stream.Serve(context));
        app.MapPost(RequestGuard.FormPath, (HttpContext context, DashboardActions actions) => actions.Run(context));
        app.Use(SayWhatIsNotThere);
    }

    // An address that is mistyped, which nothing answered.
    private static async Task SayWhatIsNotThere(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response is not { StatusCode: 404, HasStarted: false } || context.GetEndpoint() is not null)
            return;
        if (HttpMethods.IsGet(context.Request.Method) && LoginPage.IsPage(context.Request))
        {
            var view = context.RequestServices.GetRequiredService<DashboardView>();
            await (await Page(context, view, "", null)).ExecuteAsync(context);
        }
        else
            await ErrorBody.Write(context, 404, $"There is nothing at '{context.Request.Path}'.");
    }

    private static async Task<IResult> Page(HttpContext context, DashboardView view, string page, Guid? session)
    {
        var shown = await view.Show(context, page, session);
        return Results.Content(shown.Html, "text/html; charset=utf-8", Encoding.UTF8, shown.IsThere ? 200 : 404);
    }

    private static IResult FileOf(string name) =>
        DashboardFiles.Find(name) is var (bytes, type)
            ? Results.Bytes(bytes, type)
            : ErrorBody.Says(404, $"There is no file '{name}' in this dashboard.");
}
