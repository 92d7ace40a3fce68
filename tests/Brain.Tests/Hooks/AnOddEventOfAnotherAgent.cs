using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Brain.Tests.Tidy;

namespace Brain.Tests.Hooks;

/// <summary>A field of another type than ever costs itself, and never the event, whichever agent tells of it.</summary>
public sealed class AnOddEventOfAnotherAgent(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private static readonly string[] Odd =
    [
        "null",
        "7",
        "-1.5e300",
        "true",
        "[]",
        "{}",
        "[1,[2]]",
        "\"\"",
        "\"\\ud800\"",
        "{\"a\":[{}]}",
        "99999999999999999999",
    ];

    [Theory]
    [InlineData("codex", "session_id", "hook_event_name")]
    [InlineData("gemini", "session_id", "hook_event_name")]
    [InlineData("qwen", "session_id", "hook_event_name")]
    [InlineData("copilot", "sessionId", null)]
    public async Task Is_taken_whatever_type_its_fields_are_of(string agent, string session, string? name)
    {
        var refused = new ConcurrentBag<string>();
        var bodies = Recorded(agent, name)
            .SelectMany(one => Places(one.Payload, session, name).Select(place => (one.Named, one.Payload, place)))
            .SelectMany(one => Odd.Select(odd => (one.Named, Body: With(one.Payload, one.place, odd, session))));

        await Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (one, stop) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/{agent}")
            {
                Content = new StringContent(one.Body, Encoding.UTF8, "application/json"),
            };
            if (one.Named.Length > 0)
                request.Headers.Add("Brain-Event", Convert.ToBase64String(Encoding.UTF8.GetBytes(one.Named)));
            using var answer = await silo.Socket.SendAsync(request, stop);
            if (answer.StatusCode != HttpStatusCode.OK)
                refused.Add($"{(int)answer.StatusCode} for {one.Named} {one.Body}");
        });

        Assert.Empty(refused);
    }

    // Of each event the first that has most fields.
    private static (string Named, JsonObject Payload)[] Recorded(string agent, string? name)
    {
        var folder = Path.Combine(DocPage.Root, "tests/Brain.Acceptance/fixtures/agents", agent);
        return
        [
            .. Directory
                .EnumerateFiles(folder, "*.jsonl")
                .Order(StringComparer.Ordinal)
                .SelectMany(File.ReadLines)
                .Where(line => line.Length > 0)
                .Select(line => line.Split('\t', 2))
                .Select(line => (Named: line.Length > 1 ? line[0] : "", Payload: JsonNode.Parse(line[^1])!.AsObject()))
                .GroupBy(one => name is null ? one.Named : $"{one.Payload[name]}")
                .Select(group => group.MaxBy(one => one.Payload.Count)),
        ];
    }

    // Its fields and those of its objects; a session and an event it has.
    private static IEnumerable<string[]> Places(JsonObject payload, string session, string? name) =>
        payload
            .Where(field => field.Key != session && field.Key != name)
            .SelectMany(field =>
                (field.Value as JsonObject ?? [])
                    .Select(inner => new[] { field.Key, inner.Key })
                    .Append([field.Key])
            );

    private static string With(JsonObject payload, string[] place, string odd, string session)
    {
        var copy = payload.DeepClone().AsObject();
        copy[session] = $"{Guid.NewGuid()}";
        var of = place.Length == 1 ? copy : copy[place[0]]!.AsObject();
        of[place[^1]] = "@ODD";
        return copy.ToJsonString().Replace("\"@ODD\"", odd, StringComparison.Ordinal);
    }
}
