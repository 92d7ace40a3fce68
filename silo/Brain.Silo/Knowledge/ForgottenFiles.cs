using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brain.Domain.Knowledge;
using Brain.Domain.Sessions;
using Brain.Messages.Secrets;
using Brain.Messages.Sessions;
using Brain.Silo.Configuration;
using Brain.Silo.Files;

namespace Brain.Silo.Knowledge;

/// <summary>
/// Takes what is forgotten out of the files that the brain wrote: events that wait, rejected lines, logs, and its own
/// parts of HANDOFF.md. What people wrote in HANDOFF.md stays, and is said.
/// </summary>
internal sealed class ForgottenFiles(BrainSettings settings, HandOffMac mac)
{
    private const long BytesMax = 256L * 1024 * 1024;
    private const int SkillBytesMax = 1024 * 1024;
    private const int TriesMax = 100;
    private const int ProgressDigits = 20;

    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Looks, and takes.</summary>
    /// <param name="needles">What is looked for.</param>
    /// <param name="session">The session that goes as a whole, or null.</param>
    /// <param name="projects">Folders that may have a HANDOFF.md.</param>
    /// <param name="apply">Takes it; else only looks.</param>
    /// <returns>What was found, and what stays, as sentences.</returns>
    public async Task<(RedactionFinding[] Found, string[] Left)> Clean(
        ForgetNeedles needles,
        SessionId? session,
        string[] projects,
        bool apply
    )
    {
        var (found, left) = (new List<RedactionFinding>(), new List<string>());
        foreach (var file in Spooled())
            await Try(file, left, () => Spool(file, needles, session, apply, found));
        foreach (var file in Logs())
            await Try(file, left, () => Rewrite(file, text => Lines(text, needles.Clean), "log", apply, found));
        foreach (var project in projects)
        {
            var file = Path.Combine(project, "HANDOFF.md");
            // A link that leads out of the project is not followed: the brain wrote nothing there.
            if (File.Exists(file) && RealPath.Of(file).StartsWith($"{RealPath.Of(project)}/", StringComparison.Ordinal))
                await Try(file, left, () => HandOff(file, needles, session, apply, found, left));
        }

        return ([.. found], [.. left]);
    }

    /// <summary>
    /// What stays in skills that the brain wrote and that are a person's since, with all that lies beside them: drafts,
    /// and personas in the user's own folder of skills.
    /// </summary>
    /// <param name="needles">What is looked for.</param>
    /// <param name="written">The drafts.</param>
    /// <returns>A sentence for each file that has it.</returns>
    public async Task<List<string>> Stays(ForgetNeedles needles, string[] written)
    {
        var left = new List<string>();
        var folders = written
            .Select(file => Path.GetDirectoryName(file)!)
            .Concat(Folders(settings.Skills))
            .Distinct(StringComparer.Ordinal);
        foreach (var file in folders.SelectMany(folder => Files(folder, "*")))
            await Try(file, left, () => Look(file, needles, left));
        return left;
    }

    private static Task Look(string file, ForgetNeedles needles, List<string> left)
    {
        if (RegularFile.Read(file, SkillBytesMax) is { } bytes && needles.IsIn(Encoding.UTF8.GetString(bytes)))
            left.Add($"{file} has it: a skill, maybe one that the brain wrote. It is yours: change or delete it.");
        return Task.CompletedTask;
    }

    private string[] Spooled() => Files(Path.Combine(settings.Home, "spool"), "*.jsonl");

    private string[] Logs() =>
        [
            .. Files(Path.Combine(settings.Home, "logs"), "*"),
            .. Files(Path.Combine(settings.Home, "pg", "log"), "*"),
            .. Files(Path.Combine(settings.Home, "pg"), "start.log"),
        ];

