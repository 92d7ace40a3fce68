using Brain.Messages.Sessions;
using Brain.Silo.Configuration;
using Brain.Tests.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace Brain.Tests.Sessions;

/// <summary><c>BRAIN_HOME/prices.json</c>, laid over the list prices.</summary>
public sealed class APersonsPrices : IDisposable
{
    private const string Rest = """ "output": 7, "cache_read": 7, "cache_write_5m": 7, "cache_write_1h": 7 """;

    private readonly ScratchFolder _home = new();
    private readonly BrainConfiguration _rules;

    public APersonsPrices() =>
        _rules = new(
            new BrainSettings(_home.Path, PostgresFixture.Server, 1, 1),
            NullLogger<BrainConfiguration>.Instance
        );

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Hold_for_the_models_they_name_and_no_other()
    {
        Write(
            $$"""{ "prices": [ { "model": "claude-opus-5", "input": 3.5, {{Rest}} }, { "model": "house-model", "input": 0, {{Rest}} }, ] } // mine"""
        );

        Assert.Equal((3.5m, 0m, 4m), (Input("claude-opus-5-20260101"), Input("house-model"), Input("claude-opus-5-5")));
        Assert.Empty(_rules.Faults);
    }

    [Fact]
    public void Leave_to_the_list_what_was_before_their_day()
    {
        Write($$"""{ "prices": [ { "model": "claude-opus-5", "from": "2027-01-01", "input": 3.5, {{Rest}} } ] }""");

        Assert.Equal(
            (5m, 3.5m),
            (Input("claude-opus-5"), Input("claude-opus-5", new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)))
        );
    }

    [Fact]
    public void Are_read_again_when_they_change()
    {
        Assert.Equal(5m, Input("claude-opus-5"));
        Write($$"""{ "prices": [ { "model": "claude-opus-5", "input": 3.5, {{Rest}} } ] }""");
        Assert.Equal(3.5m, Input("claude-opus-5"));
        Write($$"""{ "prices": [ { "model": "claude-opus-5", "input": 2.25, {{Rest}} } ] }""");
        Assert.Equal(2.25m, Input("claude-opus-5"));

        File.Delete($"{_home.Path}/prices.json");

        Assert.Equal(5m, Input("claude-opus-5"));
    }

    [Theory]
    [InlineData(
        """{ "prices": [ { "model": "m", "input": 1, REST }, { "model": "m", REST } ] }""",
        "Price 2 (m): input is missing; expected US dollars for a million tokens, 0 to 1000000."
    )]
    [InlineData(
        """{ "prices": [ { "model": "m", "input": -1, REST } ] }""",
        "Price 1 (m): input is -1; expected US dollars"
    )]
    [InlineData(
        """{ "prices": [ { "model": "m", "input": 1000000.01, REST } ] }""",
        "Price 1 (m): input is 1000000.01; expected US dollars"
    )]
    [InlineData(
        """{ "prices": [ { "input": 1, REST } ] }""",
        "Price 1 names no model; expected the beginning of a model's name."
    )]
    [InlineData("""{ "prices": [ { "model": "m", "inptu": 1, REST } ] }""", "\"inptu\" is no word of it")]
    [InlineData("""{ "prices": [ null ] }""", "Price 1 is null; expected")]
    [InlineData("""{ "prices": """, "can't be read")]
    [InlineData("[]", "can't be read")]
    public void Change_nothing_when_they_can_not_be_read(string text, string fault)
    {
        Write($$"""{ "prices": [ { "model": "claude-opus-5", "input": 3.5, {{Rest}} } ] }""");
        Assert.Equal(3.5m, Input("claude-opus-5"));

        Write(text.Replace("REST", Rest, StringComparison.Ordinal));

        Assert.Equal(3.5m, Input("claude-opus-5"));
        var words = Assert.Single(_rules.Faults);
        Assert.StartsWith(
            $"{_home.Path}/prices.json can't be read, so what it said before goes on: ",
            words,
            StringComparison.Ordinal
        );
        Assert.Contains(fault, words, StringComparison.Ordinal);
    }

    private void Write(string text) => _home["prices.json"] = text;

    private decimal? Input(string model, DateTimeOffset? at = null) =>
        _rules
            .Of("/home/me/site")
            .Sessions.Prices.Of(
                new UsageEntry
                {
                    MessageId = "m",
                    Model = model,
                    At = at ?? Some.Time,
                    Input = 1,
                }
            )
            ?.Input;
}
