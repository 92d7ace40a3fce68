using System.Net;
using Brain.Messages;
using Brain.Silo.Configuration;
using Microsoft.AspNetCore.Http.Features;

namespace Brain.Silo.Security;

/// <summary>Where a browser shows the token once and is signed in; and who is, for the person's own client.</summary>
internal static class LoginPage
{
    public const string Path = "/login";

    private const string Once = Path + "/once";

    private const int FormBytesMax = 4 * 1024;
    private const StringComparison Exactly = StringComparison.Ordinal;
    private const string Style =
        ":root{color-scheme:light dark}body{font:16px system-ui;max-width:28rem;margin:4rem auto;padding:0 "
        + "1rem}input,button{font:inherit;width:100%;padding:.5rem;margin:.5rem 0;box-sizing:border-box}";

    private const string Form = """
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Brain.Actors</title>
        <link rel="stylesheet" href="/login/style.css">
        <main><h1>Brain.Actors</h1>WORD<p>Paste the token of this brain. It is in <code>TOKEN</code>:</p><pre>cat TOKEN</pre>
        <form method="post" action="/login"><input type="password" name="token" autofocus autocomplete="off" aria-label="Token"><button>Sign in</button></form></main></html>
        """;

    /// <summary>Whether a path is open to a browser that is not signed in.</summary>
    public static bool Has(PathString path) => path == Path || path == Path + "/style.css" || IsLink(path);

    /// <summary>Whether a path is a one-time link: it is a secret, and stands in no log.</summary>
    public static bool IsLink(PathString path) => path.StartsWithSegments(Once, Exactly);

    public static void MapLogin(this WebApplication app)
    {
        app.MapGet(Path, (BrainSettings settings) => Page(settings));
        app.MapGet(Path + "/style.css", () => Results.Content(Style, "text/css; charset=utf-8"));
        app.MapPost(Path, SignIn);
        app.MapGet(Once + "/{secret}", FollowLink);
        app.MapPost("/logins/link", async (AskLink asked, HttpContext context, Callers callers, LoginLinks links) =>
            !asked.ByAgent && (await callers.Of(context)).IsPerson
                ? Results.Json(links.Make(), MessagesJson.Default.LoginLink)
                : ErrorBody.Says(
                    403,
                    "Only a person is signed in: say brain dashboard in a terminal of your own. No link was made."
                )
        );
        app.MapGet("/logins", (BrowserLogins logins) =>
            Results.Json(logins.List(), MessagesJson.Default.BrowserLoginArray)
        );
        app.MapPost("/logins/end", (EndLogins message, BrowserLogins logins) =>
            Results.Json(new LoginsEnded(logins.End(message.Id)), MessagesJson.Default.LoginsEnded)
        );
    }

    /// <summary>Whether a person's browser asks for a page, which is led to the form and not told of headers.</summary>
    public static bool IsPage(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static IResult Page(BrainSettings settings, string? word = null, int status = 200) =>
        Results.Content(
            Form.Replace("WORD", word is null ? "" : $"<p role=\"alert\"><strong>{word}</strong></p>", Exactly)
                .Replace("TOKEN", WebUtility.HtmlEncode($"{settings.Home}/token"), Exactly),
            "text/html; charset=utf-8",
            statusCode: status
        );

    private static IResult Refuse(HttpRequest request, BrainSettings settings, int status, string sentence) =>
        IsPage(request) ? Page(settings, sentence, status) : ErrorBody.Says(status, sentence);

    private static async Task<IResult> SignIn(
        HttpContext context,
        BrainSettings settings,
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
            var later = $"Too many wrong tokens: nothing was tried. Try again in {seconds} s.";
            return Refuse(context.Request, settings, 429, later);
        }

        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = FormBytesMax;
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (!tokens.IsWhole(form["token"].ToString().Trim()))
        {
            RequestGuard.LogWrongToken(logger, limit.Wrong());
            return Refuse(context.Request, settings, 401, "This is not the token of this brain.");
        }

        limit.Right();
        return Begin(context, logins);
    }

    // The secret is used up before anything is answered, and a browser keeps the address that it is led to. Nobody
    // guesses one, so a wrong one costs the next no wait.
    private static IResult FollowLink(
        string secret,
        HttpContext context,
        BrainSettings settings,
        LoginLinks links,
        BrowserLogins logins
    )
    {
        if (context.Request.Headers["Sec-Purpose"].Count > 0 || context.Request.Headers["Purpose"].Count > 0)
            return ErrorBody.Says(403, "A browser that only looks ahead is not signed in; the link is as it was.");
        if (links.Take(secret))
            return Begin(context, logins);
        return Refuse(
            context.Request,
            settings,
            401,
            "This link was used already, or is older than a minute. Another one: brain dashboard"
        );
    }

    private static IResult Begin(HttpContext context, BrowserLogins logins)
    {
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
        return Results.Redirect("/");
    }
}
