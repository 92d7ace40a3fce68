using Brain.Postgres;
using Brain.Postgres.Mcp;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Protocol;

namespace Brain.Tests.Mcp;

/// <summary>What is read of a session of thousands of turns, and of a list that is longer than a page.</summary>
public sealed class ALongSession(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private const int Turns = 1_000;
    private const int Letters = 1_000;

    [Fact]
    public async Task Is_read_a_part_at_a_time()
    {
        var id = await Long();
        await using var client = await SomeMcpClient.Http(silo.Socket);

        var whole = await Read(client, $"brain://sessions/{id}");
        var older = await Read(client, $"brain://sessions/{id}/before/601");

        Assert.Contains($"The newest 400 of {Turns} turns", whole, StringComparison.Ordinal);
        Assert.Contains($"Older ones: brain://sessions/{id}/before/601", whole, StringComparison.Ordinal);
        Assert.Contains("[turn 601]", whole, StringComparison.Ordinal);
        Assert.DoesNotContain("[turn 600]", whole, StringComparison.Ordinal);
        Assert.Contains("[turn 600]", older, StringComparison.Ordinal);
        Assert.Contains("400 turns before turn 601 of 1000", older, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_loaded_no_further_than_it_is_shown()
    {
        var id = await Long();
        var store = silo.Services.GetRequiredService<McpStore>();

        var lines = await store.TurnLines(new(id), null, 400, default);
        var around = await store.Turns(new(id), 77, (10, 400), default);

        Assert.Equal(400, lines.Length);
        Assert.All(lines, line => Assert.InRange(line.Text.Length, 1, 400));
        Assert.Equal(21, around.Length);
        Assert.All(
            around.Where(turn => turn.Num != 77),
            turn => Assert.InRange(turn.User!.Length + turn.Assistant!.Length, 1, 810)
        );
    }

    [Fact]
    public async Task Shows_a_turn_whole_and_its_neighbours_short()
    {
        var id = Guid.NewGuid();
        await Add(id, turns: 3, letters: 20_000);
        await using var client = await SomeMcpClient.Http(silo.Socket);

        var (text, _) = await client.Call("read", new { uri = $"brain://sessions/{id}/turns/2", around = 1 });

        Assert.Contains("Turn 1,", text, StringComparison.Ordinal);
        Assert.Contains("read on with offset", text, StringComparison.Ordinal);
        var turn = await Read(client, $"brain://sessions/{id}/turns/2");
        Assert.InRange(turn.Length, 40_000, 70_000);
    }

    [Fact]
    public async Task Is_bounded_as_a_resource_and_goes_on_by_the_tool()
    {
        var id = Guid.NewGuid();
        await Add(id, turns: 1, letters: 300_000);
        await using var client = await SomeMcpClient.Http(silo.Socket);
        var uri = $"brain://sessions/{id}/turns/1";

        var text = await Read(client, uri);

        Assert.InRange(text.Length, 100_000, 201_000);
        var offset = text[(text.LastIndexOf("offset ", StringComparison.Ordinal) + 7)..].TrimEnd('.');
        Assert.Contains($"the tool read goes on with uri {uri}", text, StringComparison.Ordinal);
        var (rest, isError) = await client.Call("read", new { uri, offset = int.Parse(offset) });
        Assert.False(isError, rest);
    }

    [Theory]
    [InlineData("-2147483648")]
    [InlineData("2147483647")]
    public async Task Has_no_turn_of_an_odd_number(string num)
    {
        var id = Guid.NewGuid();
        await Add(id, turns: 1, letters: 10);
        await using var client = await SomeMcpClient.Http(silo.Socket);

        var (text, _) = await client.Call("read", new { uri = $"brain://sessions/{id}/turns/{num}", around = 10 });

        Assert.Contains("There is nothing at", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_one_of_many_in_a_list_of_pages()
    {
        foreach (var _ in Enumerable.Range(0, 60))
            await Add(Guid.NewGuid(), turns: 0, letters: 1);
        await using var client = await SomeMcpClient.Http(silo.Socket);

        var (pages, seen, cursor) = (0, new List<string>(), (string?)null);
        do
        {
            var page = await client.Client.ListResourcesAsync(new ListResourcesRequestParams { Cursor = cursor });
            Assert.InRange(page.Resources.Count, 1, 50);
            seen.AddRange(page.Resources.Select(one => one.Uri));
            (pages, cursor) = (pages + 1, page.NextCursor);
        } while (cursor is not null);

        Assert.InRange(pages, 3, 6);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(50, seen.Count(uri => uri.StartsWith("brain://sessions/", StringComparison.Ordinal)));
        Assert.Contains("brain://personas/Cop", seen);
    }

    [Fact]
    public async Task Leaves_room_for_each_other_kind_on_the_first_page()
    {
        foreach (var _ in Enumerable.Range(0, 60))
            await Add(Guid.NewGuid(), turns: 0, letters: 1);
        await silo.Postgres.Run(
            """
            insert into v2.learnings (text, kind, status, source)
            select 'The till wants key ' || n, 'fact', 'active', 'test' from generate_series(1, 60) n
            """
        );
        await using var client = await SomeMcpClient.Http(silo.Socket);

        var page = await client.Client.ListResourcesAsync(new ListResourcesRequestParams());

        Assert.Equal(50, page.Resources.Count);
        var kinds = page.Resources.CountBy(one => one.Uri["brain://".Length..].Split('/')[0]).ToDictionary();
        Assert.InRange(kinds["sessions"], 8, 20);
        Assert.InRange(kinds["handoff"], 8, 20);
        Assert.InRange(kinds["learnings"], 8, 20);
        Assert.True(kinds.ContainsKey("personas"));
        Assert.True(kinds.ContainsKey("pipelines"));
    }

    [Fact]
    public async Task Is_found_by_its_process_through_an_index()
    {
        var statement = Sql.Read("mcp/find_speaker.sql")
            .Replace("$1", "array['1', '2']", StringComparison.Ordinal)
            .Replace("$2", "'here'", StringComparison.Ordinal);

        var plan = string.Join(
            '\n',
            await silo.Postgres.Lines(
                $"set enable_seqscan = off; explain (costs off) {statement}"
            )
        );

        Assert.Contains("sessions_process", plan, StringComparison.Ordinal);
    }

    private static async Task<string> Read(SomeMcpClient client, string uri) =>
        Assert.IsType<TextResourceContents>((await client.Client.ReadResourceAsync(uri)).Contents[0]).Text;

    private async Task<Guid> Long()
    {
        var id = Guid.NewGuid();
        await Add(id, Turns, Letters);
        return id;
    }

    private Task Add(Guid id, int turns, int letters) =>
        silo.Postgres.Run(
            $"""
            insert into v2.sessions (id, status, source, started_at, turn_count)
            values ('{id}', 'active', 'test', now(), {turns});
            insert into v2.turns
              (session_id, turn_num, status, source, started_at, ended_at, user_message, assistant_response)
            select '{id}', n, 'ok', 'test', now(), now(),
              repeat('why ', {letters / 4}), repeat('so' || chr(10) || 'x ', {letters / 5})
            from generate_series(1, {turns}) n
            """
        );
}
