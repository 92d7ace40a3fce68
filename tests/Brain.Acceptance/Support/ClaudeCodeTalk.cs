using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Brain.Acceptance;

/// <summary>A conversation with the real Claude Code over <c>stream-json</c>: one process, many turns.</summary>
public sealed class ClaudeCodeTalk : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly Process process;
    private readonly ConcurrentQueue<JsonElement> messages = new();
    private readonly Channel<ClaudeCodeResult> results = Channel.CreateUnbounded<ClaudeCodeResult>();
    private readonly StringBuilder errors = new();
    private readonly Task reading;

    internal ClaudeCodeTalk(ProcessStartInfo start)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        process = new() { StartInfo = start };
        process.ErrorDataReceived += (_, line) =>
        {
            lock (errors)
                errors.AppendLine(line.Data);
        };
        process.Start();
        process.BeginErrorReadLine();
        reading = Read();
    }

    /// <summary>Everything it printed so far.</summary>
    public IReadOnlyList<JsonElement> Messages => [.. messages];

    /// <summary>What it showed to the person beside the answers, such as the messages of hooks.</summary>
    public IReadOnlyList<string> Notices =>
        [
            .. messages
                .Where(message => Field(message, "type") == "system" && Field(message, "subtype") == "informational")
                .Select(message => Field(message, "content") ?? ""),
        ];

    /// <summary>The session it is in, as the newest message names it.</summary>
    public Guid Session =>
        Guid.Parse(messages.Select(message => Field(message, "session_id")).Last(id => id is not null)!);

    /// <summary>Says something and waits for the end of the turn.</summary>
    public async Task<ClaudeCodeResult> Say(string text)
    {
        await Send(text);
        return await Result();
    }

    /// <summary>Says something and does not wait.</summary>
    public async Task Send(string text)
    {
        var message = new
        {
            type = "user",
            message = new { role = "user", content = new[] { new { type = "text", text } } },
        };
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(message));
        await process.StandardInput.FlushAsync();
    }

    /// <summary>Waits for the end of a turn that nobody typed.</summary>
    public async Task<ClaudeCodeResult> Result()
    {
        try
        {
            return await results.Reader.ReadAsync().AsTask().WaitAsync(Limit);
        }
        catch (Exception failure) when (failure is TimeoutException or ChannelClosedException)
        {
            throw new TimeoutException($"No result came within {Limit.TotalSeconds} s.\n{Printed()}", failure);
        }
    }

    /// <summary>Leaves, as a person does, and waits until it is gone.</summary>
    public async Task End()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Limit);
        await reading;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task Read()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith('{'))
                continue;
            var message = JsonSerializer.Deserialize<JsonElement>(line);
            messages.Enqueue(message);
            if (Field(message, "type") == "result")
                results.Writer.TryWrite(
                    new(Field(message, "result") ?? "", message.GetProperty("is_error").GetBoolean(), message)
                );
        }

        results.Writer.TryComplete();
    }

    private string Printed()
    {
        lock (errors)
            return string.Join('\n', messages.TakeLast(10)) + "\n" + errors;
    }

    private static string? Field(JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}

/// <summary>The end of a turn.</summary>
/// <param name="Text">What it answered last.</param>
/// <param name="IsError">It says of itself that it failed.</param>
/// <param name="Message">All it said about the turn.</param>
public sealed record ClaudeCodeResult(string Text, bool IsError, JsonElement Message);
