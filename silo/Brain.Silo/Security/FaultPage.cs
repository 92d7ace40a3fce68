using System.Net;
using Brain.Messages.Text;

namespace Brain.Silo.Security;

/// <summary>What a person's browser shows where a page can't be had; programs are told the same as JSON.</summary>
internal static class FaultPage
{
    private const StringComparison Exactly = StringComparison.Ordinal;

    private const string Html = """
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Brain.Actors</title>
        <link rel="stylesheet" href="/login/style.css">
        <main><h1>Brain.Actors</h1><p role="alert"><strong>WORD</strong></p><p><a href="/">To the dashboard</a>. Loading the page again asks anew; in a terminal <code>brain doctor</code> says what is wrong.</p></main></html>
        """;

    /// <summary>Answers a request with this sentence, as a page where a browser asks for one.</summary>
    public static Task Write(HttpContext context, int status, string sentence) =>
        HttpMethods.IsGet(context.Request.Method) && LoginPage.IsPage(context.Request)
            ? Results
                .Content(
                    Html.Replace("WORD", WebUtility.HtmlEncode(TerminalText.Sanitize(sentence)), Exactly),
                    "text/html; charset=utf-8",
                    statusCode: status
                )
                .ExecuteAsync(context)
            : ErrorBody.Write(context, status, sentence);
}
