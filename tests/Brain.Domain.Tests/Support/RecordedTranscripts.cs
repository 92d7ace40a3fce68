using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Brain.Domain.Hooks.ClaudeCode;
using Brain.Domain.Sessions;
using Brain.Messages.Sessions;

namespace Brain.Tests.Sessions;

/// <summary>Transcripts of the real Claude Code, as they were recorded, and what ccusage made of them.</summary>
internal static class RecordedTranscripts
{
    public const string Main = "11111111-1111-4111-8111-111111111111";
    public const string WithAgent = "fd2a03cd-f312-4c16-9518-8b6089ed62f1";

    private static readonly string Folder = Path.Combine(Here(), "Recorded");

    public static string PathOf(string session) => Path.Combine(Folder, $"{session}.jsonl");

    public static string[] Files(string session) =>
        [
            PathOf(session),
            .. Directory.Exists(Path.Combine(Folder, session))
                ? Directory.GetFiles(Path.Combine(Folder, session), "agent-*.jsonl", SearchOption.AllDirectories)
                : [],
        ];

    public static UsageEntry[] Lines(string session) =>
        [
            .. Files(session)
                .SelectMany(file => ClaudeCodeUsage.Read(File.ReadAllBytes(file), TranscriptPlace.Start).Entries),
        ];

    public static Used Counted(string session) => Used.Of(Lines(session).Merge());

    public static (Used Tokens, decimal Cost, string Model) Ccusage(string session)
    {
        using var report = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "ccusage-session.json")));
        var row = report
            .RootElement.GetProperty("session")
            .EnumerateArray()
            .Single(row => row.GetProperty("period").GetString() == session)
            .Clone();
        return (
            new(
                Long(row, "inputTokens"),
                Long(row, "outputTokens"),
                Long(row, "cacheCreationTokens"),
                Long(row, "cacheReadTokens")
            ),
            (decimal)row.GetProperty("totalCost").GetDouble(),
            row.GetProperty("modelsUsed")[0].GetString()!
        );
    }

    /// <summary>What Claude Code itself noted at the end of the session.</summary>
    public static decimal CostState(string session) =>
        File.ReadLines(PathOf(session))
            .Where(line => line.Contains("\"type\":\"cost-state\"", StringComparison.Ordinal))
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("totalCostUSD").GetDecimal())
            .Select(cost => decimal.Round(cost, 9))
            .Last();

    public static string Line(
        string message,
        string? request = "req_1",
        long output = 10,
        bool sidechain = false,
        Guid? prompt = null,
        string model = "claude-opus-5-5",
        DateTimeOffset? at = null
    ) =>
        JsonSerializer.Serialize(
            new
            {
                type = "assistant",
                promptId = prompt,
                requestId = request,
                isSidechain = sidechain,
                timestamp = at ?? Some.Time,
                message = new
                {
                    id = message,
                    model,
                    usage = new
                    {
                        input_tokens = 1,
                        output_tokens = output,
                        cache_read_input_tokens = 100,
                    },
                },
            }
        ) + "\n";

    public static byte[] Bytes(params string[] lines) => Encoding.UTF8.GetBytes(string.Concat(lines));

    private static long Long(JsonElement row, string name) => row.GetProperty(name).GetInt64();

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}

/// <summary>Tokens as ccusage names them.</summary>
public sealed record Used(long Input, long Output, long CacheCreation, long CacheRead)
{
    public static Used Of(IEnumerable<UsageEntry> entries) =>
        entries.Aggregate(new Used(0, 0, 0, 0), (sum, entry) =>
            new(
                sum.Input + entry.Input,
                sum.Output + entry.Output,
                sum.CacheCreation + entry.CacheWrite5m + entry.CacheWrite1h,
                sum.CacheRead + entry.CacheRead
            )
        );

    public bool IsAtMost(Used other) =>
        Input <= other.Input
        && Output <= other.Output
        && CacheCreation <= other.CacheCreation
        && CacheRead <= other.CacheRead;
}
