namespace Brain.Silo.Doors;

/// <summary>Where a browser shows the token once and gets a cookie for it.</summary>
internal static class LoginPage
{
    public const string Path = "/login";
    public const string Cookie = "brain";

    private const string Form = """
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Brain.Actors</title>
        <style>body{font:16px system-ui;max-width:28rem;margin:4rem auto;padding:0 1rem}input,button{font:inherit;width:100%;padding:.5rem;margin:.5rem 0;box-sizing:border-box}</style>
        <h1>Brain.Actors</h1><p>Paste the contents of <code>BRAIN_HOME/token</code>.</p>
        <form method="post" action="/login"><input type="password" name="token" autofocus autocomplete="off" aria-label="Token"><button>Sign in</button></form></html>
        """;

    public static void MapLogin(this WebApplication app)
    {
        app.MapGet(Path, () => Results.Content(Form, "text/html; charset=utf-8"));
        app.MapPost(Path, async (HttpContext context, Tokens tokens) =>
        {
            if (!context.Request.HasFormContentType)
                return Sentence.Says(415, $"The body is '{context.Request.ContentType}': expected the form of this page.");
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            if (!tokens.IsWhole(form["token"].ToString().Trim()))
                return Sentence.Says(401, "This is not the token of this brain.");
            context.Response.Cookies.Append(Cookie, tokens.Cookie, new() { HttpOnly = true, SameSite = SameSiteMode.Strict, MaxAge = TimeSpan.FromDays(30) });
            return Results.Redirect("/orleans");
        });
    }
}
