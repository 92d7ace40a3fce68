using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brain.Messages.Sessions;
using Brain.Silo.Files;

namespace Brain.Silo.Hooks.OpenCode;

/// <summary>
/// A session as opencode kept it before it had a database: <c>storage/session/PROJECT/ID.json</c>, its messages in
/// <c>storage/message/ID</c>, their parts in <c>storage/part/MESSAGE</c>, each a file of JSON. Before version 0.6 each
/// project had a storage of its own: <c>project/NAME/storage/session/info/ID.json</c>, <c>session/message/ID</c> and
/// <c>session/part/ID/MESSAGE</c>. Ids are read from names, as opencode itself does: they stand in the order in which
/// they were made. A file is written anew in its place, and may be met while it is cut short.
/// </summary>
internal sealed class OpenCodeStorage
{
    private const string Begins = "ses_";
    private const string Ending = ".json";
    private const int DepthMax = 16;
    private const int FileBytesMax = 16 * 1024 * 1024;

    // What is no JSON makes its line none, which is counted as such.
    private const string Broken = "?";

    // A file may be written anew in its place until its session has rested that long: a turn goes on for hours.
    private static readonly TimeSpan Rest = TimeSpan.FromDays(1);

    // What is no JSON after that stays so: writing a file takes moments.
    private static readonly TimeSpan Writing = TimeSpan.FromMinutes(10);

    // No link is followed: one could lead round in a ring.
    private static readonly EnumerationOptions TwoDeep = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 1,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = true,
    };

    private readonly string _path;
    private readonly DateTimeOffset _now;
    private int _cutShort;

    private OpenCodeStorage(string path, HookJson head, DateTimeOffset now)
    {
        _now = now;
        _path = path;
        Session = new(Path.GetFileNameWithoutExtension(path), Parent(head))
        {
            Directory = head.Text("directory") ?? Folder(path),
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

    /// <summary>
    /// Something that it says was met while it was written, as <see cref="Lines"/> found: what comes of it is left out.
    /// </summary>
    public bool IsBeingWritten => _cutShort > 0;

    /// <summary>The heads of sessions below a folder of opencode's, or below its storage.</summary>
    public static IEnumerable<string> Below(string folder) =>
        new[] { Path.Combine(folder, "storage", "session"), Path.Combine(folder, "session") }
            .Concat(Projects(folder).Select(project => Path.Combine(project, "storage", "session")))
            .Where(Directory.Exists)
            .SelectMany(sessions => Directory.EnumerateFiles(sessions, Begins + "*" + Ending, TwoDeep))
            .Where(IsHead);

    /// <summary>Whether a file is the head of a session.</summary>
    public static bool IsHead(string path) =>
        path.EndsWith(Ending, StringComparison.Ordinal)
        && IsId(Path.GetFileNameWithoutExtension(path))
        && Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(path))) == "session";

    /// <summary>
    /// Another text whenever the session may have gained something. What is written in its place shows in no folder,
    /// and is of the newest message; one that rests is not looked through, but read once more when it begins to.
    /// </summary>
    /// <param name="path">The head of the session.</param>
    /// <param name="now">The time.</param>
    public static string Mark(string path, DateTimeOffset now)
    {
        var messages = MessagesOf(path);
        var (head, folder) = (FileIdentity.Of(path), FileIdentity.OfAny(messages));
        var mark = $"{FileIdentity.Mark(head)} {FileIdentity.Mark(folder)}";
        if ((!IsOf(Rest, head, now) && !IsOf(Rest, folder, now)) || Files(messages).LastOrDefault() is not { } newest)
            return mark;
        var parts = PartsOf(path, Path.GetFileNameWithoutExtension(newest));
        var all = Files(parts).Prepend(parts).Prepend(newest).Select(FileIdentity.OfAny).Select(FileIdentity.Mark);
        return $"{mark} {HookJson.Digest(string.Join(' ', all))}";
    }

    /// <summary>Reads the head of a session.</summary>
    /// <exception cref="IOException">It is none; the message says why.</exception>
    public static OpenCodeStorage Of(string path, DateTimeOffset now) =>
        new(path, Head(path) ?? throw new IOException("it holds no session of opencode's"), now);

    /// <summary>What it says.</summary>
    public byte[] Lines() => OpenCodeLines.Of(Session, Messages());

    private IEnumerable<OpenCodePart> Messages()
    {
        foreach (var file in Files(MessagesOf(_path)))
        {
            var id = Path.GetFileNameWithoutExtension(file);
            var message = Head(file);
            // Those after it go on from what it says.
            if (message is null && IsCutShort(file))
                yield break;
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
            var before = _cutShort;
            var parts = Files(PartsOf(_path, id))
                .Select(part => Part(own, part))
                .OfType<OpenCodePart>()
                .ToArray();
            // What was typed is told whole.
            if (_cutShort > before && own.Role == "user")
                yield break;
            if (message is null)
                yield return own with { Data = Broken };
            foreach (var part in parts.Length > 0 ? parts : [own])
                yield return part;
        }
    }

    // Null for what a brain does not keep, or not yet.
    private OpenCodePart? Part(OpenCodePart message, string file)
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
            return IsCutShort(file)
                ? null
                : part with
                {
                    Data = string.IsNullOrWhiteSpace(text) ? Broken : text,
                };
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

    // Of what is no JSON.
    private bool IsCutShort(string file)
    {
        var isWritten = IsOf(Writing, FileIdentity.Of(file), _now);
        _cutShort += isWritten ? 1 : 0;
        return isWritten;
    }

    // A clock that was wrong makes nothing new.
    private static bool IsOf(TimeSpan last, FileIdentity? file, DateTimeOffset now) =>
        file is not null && (now - DateTimeOffset.UnixEpoch.AddTicks(file.Changed / 100)).Duration() < last;

    private static IEnumerable<string> Files(string folder) =>
        Directory.Exists(folder)
            ? Directory
                .EnumerateFiles(folder, "*" + Ending)
                .Where(file => !Path.GetFileName(file).StartsWith('.'))
                .Order(StringComparer.Ordinal)
            : [];

    private static IEnumerable<string> Projects(string folder) =>
        Path.Combine(folder, "project") is var projects && Directory.Exists(projects)
            ? Directory.EnumerateDirectories(projects)
            : [];

    private static string MessagesOf(string path) =>
        Path.Combine(IsOfProject(path) ? Sessions(path) : Storage(path), "message", Id(path));

    private static string PartsOf(string path, string message) =>
        IsOfProject(path)
            ? Path.Combine(Sessions(path), "part", Id(path), message)
            : Path.Combine(Storage(path), "part", message);

    // Its project's storage holds it. No project has an id of so few letters.
    private static bool IsOfProject(string path) => Path.GetFileName(Path.GetDirectoryName(path)) == "info";

    private static string Id(string path) => Path.GetFileNameWithoutExtension(path);

    private static string Sessions(string path) => Path.GetFullPath(Path.Combine(path, "..", ".."));

    private static string Storage(string path) => Path.GetFullPath(Path.Combine(path, "..", "..", ".."));

    // Where the head does not say it, an answer does.
    private static string? Folder(string path) =>
        IsOfProject(path)
            ? Files(MessagesOf(path))
                .Select(file => Head(file)?.Object("path")?.Text("cwd"))
                .FirstOrDefault(cwd => cwd is not null)
            : null;

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
