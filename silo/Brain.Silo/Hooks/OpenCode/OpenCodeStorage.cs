using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brain.Messages.Sessions;
using Brain.Silo.Sessions;

namespace Brain.Silo.Hooks.OpenCode;

/// <summary>
/// A session as opencode kept it before it had a database: <c>storage/session/PROJECT/ID.json</c>, its messages in
/// <c>storage/message/ID</c>, their parts in <c>storage/part/MESSAGE</c>, each a file of JSON. Ids are read from names,
/// as opencode itself does: they stand in the order in which they were made.
/// </summary>
internal sealed class OpenCodeStorage
{
    private const string Begins = "ses_";
    private const string Ending = ".json";
    private const int DepthMax = 16;
    private const int FileBytesMax = 16 * 1024 * 1024;

    // No link is followed: one could lead round in a ring.
    private static readonly EnumerationOptions TwoDeep = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 1,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = true,
    };

    private readonly string _storage;

    private OpenCodeStorage(string path, HookJson head)
    {
        _storage = Storage(path);
        Session = new(Path.GetFileNameWithoutExtension(path), Parent(head))
        {
            Directory = head.Text("directory"),
            Title = head.Text("title"),
            Version = head.Text("version"),
            Created = Time(head.Object("time"), "created") ?? DateTimeOffset.UnixEpoch,
        };
        var root = Session;
        for (var depth = 0; depth < DepthMax && root.ParentId is { } parent; depth++)
            root = new(parent, ParentOf(Path.Combine(Path.GetDirectoryName(path)!, parent + Ending)));
        Root = SessionId.OfAgent(root.Id);
    }

    /// <summary>The session.</summary>
    public OpenCodeSession Session { get; }

    /// <summary>Whose all that is said is: its own, or that of the session whose sub-agent's it is.</summary>
    public SessionId Root { get; }

    /// <summary>The heads of sessions below a folder of opencode's, or below its storage.</summary>
    public static IEnumerable<string> Below(string folder) =>
        new[] { Path.Combine(folder, "storage", "session"), Path.Combine(folder, "session") }
            .Where(Directory.Exists)
            .SelectMany(sessions => Directory.EnumerateFiles(sessions, Begins + "*" + Ending, TwoDeep))
            .Where(IsHead);

    /// <summary>Whether a file is the head of a session.</summary>
    public static bool IsHead(string path) =>
        path.EndsWith(Ending, StringComparison.Ordinal)
        && IsId(Path.GetFileNameWithoutExtension(path))
        && Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(path))) == "session";

    /// <summary>
    /// Another text whenever the session may have gained something: a file is put in its place whole.
    /// </summary>
    public static string Mark(string path)
    {
        var (storage, id) = (Storage(path), Path.GetFileNameWithoutExtension(path));
        var messages = Path.Combine(storage, "message", id);
        var newest = Files(messages).LastOrDefault();
        var parts = newest is null ? null : Path.Combine(storage, "part", Path.GetFileNameWithoutExtension(newest));
        return string.Join(
            ' ',
            FileIdentity.Mark(FileIdentity.Of(path)),
            FileIdentity.Mark(FileIdentity.OfAny(messages)),
            FileIdentity.Mark(parts is null ? null : FileIdentity.OfAny(parts))
        );
    }

    /// <summary>Reads the head of a session.</summary>
    /// <exception cref="IOException">It is none; the message says why.</exception>
    public static OpenCodeStorage Of(string path) =>
        new(path, Head(path) ?? throw new IOException("it holds no session of opencode's"));

    /// <summary>What it says.</summary>
    public byte[] Lines() => OpenCodeLines.Of(Session, Messages());

    private IEnumerable<OpenCodePart> Messages()
    {
        foreach (var file in Files(Path.Combine(_storage, "message", Session.Id)))
        {
            var id = Path.GetFileNameWithoutExtension(file);
            var message = Head(file);
            var made = Time(message?.Object("time"), "created") ?? Session.Created;
            var own = new OpenCodePart(id, "")
            {
                Role = message?.Flag("summary") == true ? "summary" : message?.Text("role"),
                Parent = message?.Text("parentID"),
                Model = message?.Text("modelID"),
                Error = message?.Object("error")?.Text("name"),
                Made = made,
                At = Time(message?.Object("time"), "completed") ?? made,
            };
            var parts = Files(Path.Combine(_storage, "part", id))
                .Select(part => Part(own, part))
                .OfType<OpenCodePart>()
                .ToArray();
            foreach (var part in parts.Length > 0 ? parts : [own])
                yield return part;
        }
    }

    // Null for what a brain does not keep.
    private static OpenCodePart? Part(OpenCodePart message, string file)
    {
        var part = message with { Id = Path.GetFileNameWithoutExtension(file) };
        if (RegularFile.Read(file, FileBytesMax) is not { } bytes)
            return null;
        var text = Encoding.UTF8.GetString(bytes);
        try
        {
            var data = HookJson.Parse(HookBody.Mended(bytes));
            var time = data.Text("type") == "tool" ? data.Object("state")?.Object("time") : data.Object("time");
            return data.Text("type") is "text" or "tool" or "step-finish"
                ? part with
                {
                    Data = WithoutFiles(data, text),
                    At = Time(time, "start") ?? message.At,
                }
                : null;
        }
        catch (JsonException)
        {
            return part with { Data = text };
        }
    }

    // What a call gave back as files.
    private static string WithoutFiles(HookJson data, string text)
    {
        if (data.Object("state")?.Value("attachments") is null || JsonNode.Parse(text) is not JsonObject tree)
            return text;
        tree["state"]!.AsObject().Remove("attachments");
        return tree.ToJsonString();
    }

    private static HookJson? Head(string path)
    {
        try
        {
            return RegularFile.Read(path, FileBytesMax) is { } bytes ? HookJson.Parse(HookBody.Mended(bytes)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.Exists(folder)
            ? Directory
                .EnumerateFiles(folder, "*" + Ending)
                .Where(file => !Path.GetFileName(file).StartsWith('.'))
                .Order(StringComparer.Ordinal)
            : [];

    private static string Storage(string path) => Path.GetFullPath(Path.Combine(path, "..", "..", ".."));

    private static string? ParentOf(string path) => Head(path) is { } head ? Parent(head) : null;

    private static string? Parent(HookJson head) => head.Text("parentID") is { } id && IsId(id) ? id : null;

    // It becomes the name of a file.
    private static bool IsId(string id) =>
        id.StartsWith(Begins, StringComparison.Ordinal)
        && id.Length <= HookJson.IdMax
        && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    private static DateTimeOffset? Time(HookJson? of, string name) =>
        of?.Number(name) is { } ms
            ? DateTimeOffset.FromUnixTimeMilliseconds(
                Math.Clamp(ms, 0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
            )
            : null;
}
