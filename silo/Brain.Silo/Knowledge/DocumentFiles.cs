using System.Security.Cryptography;
using System.Text;
using Brain.Messages.Knowledge;
using Brain.Postgres.Knowledge;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace Brain.Silo.Knowledge;

/// <summary>Reads documents from disk: Markdown, text, and the text of PDF files.</summary>
internal static class DocumentFiles
{
    private const int TitleMax = 200;

    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".md"] = "text/markdown",
        [".markdown"] = "text/markdown",
        [".mdx"] = "text/markdown",
        [".txt"] = "text/plain",
        [".text"] = "text/plain",
        [".rst"] = "text/plain",
        [".adoc"] = "text/plain",
        [".org"] = "text/plain",
        [".pdf"] = "application/pdf",
    };

    private static readonly EnumerationOptions Below = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        AttributesToSkip =
            FileAttributes.Hidden | FileAttributes.ReparsePoint | FileAttributes.System,
    };

    /// <summary>The files that are meant: a file itself, and what is a document below a folder.</summary>
    public static IEnumerable<string> Meant(string path) =>
        Directory.Exists(path)
            ? Directory
                .EnumerateFiles(path, "*", Below)
                .Where(file => Types.ContainsKey(Path.GetExtension(file)) && !IsGenerated(file))
                .Order(StringComparer.Ordinal)
            : [path];

    /// <summary>Reads one; else says why not.</summary>
    public static (DocumentText? Document, string? Fault) Read(string path)
    {
        try
        {
            if (!Types.TryGetValue(Path.GetExtension(path), out var type))
                return (
                    null,
                    $"It is none of {string.Join(", ", Types.Keys.Order(StringComparer.Ordinal))}."
                );
            var file = new FileInfo(path);
            if (!file.Exists)
                return (null, "There is no such file.");
            if (file.Length > AddDocuments.BytesMax)
                return (
                    null,
                    $"It has {file.Length} bytes; a document may have {AddDocuments.BytesMax}."
                );
            var bytes = File.ReadAllBytes(path);
            var text = type == "application/pdf" ? Pdf(bytes) : Plain(bytes);
            return string.IsNullOrWhiteSpace(text)
                ? (
                    null,
                    type == "application/pdf"
                        ? "It has no text, perhaps only pictures of it."
                        : "It is empty."
                )
                : (
                    new(
                        path,
                        Title(text, type, path),
                        type,
                        Convert.ToHexStringLower(SHA256.HashData(bytes)),
                        text
                    ),
                    null
                );
        }
        catch (Exception fault)
            when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return (null, fault.Message);
        }
    }

    private static bool IsGenerated(string file) =>
        file.Contains("/node_modules/", StringComparison.Ordinal)
        || file.Contains("/.", StringComparison.Ordinal);

    private static string Plain(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes).TrimStart('\ufeff');
        return text.Contains('\0', StringComparison.Ordinal)
            ? throw new InvalidDataException("It is no text: it has zero bytes.")
            : text;
    }

    // Whatever the package stumbles over, the other documents are read.
    private static string Pdf(byte[] bytes)
    {
        try
        {
            using var document = PdfDocument.Open(bytes);
            return string.Join(
                    "\n\n",
                    document.GetPages().Select(page => ContentOrderTextExtractor.GetText(page))
                )
                .Replace('\0', ' ');
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            throw new InvalidDataException($"Its text can't be read: {fault.Message}", fault);
        }
    }

    private static string Title(string text, string type, string path)
    {
        var heading =
            type == "text/markdown"
                ? text.Split('\n')
                    .FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))
                    ?[2..].Trim()
                : null;
        return string.IsNullOrEmpty(heading) ? Path.GetFileName(path)
            : heading.Length <= TitleMax ? heading
            : heading[..TitleMax].TrimEnd('\ud83d');
    }
}
