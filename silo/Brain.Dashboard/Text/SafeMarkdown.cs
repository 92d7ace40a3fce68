using Ganss.Xss;
using Markdig;
using Microsoft.AspNetCore.Components;

namespace Brain.Dashboard.Text;

/// <summary>
/// Markdown that an agent or a stranger wrote, as HTML that can only be read: nothing runs, nothing is loaded, nothing
/// looks like a part of the page.
/// </summary>
public static class SafeMarkdown
{
    private const int CharactersMax = 60_000;

    // What its writer could nest until the parser gives up is cut before.
    private const int NestingMax = 24;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UsePipeTables()
        .UseTaskLists()
        .UseEmphasisExtras()
        .Build();

    private static readonly string[] Tags =
    [
        .. "p br hr h1 h2 h3 h4 h5 h6 em strong del sub sup ins mark code pre".Split(' '),
        .. "blockquote ul ol li a table thead tbody tr th td".Split(' '),
    ];

    /// <summary>As HTML.</summary>
    public static MarkupString Html(string? text) => new(Clean(text));

    internal static string Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "";
        var shown = text.Length > CharactersMax ? text[..CharactersMax] + "\n\n…" : text;
        try
        {
            return Sanitizer().Sanitize(Markdown.ToHtml(IsDeep(shown) ? Fenced(shown) : shown, Pipeline));
        }
        // Markdig refuses what is nested beyond its limit.
        catch (ArgumentException)
        {
            return $"<pre>{System.Net.WebUtility.HtmlEncode(shown)}</pre>";
        }
    }

    private static bool IsDeep(string text) =>
        text.Split('\n')
            .Any(line =>
                line.TakeWhile(letter => letter is '>' or ' ').Count(letter => letter == '>') > NestingMax
            );

    private static string Fenced(string text) =>
        "~~~~\n" + text.Replace("~~~~", "~~~", StringComparison.Ordinal) + "\n~~~~";

    private static HtmlSanitizer Sanitizer()
    {
        var sanitizer = new HtmlSanitizer(
            new HtmlSanitizerOptions
            {
                AllowedTags = new HashSet<string>(Tags, StringComparer.OrdinalIgnoreCase),
                AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href" },
                AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "http", "https", "mailto" },
                UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href" },
            }
        );
        sanitizer.PostProcessNode += (_, seen) =>
        {
            if (seen.Node is not AngleSharp.Dom.IElement { LocalName: "a" } link)
                return;
            // An address without a scheme would lead into the dashboard itself.
            if (
                !Uri.TryCreate(link.GetAttribute("href") ?? "", UriKind.Absolute, out Uri? leads)
                || leads.Scheme is not ("http" or "https" or "mailto")
            )
                link.RemoveAttribute("href");
            link.SetAttribute("rel", "noopener noreferrer nofollow");
            link.SetAttribute("target", "_blank");
        };
        return sanitizer;
    }
}
