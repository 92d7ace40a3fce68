using System.Text;
using Brain.Silo.Files;

namespace Brain.Silo.Hooks;

/// <summary>The newest lines of a file that an agent writes, for what its hooks leave out.</summary>
internal static class RecordTail
{
    private const int BytesMax = 512 * 1024;

    /// <summary>Whole lines, newest first; none where there is no such file.</summary>
    public static IEnumerable<string> Lines(string? path)
    {
        var text = Read(path);
        for (var end = text.Length; end > 0;)
        {
            var start = text.LastIndexOf('\n', end - 1) + 1;
            if (start < end)
                yield return text[start..end];
            end = start - 1;
        }
    }

    private static string Read(string? path)
    {
        try
        {
            if (path is null || !Path.IsPathFullyQualified(path))
                return "";
            using var file = RegularFile.Open(path);
            if (file is null)
                return "";
            var length = RandomAccess.GetLength(file);
            var bytes = new byte[Math.Min(BytesMax, length)];
            var got = RandomAccess.Read(file, bytes, length - bytes.Length);
            var text = Encoding.UTF8.GetString(bytes, 0, got);
            // What begins before the piece is no whole line.
            return got == length ? text : text[(text.IndexOf('\n') + 1)..];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
