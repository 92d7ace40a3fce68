using System.Text;
using Brain.Domain.Knowledge.Documents;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace Brain.Silo.Knowledge;

/// <summary>
/// What a process of its own does for <see cref="PdfText"/>: reads the text of one PDF file, page by page, only the
/// first ones of a file that has too many, too much text on them, or takes too long. The file comes in, what was left
/// out of it as a line and its text go out.
/// </summary>
internal static class PdfReader
{
    /// <summary>The word that makes the silo's program read a file, and be nothing else.</summary>
    public const string Word = "read-pdf";

    /// <summary>The most pages that are read.</summary>
    public const int PagesMax = 5_000;

    /// <summary>How long one file is read; whoever waits for it, waits for others too.</summary>
    public static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(60);

    /// <summary>It was read.</summary>
    public const int Done = 0;

    /// <summary>It can't be read; why stands in the place of the text.</summary>
    public const int Unreadable = 2;

    /// <summary>Reads one file.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(Stream from, Stream to, TimeProvider clock)
    {
        // Whoever started it may be gone by then, and a hostile page has no end.
        _ = EndLate(clock);
        using var bytes = new MemoryStream();
        await from.CopyToAsync(bytes);
        await using var answer = new StreamWriter(to, new UTF8Encoding(false));
        try
        {
            var (text, note) = Read(bytes.ToArray(), clock);
            await answer.WriteAsync($"{note}\n{text}");
            return Done;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            await answer.WriteAsync($"Its text can't be read: {fault.Message.ReplaceLineEndings(" ")}\n");
            return Unreadable;
        }
    }

    private static async Task EndLate(TimeProvider clock)
    {
        await Task.Delay(TimeMax + PdfText.GraceMax, clock);
        Environment.Exit(Unreadable);
    }

    /// <summary>The text; and what was left out of it, as a sentence, or null.</summary>
    internal static (string Text, string? Note) Read(byte[] bytes, TimeProvider clock)
    {
        var began = clock.GetTimestamp();
        using var document = PdfDocument.Open(bytes);
        var text = new StringBuilder();
        for (var page = 1; page <= document.NumberOfPages; page++)
        {
            var why =
                page > PagesMax ? "more are not read"
                : text.Length > DocumentChunks.LengthMax ? "they have as much text as is kept of a document"
                : clock.GetElapsedTime(began) > TimeMax ? $"they took {TimeMax.TotalSeconds:0} seconds"
                : null;
            if (why is not null)
                return (
                    text.ToString(),
                    $"Only its first {page - 1} of {document.NumberOfPages} pages are kept: {why}."
                );
            text.Append(ContentOrderTextExtractor.GetText(document.GetPage(page))).Append("\n\n");
        }

        return (text.ToString(), null);
    }
}
