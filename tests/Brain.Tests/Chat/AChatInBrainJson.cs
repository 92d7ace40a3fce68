using Brain.Models.Chat;
using Microsoft.Extensions.DependencyInjection;

namespace Brain.Tests.Chat;

/// <summary>What a silo makes of the section <c>"chat"</c>, and when.</summary>
public sealed class AChatInBrainJson(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private ChatModels Models => silo.Services.GetRequiredService<ChatModels>();

    [Fact]
    public async Task Is_asked_from_the_moment_it_is_there()
    {
        await using var server = await FakeChatServer.Start();
        Write("{}");
        Assert.Equal(new(Model: null, Fault: null), Models.Current());

        Write(
            $$"""{ "chat": { "provider": "ollama", "model": "some-model", "endpoint": "{{server.Url}}", "timeout_seconds": 20 } }"""
        );
        Assert.Equal(
            "Hello from the model.",
            Assert.IsType<ChatAnswer>(await Models.Current().Model!.Ask(new("", "Hello?"), default)).Text
        );

        File.Delete(silo.Settings.ConfigFile);
        Assert.Equal(new(Model: null, Fault: null), Models.Current());
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("""{ "chat": { "provider": "ollama", "model": "m", "api_key": "sk-secret" } }""", "api_key")]
    [InlineData("""{ "chat": { "provider": "ollama", "model": "m", "timeout_seconds": "30" } }""", "timeout_seconds")]
    [InlineData(
        """{ "chat": { "provider": "ollama", "model": "m", "timeout_seconds": 3000 } }""",
        "3000; expected 1 to 300"
    )]
    [InlineData(
        """{ "projects": [ { "path": "/x", "chat": { "provider": "ollama", "model": "m" } } ] }""",
        "the project /x"
    )]
    [InlineData("""{ "chat": """, "can't be read")]
    public void Names_nobody_while_it_is_wrong(string json, string sentence)
    {
        Write("""{ "chat": { "provider": "ollama", "model": "m" } }""");
        Assert.NotNull(Models.Current().Model);

        Write(json);
        var (model, fault) = Models.Current();

        Assert.Null(model);
        Assert.StartsWith("No chat model is asked", fault, StringComparison.Ordinal);
        Assert.Contains(sentence, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-secret", fault, StringComparison.Ordinal);
    }

    private void Write(string json) => File.WriteAllText(silo.Settings.ConfigFile, json);
}
