using System.Net.Http.Json;
using System.Text.Json;
using Brain.Messages;
using Brain.Messages.Import;

namespace Brain.Tests.Import;

/// <summary>Asks a silo for an import and waits until it is done.</summary>
internal static class SomeImport
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task<ImportProgress> Import(this SiloFixture silo, params string[] paths)
    {
        using var started = await silo.Socket.PostAsync(
            "/imports",
            JsonContent.Create(new StartImport(paths), MessagesJson.Default.StartImport)
        );
        var text = await started.Content.ReadAsStringAsync();
        Assert.True(started.IsSuccessStatusCode, text);
        var id = JsonSerializer.Deserialize(text, MessagesJson.Default.ImportProgress)!.Id;
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var json = await silo.Socket.GetStringAsync($"/imports/{id}", patience.Token);
            var progress = JsonSerializer.Deserialize(json, MessagesJson.Default.ImportProgress)!;
            if (progress.State is "done" or "failed")
            {
                Assert.True(progress.Fault is null, progress.Fault);
                return progress;
            }

            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>A session's turns as people see them.</summary>
    public static Task<string[]> Turns(this SiloFixture silo, Guid session) =>
        silo.Postgres.Lines(
            $"""
            select turn_num, status, coalesce(user_message, metadata ->> 'origin', '-'), coalesce(assistant_response, '-'),
              tool_calls_count, tokens_in, tokens_out
            from v2.turns where session_id = '{session}' order by turn_num
            """
        );

    /// <summary>Its calls, by id.</summary>
    public static Task<string[]> Calls(this SiloFixture silo, Guid session) =>
        silo.Postgres.Lines(
            $"""
            select c.tool_use_id, c.tool_name, c.status, coalesce(c.target, '-'), coalesce(c.agent_id, '-'), t.turn_num
            from v2.tool_calls c left join v2.turns t on t.id = c.turn_id where c.session_id = '{session}' order by 1
            """
        );
}
