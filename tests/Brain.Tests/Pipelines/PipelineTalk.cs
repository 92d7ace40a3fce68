using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Brain.Tests.Pipelines;

/// <summary>What tests of pipelines say to a running silo.</summary>
internal static class PipelineTalk
{
    /// <summary>Defines a pipeline; it must be new or differ.</summary>
    public static async Task Define(this ARunningSilo silo, string yaml)
    {
        using var answer = await silo.Socket.PostAsJsonAsync("/pipelines", new { yaml });
        var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Contains(" is defined, version ", (string)said["message"]!, StringComparison.Ordinal);
    }

    /// <summary>Waits, at most five seconds, until a statement has this one line for an answer: others do it meanwhile.</summary>
    public static async Task Until(this ARunningSilo silo, string sql, string expected)
    {
        for (var look = 0; look < 200; look++)
        {
            if ((await silo.Postgres.Lines(sql)) is [var found] && found == expected)
                return;
            await Task.Delay(25);
        }

        Assert.Equal([expected], await silo.Postgres.Lines(sql));
    }
}
