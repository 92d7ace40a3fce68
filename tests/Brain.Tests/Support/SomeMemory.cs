using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Brain.Grains.Abstractions.Knowledge;
using Brain.Messages;
using Brain.Messages.Knowledge;
using Npgsql;

namespace Brain.Tests.Knowledge;

/// <summary>A project with sessions in it, and searches in them over the socket.</summary>
public sealed class SomeMemory(SiloFixture silo)
{
    public string Project { get; } = $"/home/me/{Guid.NewGuid():N}";

    /// <summary>A session of that many prompts and answers, a minute apart.</summary>
    public async Task<Guid> Session(DateTimeOffset at, params (string Prompt, string? Answer)[] turns)
    {
        var session = Guid.NewGuid();
        await Write(
            "insert into v2.sessions (id, project_path, started_at, turn_count) values ($1, $2, $3, $4)",
            session,
            Project,
            at.UtcDateTime,
            turns.Length
        );
        foreach (var (num, (prompt, answer)) in turns.Index())
        {
            await Write(
                "insert into v2.turns (session_id, turn_num, started_at, ended_at, user_message, assistant_response) "
                    + "values ($1, $2, $3, $3, $4, $5)",
                session,
                num + 1,
                at.AddMinutes(num).UtcDateTime,
                prompt,
                (object?)answer ?? DBNull.Value
            );
        }

        return session;
    }

    public async Task Write(string sql, params object[] values)
    {
        await using var command = silo.Postgres.Database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Has the Librarian do all that waits.</summary>
    public async Task Index()
    {
        while (await silo.Grains.GetGrain<ILibrarianGrain>(ILibrarianGrain.IndexKey).Index()) { }
    }

    public async Task<SearchResults> Search(string words, Func<SearchRequest, SearchRequest>? with = null)
    {
        var request = new SearchRequest(words) { Project = Project };
        using var answer = await silo.Socket.PostAsJsonAsync(
            "/search",
            with is null ? request : with(request),
            MessagesJson.Default.SearchRequest
        );
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict, $"{answer.StatusCode}");
        return (await answer.Content.ReadFromJsonAsync(MessagesJson.Default.SearchResults))!;
    }

    public async Task<JsonElement> Raw(string words)
    {
        using var answer = await silo.Socket.PostAsJsonAsync(
            "/search",
            new SearchRequest(words) { Project = Project },
            MessagesJson.Default.SearchRequest
        );
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }
}
