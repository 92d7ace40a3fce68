using System.Diagnostics;
using System.Text.Json;

namespace Brain.Tests.Mcp;

/// <summary>
/// A process that stands for an agent: what speaks to the silo is started by it, its hooks as the native client sends
/// them and its MCP client as the bridge does.
/// </summary>
internal sealed class SomeAgentProcess : IAsyncDisposable
{
    private const string End = "-- that was all --";

    // Posts JSON: socket, path, headers, body.
    private const string Post = """
        socket(S, AF_UNIX, SOCK_STREAM, 0); connect(S, sockaddr_un($ARGV[0])) or die "$!\n";
        syswrite(S, "POST $ARGV[1] HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            . "Accept: application/json, text/event-stream\r\n" . join("", map { "$_\r\n" } split(/\|/, $ARGV[2]))
            . "Content-Length: " . length($ARGV[3]) . "\r\n\r\n$ARGV[3]");
        while (sysread(S, $answer, 4000)) { print $answer; }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("brain-agent-");
    private readonly Process _process;
    private readonly string _socket;

    public SomeAgentProcess(string socket)
    {
        _socket = socket;
        _process = Process.Start(
            new ProcessStartInfo("bash", ["--norc"])
            {
                WorkingDirectory = Folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
    }

    /// <summary>Where it works.</summary>
    public string Folder => _folder.FullName;

    /// <summary>Begins a session in it.</summary>
    public async Task<Guid> Start(string agent)
    {
        var id = Guid.NewGuid();
        await Hook(agent, "SessionStart", new { session_id = id, source = "startup", cwd = Folder }, id);
        return id;
    }

    /// <summary>Has a session begin a turn.</summary>
    public Task Prompt(string agent, Guid session) =>
        Hook(
            agent,
            "UserPromptSubmit",
            new { session_id = session, prompt = "work on it", cwd = Folder },
            session
        );

    /// <summary>Calls a tool; what came back, as it came.</summary>
    public Task<string> Call(string client, string tool, object? arguments = null, string? meta = null) =>
        Run(
            "/mcp",
            $"MCP-Protocol-Version: 2025-11-25|Brain-Mcp-Client: {client}",
            $$$"""
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{{tool}}}","_meta":{{{meta ?? "{}"}}},
            "arguments":{{{JsonSerializer.Serialize(arguments ?? new { })}}}}}
            """
        );

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task Hook(string agent, string name, object payload, Guid session)
    {
        var body =
            agent == "opencode"
                ? JsonSerializer.Serialize(
                    new
                    {
                        @event = name == "SessionStart" ? "session.created" : "chat.message",
                        eventId = Guid.NewGuid(),
                        sessionId = session,
                        source = "startup",
                        cwd = Folder,
                        prompt = "work on it",
                        messageId = "msg_1",
                    }
                )
                : JsonSerializer.Serialize(payload).Insert(1, $"\"hook_event_name\":\"{name}\",");
        var answer = await Run($"/hooks/{agent}", $"Brain-Process: {_process.Id}", body);
        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
    }

    private async Task<string> Run(string path, string headers, string body)
    {
        string[] words = ["perl", "-MSocket", "-e", Post, _socket, path, headers, body];
        await _process.StandardInput.WriteLineAsync(
            string.Join(' ', words.Select(word => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'"))
                + $"; echo; echo '{End}'"
        );
        await _process.StandardInput.FlushAsync();
        var said = new List<string>();
        while (await _process.StandardOutput.ReadLineAsync() is { } line && line != End)
            said.Add(line);
        return string.Join('\n', said);
    }
}
