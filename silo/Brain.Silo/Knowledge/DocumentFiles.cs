using System.Security.Cryptography;
using System.Text;
using Brain.Domain.Text;
using Brain.Messages.Knowledge;
using Brain.Postgres.Knowledge;
using Brain.Silo.Files;

namespace Brain.Silo.Knowledge;

/// <summary>Reads documents from disk: Markdown, text, and the text of PDF files.</summary>
internal static class DocumentFiles
{
    private const int TitleMax = 200;
    private const string Pdf = "application/pdf";

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
        [".pdf"] = Pdf,
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
                .Where(file => Types.ContainsKey(Path.GetExtension(file)) && !IsInstalled(path, file))
                .Order(StringComparer.Ordinal)
            : [path];

    /// <summary>Reads one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="clock">Tells when reading takes too long.</param>
    /// <param name="stop">Stops it.</param>
    /// <returns>The document; and why there is none, or what was left out of it.</returns>
    public static async Task<(DocumentText? Document, string? Note)> Read(
        string path,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        if (!Types.TryGetValue(Path.GetExtension(path), out var type))
            return (null, $"It is none of {string.Join(", ", Types.Keys.Order(StringComparer.Ordinal))}.");
        try
        {
            var (bytes, fault) = Bytes(path);
            if (bytes is null)
                return (null, fault);
            var (read, note) = type == Pdf ? await PdfText.Read(bytes, clock, stop) : (Plain(bytes), null);
            var text = StorableText.Of(read);
            if (string.IsNullOrWhiteSpace(text))
                return (null, note ?? (type == Pdf ? "It has no text, perhaps only pictures of it." : "It is empty."));
            var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
            return (new(path, Title(text, type, path), type, digest, text), note);
        }
        catch (Exception fault)
            when (fault is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException)
        {
            return (null, fault.Message);
        }
    }

    // What is hidden below the folder is passed over already; the folder itself may lie anywhere.
    private static bool IsInstalled(string root, string file) =>
        $"/{Path.GetRelativePath(root, file)}".Contains("/node_modules/", StringComparison.Ordinal);

    // A pipe or a device might never end, and a link leads to what nobody named.
    private static (byte[]? Bytes, string? Fault) Bytes(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
            return (null, "It is a link; name the file that it leads to.");
        if (FileIdentity.OfItself(path) is not { } found)
            return (
                null,
                file.Exists || Directory.Exists(path)
                    ? "It is no file with a beginning and an end, but a pipe, a socket or a device."
                    : "There is no such file."
            );
        if (found.Length > AddDocuments.BytesMax)
            return (null, $"It has {found.Length} bytes; a document may have {AddDocuments.BytesMax}.");
        return RegularFile.Read(path, AddDocuments.BytesMax, found) is { } bytes
            ? (bytes, null)
            : (null, "It became another file while it was read.");
    }

    private static string Plain(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes).TrimStart('\ufeff');
        return text.Contains('\0', StringComparison.Ordinal)
            ? throw new InvalidDataException("It is no text: it has zero bytes.")
            : text;
    }

    private static string Title(string text, string type, string path)
    {
        var heading =
            type == "text/markdown"
                ? text.Split('\n')
                    .FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))
                    ?[2..].Trim()
                : null;
        return Redaction.Cut(
            string.IsNullOrEmpty(heading) ? StorableText.Of(Path.GetFileName(path)) : heading,
            TitleMax
        );
    }
}
