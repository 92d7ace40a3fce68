using System.Net.Http.Json;

namespace Brain.Tests.Pipelines;

/// <summary>What tests of pipelines say to a running silo.</summary>
internal static class PipelineTalk
{
    /// <summary>Defines a pipeline; it must be new or differ.</summary>
    public static async Task Define(this SiloFixture silo, string yaml)
    {
        using var answer = await silo.Socket.PostAsJsonAsync("/pipelines", new { yaml });
        Assert.Contains(" is defined, version ", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>
    /// Waits, at most two minutes, until a statement has this one line for an answer: others do it meanwhile.
    /// </summary>
    public static async Task Until(this SiloFixture silo, string sql, string expected)
    {
        for (var look = 0; look < 4_800; look++)
        {
            if ((await silo.Postgres.Lines(sql)) is [var found] && found == expected)
                return;
            await Task.Delay(25);
        }

        Assert.Equal([expected], await silo.Postgres.Lines(sql));
    }
}
