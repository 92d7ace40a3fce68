using System.Net.Http.Headers;

namespace Brain.Benchmarks;

/// <summary>Posts events and insists on an answer.</summary>
internal static class Load
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public static async Task Post(HttpClient http, byte[] payload)
    {
        using var content = new ByteArrayContent(payload);
        content.Headers.ContentType = Json;
        using var answer = await http.PostAsync("/hooks/claude-code", content);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    }
}
