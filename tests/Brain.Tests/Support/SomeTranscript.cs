using System.Globalization;
using System.Text.Json;

namespace Brain.Tests.Import;

/// <summary>A transcript as Claude Code writes it, line by line.</summary>
internal sealed class SomeTranscript(Guid session, DateTimeOffset begins)
{
    /// <summary>Where its session works.</summary>
    public const string Folder = "/home/me/site";

    private readonly List<string> _lines = [];
    private string? _parent;
    private string? _message;
    private int _second;

    public Guid Session => session;

    public Guid Prompt { get; private set; }

    public string Text => string.Concat(_lines);

    public IReadOnlyList<string> Lines => _lines;

    public SomeTranscript Asks(string text, Guid? prompt = null)
    {
        Prompt = prompt ?? Guid.NewGuid();
        return Add("user", new { role = "user", content = text }, ("promptId", Prompt));
    }

    public SomeTranscript Says(string text, int output = 9, params (string, object)[] more)
    {
        _message = $"msg_{Guid.NewGuid():N}";
        return SaysMore(text, output, more);
    }

    /// <summary>Another text of the same message, in a line of its own.</summary>
    public SomeTranscript SaysMore(string text, int output = 9, params (string, object)[] more) =>
        Add(
            "assistant",
            new
            {
                id = _message,
                role = "assistant",
                model = "claude-opus-5-5",
                content = new object[] { new { type = "text", text } },
                stop_reason = "end_turn",
                usage = new { input_tokens = 1, output_tokens = output },
            },
            [("requestId", $"req_{_message![4..]}"), .. more]
        );

    public SomeTranscript Calls(string tool, object input, out string call) =>
        Calls(call = $"toolu_{Guid.NewGuid():N}", tool, input);

    /// <summary>A call of a given id, which may come again.</summary>
    public SomeTranscript Calls(string call, string tool, object input) =>
        Add(
            "assistant",
            new
            {
                id = $"msg_{Guid.NewGuid():N}",
                role = "assistant",
                model = "claude-opus-5-5",
                content = new object[]
                {
                    new
                    {
                        type = "tool_use",
                        id = call,
                        name = tool,
                        input,
                    },
                },
                stop_reason = "tool_use",
                usage = new { input_tokens = 1, output_tokens = 1 },
            },
            ("requestId", $"req_{Guid.NewGuid():N}")
        );

    public SomeTranscript Ends(string call, string result = "done", bool failed = false) =>
        Add(
            "user",
            new
            {
                role = "user",
                content = new object[]
                {
                    new
                    {
                        type = "tool_result",
                        tool_use_id = call,
                        content = result,
                        is_error = failed,
                    },
                },
            },
            ("promptId", Prompt)
        );

    /// <summary>The queue's own line of what was typed while a turn ran.</summary>
    public SomeTranscript Queues(string operation, string? text) =>
        Raw(
            JsonSerializer.Serialize(
                new
                {
                    type = "queue-operation",
                    operation,
                    timestamp = begins.AddSeconds(_second),
                    sessionId = session,
                    content = text,
                }
            )
        );

    /// <summary>The model takes it up between two requests of the turn.</summary>
    public SomeTranscript TakesUp(string text, string mode = "prompt") =>
        Add(
            "attachment",
            new { },
            (
                "attachment",
                new
                {
                    type = "queued_command",
                    prompt = text,
                    commandMode = mode,
                }
            )
        );

    public SomeTranscript Raw(string line)
    {
        _lines.Add(line + "\n");
        return this;
    }

    public SomeTranscript Later(TimeSpan by)
    {
        _second += (int)by.TotalSeconds;
        return this;
    }

    /// <summary>
    /// What <c>--fork-session</c> writes first: the lines with their ids and times, under other names.
    /// </summary>
    public SomeTranscript Fork(Guid child, Guid prompt)
    {
        var fork = new SomeTranscript(child, begins + TimeSpan.FromSeconds(_second))
        {
            Prompt = prompt,
            _parent = _parent,
        };
        foreach (var line in _lines)
        {
            var copy = line.Replace(session.ToString(), child.ToString(), StringComparison.Ordinal);
            if (Prompt != Guid.Empty)
                copy = System.Text.RegularExpressions.Regex.Replace(
                    copy,
                    "\"promptId\":\"[^\"]*\"",
                    $"\"promptId\":\"{prompt}\""
                );
            if (copy.Contains("\"type\":\"assistant\"", StringComparison.Ordinal))
                copy = copy.TrimEnd()[..^1] + $",\"requestSessionId\":\"{session}\"}}\n";
            fork._lines.Add(copy);
        }

        return fork;
    }

    public void WriteTo(string folder) => File.WriteAllText(Path.Combine(folder, $"{session}.jsonl"), Text);

    private SomeTranscript Add(string type, object message, params (string Name, object Value)[] more)
    {
        var uuid = Guid.NewGuid().ToString();
        var line = new Dictionary<string, object?>
        {
            ["parentUuid"] = _parent,
            ["isSidechain"] = false,
            ["type"] = type,
            ["message"] = message,
            ["uuid"] = uuid,
            ["timestamp"] = begins
                .AddSeconds(_second++)
                .UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["cwd"] = Folder,
            ["sessionId"] = session.ToString(),
            ["version"] = "2.1.332",
            ["gitBranch"] = "main",
        };
        foreach (var (name, value) in more)
            line[name] = value;
        _lines.Add(JsonSerializer.Serialize(line) + "\n");
        _parent = uuid;
        return this;
    }
}
