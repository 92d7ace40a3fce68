using System.Text;
using Brain.Domain.Knowledge.Documents;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace Brain.Silo.Knowledge;

/// <summary>
/// Reads the text of PDF files, page by page: only the first ones of a file that has too many, too much text on them,
/// or takes too long.
/// </summary>
internal static class PdfText
{
    /// <summary>The most pages that are read.</summary>
    public const int PagesMax = 5_000;

    /// <summary>How long one file is read; whoever waits for it, waits for others too.</summary>
    public static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(60);

    /// <summary>The text; and what was left out of it, as a sentence, or null.</summary>
    /// <exception cref="InvalidDataException">It can't be read, whatever the package stumbles over.</exception>
    public static (string Text, string? Note) Read(byte[] bytes, TimeProvider clock, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        try
        {
            using var document = PdfDocument.Open(bytes);
            var text = new StringBuilder();
            for (var page = 1; page <= document.NumberOfPages; page++)
            {
                stop.ThrowIfCancellationRequested();
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
        catch (Exception fault) when (fault is not (OutOfMemoryException or OperationCanceledException))
        {
            throw new InvalidDataException($"Its text can't be read: {fault.Message}", fault);
        }
    }
}