    private static string[] Files(string folder, string pattern)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, pattern).Where(file => new FileInfo(file).LinkTarget is null)];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string[] Folders(string folder)
    {
        try
        {
            return Directory.GetDirectories(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static async Task Try(string file, List<string> left, Func<Task> clean)
    {
        for (var time = 1; ; time++)
        {
            try
            {
                await clean();
                return;
            }
            catch (FileNotFoundException)
            {
                return; // It was delivered a moment ago.
            }
            catch (IOException) when (time < TriesMax)
            {
                // A hook or another process has it locked; hooks come first.
                await Task.Delay(Pause);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                left.Add($"{file} could not be looked through: {fault.Message}");
                return;
            }
        }
    }

    // How far the file was delivered is a number of bytes in another: it begins anew, for an event that is sent again
    // counts once.
    private static async Task Spool(
        string file,
        ForgetNeedles needles,
        SessionId? session,
        bool apply,
        List<RedactionFinding> found
    )
    {
        var isOwn = session is { } id && Path.GetFileNameWithoutExtension(file) == id.ToString();
        string Clean(string text) => Lines(text, line => Event(line, needles, isOwn));
        if (!apply)
        {
            await Rewrite(file, Clean, "event", apply, found);
            return;
        }

        await using var progress = new FileStream(
            Path.ChangeExtension(file, ".sent"),
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.None
        );
        var before = found.Count;
        await Rewrite(file, Clean, "event", apply, found, () =>
        {
            progress.SetLength(0);
            progress.Write(Encoding.ASCII.GetBytes(new string('0', ProgressDigits)));
            progress.Flush(flushToDisk: true);
        });
        if (found.Count == before && progress.Length == 0)
            File.Delete(progress.Name);
    }

    private static string Event(string line, ForgetNeedles needles, bool isOwn)
    {
        if (line.Length == 0)
            return line;
        try
        {
            return JsonNode.Parse(line) is { } node && Clean(node, needles, isOwn) is { } clean
                ? clean.ToJsonString(Readable)
                : line;
        }
        catch (JsonException)
        {
            return needles.Clean(line);
        }
    }

    // Null when nothing changes.
    private static JsonNode? Clean(JsonNode? node, ForgetNeedles needles, bool isOwn)
    {
        switch (node)
        {
            case JsonObject fields:
                var changed = fields
                    .Select(field => (field.Key, Now: Clean(field.Value, needles, isOwn)))
                    .Where(field => field.Now is not null)
                    .ToArray();
                foreach (var (key, now) in changed)
                    Put(now!, () => fields[key] = now);
                return changed.Length > 0 ? fields : null;
            case JsonArray items:
                var some = items
                    .Select((item, at) => (at, Now: Clean(item, needles, isOwn)))
                    .Where(item => item.Now is not null)
                    .ToArray();
                foreach (var (at, now) in some)
                    Put(now!, () => items[at] = now);
                return some.Length > 0 ? items : null;
            case JsonValue value when value.TryGetValue<string>(out var text):
                var clean = isOwn && ForgetNeedles.IsProse(text) ? ForgetNeedles.Replacement : Inner(text, needles);
                return clean == text ? null : JsonValue.Create(clean);
            default:
                return null;
        }
    }

    // A rejected line is a text that is itself a line of JSON.
    private static string Inner(string text, ForgetNeedles needles) =>
        text is ['{', ..] ? Event(text, needles, isOwn: false) : needles.Clean(text);

    private static void Put(JsonNode now, Action put)
    {
        if (now.Parent is null)
            put();
    }

    private async Task HandOff(
        string file,
        ForgetNeedles needles,
        SessionId? session,
        bool apply,
        List<RedactionFinding> found,
        List<string> left
    )
    {
        // It is signed for the folder that it is in, its links resolved.
        var project = RealPath.Of(Path.GetDirectoryName(file)!);
        var foreign = false;
        await Rewrite(
            file,
            text =>
                mac.Rewrite(project, text, part => Part(part, needles, session), part => foreign |= needles.IsIn(part)),
            "hand-off",
            apply,
            found
        );
        if (foreign)
            left.Add(
                $"{file} also has it outside of the brain's own parts; the brain does not change what people wrote."
            );
    }

    // The marker stays: by it nobody appends the part again.
    private static string Part(string part, ForgetNeedles needles, SessionId? session)
    {
        if (session is not { } id || !part.StartsWith($"<!-- brain:{id}:", StringComparison.Ordinal))
            return Lines(part, needles.Clean);
        var end = part.IndexOf('\n');
        return $"{part[..(end + 1)]}{ForgetNeedles.Replacement}\n";
    }

    private static string Lines(string text, Func<string, string> clean) =>
        string.Join('\n', text.Split('\n').Select(clean));

    private static async Task Rewrite(
        string file,
        Func<string, string> clean,
        string kind,
        bool apply,
        List<RedactionFinding> found,
        Action? before = null
    )
    {
        await using var stream = new FileStream(
            file,
            FileMode.Open,
            apply ? FileAccess.ReadWrite : FileAccess.Read,
            // Alone: writers of the spool and of HANDOFF.md lock what they append to.
            apply && kind != "log"
                ? FileShare.None
                : FileShare.ReadWrite | FileShare.Delete
        );
        if (stream.Length > BytesMax)
            throw new IOException($"it has {stream.Length} bytes, and {BytesMax} are looked through at most.");
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes);
        var was = Encoding.UTF8.GetString(bytes);
        var now = clean(was);
        if (now == was)
            return;
        found.Add(new(file, kind, kind, Changed(was, now), Path.GetFileName(file)));
        if (!apply)
            return;
        before?.Invoke();
        stream.Seek(0, SeekOrigin.Begin);
        // What shrinks is overwritten before it is cut off, so that no byte of it stays behind the end.
        await stream.WriteAsync(Encoding.UTF8.GetBytes(now));
        stream.SetLength(stream.Position);
        stream.Flush(flushToDisk: true);
    }

    private static int Changed(string was, string now)
    {
        var (old, fresh) = (was.Split('\n'), now.Split('\n'));
        return old.Length == fresh.Length
            ? old.Zip(fresh).Count(line => line.First != line.Second)
            : Math.Max(1, Math.Abs(old.Length - fresh.Length));
    }
}
