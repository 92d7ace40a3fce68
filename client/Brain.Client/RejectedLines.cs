using System.Buffers;
using System.Text;
using System.Text.Json;
using Brain.Client.Http;
using Brain.Messages.Secrets;

namespace Brain.Client;

/// <summary>
/// Lines of the spool that the brain would not take as events, or failed at again and again while it was well, each
/// with the reason (<c>spool/rejected.jsonl</c>).
/// Shape: <c>{"at","session","reason","line"}</c>. Past <see cref="BytesMax"/> it becomes <c>rejected.1.jsonl</c>.
/// </summary>
internal sealed class RejectedLines(BrainHome home)
{
    /// <summary>The most bytes of one file; there are two.</summary>
    internal const long BytesMax = 8L * 1024 * 1024;

    private const int LineBytesMax = 1024 * 1024;
    private const uint FileMode = 0x180; // rw-------
    private const uint FolderMode = 0x1c0; // rwx------

    internal string Path { get; } = $"{home.Spool}/{Spool.Rejected}.jsonl";

    /// <summary>Null when it is kept, else why not.</summary>
    internal string? Keep(string reason, string session, ReadOnlySpan<byte> line)
    {
        _ = Posix.MakeFolder(home.Path, FolderMode);
        _ = Posix.MakeFolder(home.Spool, FolderMode);
        return Keep(Line(reason, session, line), mayMoveAside: true);
    }

    private string? Keep(ReadOnlySpan<byte> bytes, bool mayMoveAside)
    {
        var file = Posix.Open(Path, Posix.WriteOnly | Posix.Create | Posix.Append | Posix.CloseOnExec, FileMode);
        if (file < 0)
            return $"{Path}: {Posix.ErrorText}";
        try
        {
            if (Posix.Facts(file).Size is > 0 and var size && size + bytes.Length > BytesMax)
            {
                var older = $"{home.Spool}/{Spool.Rejected}.1.jsonl";
                // Once: where the full file can't be moved it stays full, however often one tries.
                return mayMoveAside && Posix.Rename(Path, older) == 0
                    ? Keep(bytes, mayMoveAside: false)
                    : $"{Path} is full and can't be moved to {older}: {Posix.ErrorText}";
            }

            return Posix.WriteAll(file, bytes) && Posix.Sync(file) == 0 ? null : $"{Path}: {Posix.ErrorText}";
        }
        finally
        {
            _ = Posix.Close(file);
        }
    }

    private static ReadOnlySpan<byte> Line(string reason, string session, ReadOnlySpan<byte> line)
    {
        var into = new ArrayBufferWriter<byte>(line.Length + 256);
        using (var writer = new Utf8JsonWriter(into, new() { Encoder = Unescaped.Instance }))
        {
            writer.WriteStartObject();
            writer.WriteString("at"u8, DateTimeOffset.UtcNow);
            writer.WriteString("session"u8, session);
            writer.WriteString("reason"u8, reason);
            writer.WriteString(
                "line"u8,
                SecretScanner.Redact(Encoding.UTF8.GetString(line[..Math.Min(line.Length, LineBytesMax)]))
            );
            writer.WriteEndObject();
        }

        into.Write("\n"u8);
        return into.WrittenSpan;
    }
}
