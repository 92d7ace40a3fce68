using System.Net;
using System.Text;

namespace Brain.Tests.Hooks;

public sealed class AStepEndpoint(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private readonly string _id = Guid.NewGuid().ToString();

    [Theory]
    [InlineData("", "")]
    [InlineData("", "null")]
    [InlineData("", """{"turn_id":"t","index":0}""")]
    [InlineData("", """{"session_id":"7d7f4d0e-0000-4000-8000-000000000001","index":0}""")]
    [InlineData("", """{"session_id":"7d7f4d0e-0000-4000-8000-000000000001","turn_id":"t","index":"x"}""")]
    [InlineData("/done", """{"session_id":"7d7f4d0e-0000-4000-8000-000000000001"}""")]
    [InlineData("/done", """{"used":[]}""")]
    public async Task Says_what_tells_of_no_model_request(string path, string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(path, body)).Status);

    [Theory]
    [InlineData("""{"session_id":"ID","used":null}""")]
    [InlineData("""{"session_id":"ID","used":[null]}""")]
    [InlineData("""{"session_id":"ID","used":[{"turn_id":"a\u0000b","index":-1,"output_tokens":-5,"new":{}}]}""")]
    public async Task Counts_what_it_can_of_strange_figures(string body) =>
        Assert.Equal(
            (HttpStatusCode.OK, """{"go":true,"hard":false}"""),
            await Post("/done", body.Replace("ID", _id, StringComparison.Ordinal))
        );

    [Fact]
    public async Task Remembers_across_sleep_what_was_used()
    {
        await silo.Hook(
            $$"""{"session_id":"{{_id}}","hook_event_name":"UserPromptExpansion","command_name":"budget","command_args":"50","prompt_id":"{{Guid.NewGuid()}}"}"""
        );
        Assert.Contains("\"go\":true", (await Post("", Asked)).Body, StringComparison.Ordinal);
        var done =
            $$"""{"session_id":"{{_id}}","used":[{"turn_id":"t","index":0,"input_tokens":10,"output_tokens":50}]}""";
        await Post("/done", done);

        await silo.Sleep();
        await silo.Wake();
        await Post("/done", done);

        var (status, body) = await Post("", Asked);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("\"go\":false", body, StringComparison.Ordinal);
        Assert.Contains("60 of 50", body, StringComparison.Ordinal);
        Assert.Equal(
            ["turn.step | block | budget.reached | t:1:a1"],
            await silo.Postgres.Lines(
                $"select event, decision, rule, event_key from v2.decisions where session_id = '{_id}' and event "
                    + "= 'turn.step'"
            )
        );
    }

    [Fact]
    public async Task Counts_a_request_of_no_turn_beside_one_that_is_none()
    {
        await silo.Hook(
            $$"""{"session_id":"{{_id}}","hook_event_name":"UserPromptExpansion","command_name":"budget","command_args":"50","prompt_id":"{{Guid.NewGuid()}}"}"""
        );
        var used = $$"""{"session_id":"{{_id}}","used":[{"turn_id":null,"index":0,"output_tokens":61},null]}""";
        await Post("/done", used);
        await Post("/done", used);

        Assert.Contains("61 of 50", (await Post("", Asked)).Body, StringComparison.Ordinal);
    }

    private string Asked =>
        $$"""{"session_id":"{{_id}}","turn_id":"t","index":1,"agent_id":"a1","model":"m","hard":false,"used":[]}""";

    private async Task<(HttpStatusCode Status, string Body)> Post(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await silo.Socket.PostAsync(
            new Uri($"/hooks/claude-code/step{path}", UriKind.Relative),
            content
        );
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
