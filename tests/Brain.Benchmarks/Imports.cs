using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Brain.Domain.Hooks.ClaudeCode;
using Brain.Domain.Sessions;

namespace Brain.Benchmarks;

/// <summary>
/// How fast transcripts come in, beside reading and parsing the same files alone: 100 sessions of the mix that real
/// ones have (of 28 lines: a prompt, four answers, seven calls with their results, the rest what nobody keeps), in four
/// projects.
/// </summary>
internal static class Imports
{
    private const int Sessions = 100;
    private const int TurnsOfSession = 20;
    private const int Projects = 4;

    public static async IAsyncEnumerable<Figure> Measure(Workbench place)
    {
        var folder = Directory.CreateTempSubdirectory("transcripts").FullName;
        try
        {
            var lines = Write(folder);
            var parsed = Parse(folder);
            var files = Files(folder).Sum(file => new FileInfo(file).Length);
            using var http = place.Http(2);
            var read = await Import(http, folder);
            if (read.Lines != lines || read.Turns != Sessions * TurnsOfSession)
                throw new InvalidOperationException($"{read.Lines} of {lines} lines and {read.Turns} turns came in.");
            yield return new(
                "import_lines_per_second",
                lines / read.Seconds,
                "lines/s",
                lines / parsed,
                $"reading and parsing alone, of {files / lines} bytes a line",
                ">= 20000/s on two cores",
                lines / read.Seconds >= 20_000
            );
            var again = await Import(http, folder);
            yield return new("import_again_unchanged", again.Seconds * 1_000, "ms", null, $"{Sessions} files");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] Files(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories);

    private static double Parse(string folder)
    {
        var began = Stopwatch.GetTimestamp();
        foreach (var path in Files(folder))
        {
            if (ClaudeCodeUsage.Read(File.ReadAllBytes(path), TranscriptPlace.Start).Unreadable > 0)
                throw new InvalidOperationException($"{path} is not what a transcript is.");
        }

        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task<(long Lines, long Turns, double Seconds)> Import(HttpClient http, string folder)
    {
        var body = new StringContent(
            JsonSerializer.Serialize(new { paths = new[] { folder } }),
            Encoding.UTF8,
            "application/json"
        );
        using var started = await http.PostAsync("/imports", body);
        using var first = JsonDocument.Parse(await started.Content.ReadAsStringAsync());
        var id = first.RootElement.GetProperty("id").GetString();
        while (true)
        {
            using var progress = JsonDocument.Parse(await http.GetStringAsync($"/imports/{id}"));
            var root = progress.RootElement;
            var state = root.GetProperty("state").GetString();
            if (state is "done" or "failed")
                return state == "done"
                    ? (
                        root.GetProperty("lines").GetInt64(),
                        root.GetProperty("turns").GetInt64(),
                        root.GetProperty("seconds").GetDouble()
                    )
                    : throw new InvalidOperationException(root.GetProperty("fault").GetString());
            await Task.Delay(20);
        }
    }

    private static long Write(string folder)
    {
        var lines = 0L;
        for (var number = 0; number < Sessions; number++)
        {
            var session = Guid.NewGuid();
            var text = new StringBuilder();
            lines += Session(session, text);
            var name = $"-home-me-site-{number % Projects}";
            var project = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
            File.WriteAllText(Path.Combine(project, $"{session}.jsonl"), text.ToString());
        }

        return lines;
    }

    private static long Session(Guid session, StringBuilder text)
    {
        var (random, at, lines) = (new Random(session.GetHashCode()), DateTimeOffset.UtcNow.AddDays(-7), 0L);
        void Line(string type, object? message, params (string, object?)[] more)
        {
            var line = new Dictionary<string, object?>
            {
                ["parentUuid"] = Guid.NewGuid(),
                ["isSidechain"] = false,
                ["userType"] = "external",
                ["cwd"] = "/home/me/site",
                ["sessionId"] = session,
                ["version"] = "2.1.332",
                ["gitBranch"] = "main",
                ["type"] = type,
                ["uuid"] = Guid.NewGuid(),
                ["timestamp"] = (at = at.AddSeconds(3)).UtcDateTime.ToString(
                    "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
                    CultureInfo.InvariantCulture
                ),
            };
            if (message is not null)
                line["message"] = message;
            foreach (var (name, value) in more)
                line[name] = value;
            text.Append(JsonSerializer.Serialize(line)).Append('\n');
            lines++;
        }

        void Assistant(string id, object block) =>
            Line(
                "assistant",
                new
                {
                    id,
                    role = "assistant",
                    model = "claude-opus-5-5",
                    content = new[] { block },
                    usage = new
                    {
                        input_tokens = 4,
                        output_tokens = 120,
                        cache_read_input_tokens = 20_000,
                        cache_creation_input_tokens = 900,
                    },
                },
                ("requestId", $"req_{id[4..]}")
            );

        for (var turn = 0; turn < TurnsOfSession; turn++)
        {
            var prompt = Guid.NewGuid();
            Line("user", new { role = "user", content = Words(random, 40) }, ("promptId", prompt));
            for (var call = 0; call < 7; call++)
            {
                var (id, tool) = ($"msg_{Guid.NewGuid():N}", $"toolu_{Guid.NewGuid():N}");
                if (call % 3 == 0)
                    Assistant(id, new { type = "text", text = Words(random, 25) });
                Assistant(
                    id,
                    new
                    {
                        type = "tool_use",
                        id = tool,
                        name = call % 2 == 0 ? "Bash" : "Read",
                        input = call % 2 == 0
                            ? (object)new { command = $"grep -rn {Words(random, 2)} src | head" }
                            : new { file_path = $"/home/me/site/src/{Words(random, 1)}.ts" },
                    }
                );
                Line(
                    "user",
                    new
                    {
                        role = "user",
                        content = new[]
                        {
                            new
                            {
                                type = "tool_result",
                                tool_use_id = tool,
                                content = Words(random, 120),
                            },
                        },
                    },
                    ("promptId", prompt),
                    ("toolUseResult", new { stdout = Words(random, 120) })
                );
                Line("progress", null, ("data", new { type = "hook_progress", command = "x" }));
            }

            Assistant($"msg_{Guid.NewGuid():N}", new { type = "text", text = Words(random, 90) });
            Line("system", null, ("subtype", "turn_duration"), ("durationMs", 4_000));
            Line(
                "file-history-snapshot",
                null,
                (
                    "snapshot",
                    new { files = Enumerable.Range(0, 5).ToDictionary(file => $"src/{file}.ts", _ => Words(random, 4)) }
                )
            );
        }

        return lines;
    }

    private static string Words(Random random, int count) =>
        string.Join(' ', Enumerable.Range(0, count).Select(_ => Vocabulary[random.Next(Vocabulary.Length)]));

    private static readonly string[] Vocabulary =
        "the test of this file fails when a session is read again so we check what the parser makes of each line and where it stops before the build runs".Split(
            ' '
        );
}
