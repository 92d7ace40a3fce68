using Brain.Messages.Commands;
using Brain.Silo.Security;
using Microsoft.AspNetCore.Http.Features;

namespace Brain.Silo.Dashboard;

/// <summary>Takes forms of the dashboard, from pages that a browser was shown since it signed in, and answers them.
/// </summary>
internal sealed class DashboardActions(
    BrowserLogins logins,
    Callers callers,
    PersonsForm forms,
    DashboardNotes notes,
    DashboardWatch watch
)
{
    private const int FormBytesMax = 256 * 1024;

    /// <summary>What only showed something leaves the form as it is.</summary>
    private const string KeepHeader = "x-keep";

    /// <summary>Does it, and leads back to the page, or tells the script of the page.</summary>
    public async Task<IResult> Run(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
            return ErrorBody.Says(415, "Expected a form of the dashboard; programs say commands at /errands.");
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = FormBytesMax;
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (Stranger(context, form) is { } stranger)
            return ErrorBody.Says(403, stranger);
        var (result, onlyTold) = await forms.Do(form, await callers.Of(context), context.RequestAborted);
        if (!onlyTold)
            watch.Acted();
        return Answer(context, form, result, onlyTold);
    }

    // The cookie goes with whatever a browser sends; the token stands only in pages that it was sent to.
    private string? Stranger(HttpContext context, IFormCollection form)
    {
        var cookie = context.Request.Cookies[logins.Cookie];
        return
            logins.Opens(cookie)
            && logins.IsForm(cookie, form["form"])
            && context.Request.Headers.Origin.Count == 1
            ? null
            : "This form is not of a page that this browser was shown since it signed in; nothing was done. Load the "
                + "page again.";
    }

    private IResult Answer(HttpContext context, IFormCollection form, CommandResult result, bool onlyTold)
    {
        if (onlyTold)
            context.Response.Headers[KeepHeader] = "1";
        if (context.Request.Headers.ContainsKey(DashboardEndpoints.FragmentHeader))
            return Results.Text(result.Message, statusCode: result.Refusal is null ? 200 : 409);
        var note = notes.Keep(new(result.Message, result.Refusal is not null));
        return Results.Redirect(Back(form["back"].ToString(), note));
    }

    // Only to a page of this dashboard, whatever the form says.
    private static string Back(string path, string note)
    {
        var isHere = path == "/" || path.StartsWith("/app/", StringComparison.Ordinal);
        var isPlain = !path.Any(letter => char.IsControl(letter) || letter == '\\');
        var here = isHere && isPlain ? path : "/";
        var mark = here.IndexOf('#', StringComparison.Ordinal);
        var (page, place) = mark < 0 ? (here, "") : (here[..mark], here[mark..]);
        return $"{page}{(page.Contains('?') ? '&' : '?')}said={note}{place}";
    }
}
