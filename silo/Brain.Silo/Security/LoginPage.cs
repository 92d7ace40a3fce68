using Brain.Messages;
using Microsoft.AspNetCore.Http.Features;

namespace Brain.Silo.Security;

/// <summary>Where a browser shows the token once and is signed in; and who is, for the person's own client.</summary>
internal static class LoginPage
{
    public const string Path = "/login";

    private const int FormBytesMax = 4 * 1024;
    private const string Style =
        "body{font:16px system-ui;max-width:28rem;margin:4rem auto;padding:0 "
        + "1rem}input,button{font:inherit;width:100%;padding:.5rem;margin:.5rem 0;box-sizing:border-box}";

    private const string Form = """
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Brain.Actors</title>
        <link rel="stylesheet" href="/login/style.css">
        <h1>Brain.Actors</h1><p>Paste the contents of <code>BRAIN_HOME/token</code>.</p>
        <form method="post" action="/login"><input type="password" name="token" autofocus autocomplete="off" aria-label="Token"><button>Sign in</button></form></html>
        """;

    /// <summary>Whether a path is open to a browser that is not signed in.</summary>
    public static bool Has(PathString path) => path == Path || path == Path + "/style.css";

    public static void MapLogin(this WebApplication app)
    {
        app.MapGet(Path, () => Results.Content(Form, "text/html; charset=utf-8"));
        app.MapGet(Path + "/style.css", () => Results.Content(Style, "text/css; charset=utf-8"));
        app.MapPost(Path, SignIn);
        app.MapGet("/logins", (BrowserLogins logins) =>
            Results.Json(logins.List(), MessagesJson.Default.BrowserLoginArray)
        );
        app.MapPost("/logins/end", (EndLogins message, BrowserLogins logins) =>
            Results.Json(new LoginsEnded(logins.End(message.Id)), MessagesJson.Default.LoginsEnded)
        );
    }

    private static async Task<IResult> SignIn(
        HttpContext context,
        Tokens tokens,
        BrowserLogins logins,
        LoginLimit limit,
        ILogger<RequestGuard> logger
    )
    {
        if (!context.Request.HasFormContentType)
            return ErrorBody.Says(415, $"The body is '{context.Request.ContentType}': expected the form of this page.");
        if (limit.Wait() is { } wait)
        {
            var seconds = (int)Math.Ceiling(wait.TotalSeconds);
            context.Response.Headers.RetryAfter = $"{seconds}";
            return ErrorBody.Says(429, $"Too many wrong tokens: nothing was tried. Try again in {seconds} s.");
        }

        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = FormBytesMax;
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (!tokens.IsWhole(form["token"].ToString().Trim()))
        {
            RequestGuard.LogWrongToken(logger, limit.Wrong());
            return ErrorBody.Says(401, "This is not the token of this brain.");
        }

        limit.Right();
        context.Response.Cookies.Append(
            logins.Cookie,
            logins.Begin(context.Request.Headers.UserAgent),
            new()
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                MaxAge = BrowserLogins.AgeMax,
                Path = "/",
            }
        );
        return Results.Redirect("/orleans");
    }
}
