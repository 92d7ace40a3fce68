using System.Text.Json;
using Brain.Silo.Configuration;
using Brain.Silo.Pipelines;
using Brain.Tests.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace Brain.Tests.Pipelines;

/// <summary>The section <c>"ntfy"</c> of brain.json.</summary>
public sealed class AnNtfyConfiguration : IDisposable
{
    private const string Secret = "tk_AgQdq7mVBoFD37zQVN29RhuMzNIz2";

    private readonly ScratchFolder _home = new();
    private readonly BrainConfiguration _rules;

    public AnNtfyConfiguration() =>
        _rules = new(
            new BrainSettings(_home.Path, PostgresFixture.Server, 1, 1),
            NullLogger<BrainConfiguration>.Instance
        );

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "ntfy": {} }""")]
    [InlineData("""{ "ntfy": { "topic": "home", "priority": 9 } }""")]
    public void Without_a_server_sends_nothing(string json)
    {
        Write(json);

        Assert.Equal((null, null), Access());
        Assert.Null(_rules.Alerts);
    }

    [Fact]
    public void Needs_no_more_than_a_server()
    {
        Write("""{ "ntfy": { "server": "https://ntfy.sh" } }""");

        var settings = _rules.Ntfy().Settings!;
        Assert.Equal(("https://ntfy.sh/", "https://ntfy.sh"), (settings.Server.AbsoluteUri, settings.Shown));
        Assert.Equal(
            (null, 3, 0, null),
            (_rules.Alerts!.Topic, _rules.Alerts.Priority, _rules.Alerts.Tags.Length, _rules.Alerts.Click)
        );
        Assert.Null(Access().Access!.SignIn);
    }

    [Theory]
    [InlineData("\"min\"", 1)]
    [InlineData("2", 2)]
    [InlineData("\"default\"", 3)]
    [InlineData("\"High\"", 4)]
    [InlineData("\"urgent\"", 5)]
    [InlineData("\"5\"", 5)]
    public void Takes_a_persons_own_words(string priority, int number)
    {
        Write(
            $$"""{ "ntfy": { "server": "http://[::1]:8080/push", "topic": "Home_1-a", "priority": {{priority}}, "tags": ["warning", "a b"], "click": "https://x/{run}" } }"""
        );

        Assert.Equal("http://[::1]:8080/push/", _rules.Ntfy().Settings!.Server.AbsoluteUri);
        var (topic, level, tags, click) = _rules.Alerts!;
        Assert.Equal(
            ("Home_1-a", number, "warning|a b", "https://x/{run}"),
            (topic, level, string.Join('|', tags), click)
        );
    }

    [Theory]
    [InlineData("server", "\"ntfy.sh\"", "something else; expected an address such as 'https://ntfy.sh'")]
    [InlineData("server", "\"ftp://ntfy.sh\"", "something else; expected an address")]
    [InlineData("server", "\"https://me:" + Secret + "@ntfy.sh\"", "with no user, query or fragment")]
    [InlineData("server", "\"https://ntfy.sh/?auth=" + Secret + "\"", "with no user, query or fragment")]
    [InlineData("server", "\"\"", "something else; expected an address")]
    [InlineData("topic", "\"two words\"", "9 characters long or has others than it may have; expected 1 to 64 letters")]
    [InlineData("topic", "\"home\\n\"", "5 characters long or has others")]
    [InlineData("topic", "\"\"", "0 characters long")]
    [InlineData("priority", "6", "something else; expected 'min', 'low', 'default', 'high', 'max' or 1 to 5")]
    [InlineData("priority", "\"loud\"", "expected 'min'")]
    [InlineData("priority", "[1]", "expected 'min'")]
    [InlineData("tags", "[\"a,b\"]", "something else; expected at most 10, each 1 to 40 characters without a comma")]
    [InlineData("tags", "[\"\"]", "expected at most 10")]
    [InlineData("tags", "[null]", "expected at most 10")]
    [InlineData("tags", "[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\"]", "expected at most 10")]
    [InlineData("tags", "[\"a\\u0007b\"]", "expected at most 10")]
    [InlineData(
        "click",
        "\"https://x/{run}{run}{run}{run}{run}{run}{run}{run}{run}{run}{run}{run}{run}{run}{run}{run}{run}{run}{run}{run}{run}{run}{run}{run}{run}{run}{run}{run}\"",
        "has at most 900 characters"
    )]
    [InlineData("click", "\"https://x/\u00a0\"", "has at most 900 characters")]
    [InlineData("click", "\"/runs\"", "something else; expected an address that begins with http:// or https://")]
    [InlineData("click", "\"javascript:alert(1)\"", "{run} stands for the run's id")]
    [InlineData("user", "\"a:b\"", "something else; expected a name of 1 to 64 characters without a colon")]
    [InlineData(
        "user",
        "\"phil\"",
        "there without a password; expected \"password_env\" or \"password_file\" beside it"
    )]
    [InlineData(
        "token_env",
        "\"" + Secret + "\"",
        "something else; expected the name of an environment variable in capitals, and never the secret itself"
    )]
    [InlineData(
        "token_file",
        "\"" + Secret + "\"",
        "something else; expected the absolute path of a file that holds the secret, and never the secret itself"
    )]
    public void Says_which_word_is_wrong_and_what_it_expected(string word, string value, string sentence)
    {
        Write(
            word == "server"
                ? $$"""{ "ntfy": { "server": {{value}}, "topic": "home" } }"""
                : Worded($"\"{word}\": {value}")
        );

        var (access, fault) = Access();

        Assert.Null(access);
        Assert.StartsWith(
            $"Nothing is sent to ntfy: \"{word}\" in \"ntfy\" of brain.json is ",
            fault,
            StringComparison.Ordinal
        );
        Assert.Contains(sentence, fault, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, fault, StringComparison.Ordinal);
        // What waits is sent once that is mended.
        Assert.NotNull(_rules.Alerts);
    }

    [Theory]
    [InlineData("\"token_env\": \"A\", \"token_file\": \"/b\"", "is one of 2 places for a secret; expected one of")]
    [InlineData(
        "\"password_file\": \"/b\"",
        "\"user\" in \"ntfy\" of brain.json is missing; expected who the password belongs to"
    )]
    [InlineData(
        "\"user\": \"phil\", \"token_env\": \"A\"",
        "\"user\" in \"ntfy\" of brain.json is there without a password"
    )]
    [InlineData("\"token\": \"" + Secret + "\"", "\"token\" is no word of it")]
    [InlineData("\"tags\": \"" + Secret + "\"", "can't be read")]
    public void Names_one_way_to_sign_in(string words, string sentence)
    {
        Write(Worded(words));

        var (access, fault) = Access();

        Assert.Null(access);
        Assert.Contains(sentence, fault, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://ntfy.example", "\"token_env\" names would travel readable for all to ntfy.example; use https")]
    [InlineData("https://ntfy.example", null)]
    [InlineData("http://127.0.0.1:80", null)]
    [InlineData("http://localhost", null)]
    public void Sends_no_secret_where_others_can_read_it(string server, string? sentence)
    {
        Write($$"""{ "ntfy": { "server": "{{server}}", "token_env": "NTFY_TOKEN" } }""");

        var (access, fault) = NtfyAccess.Of(_rules.Ntfy(), name => name == "NTFY_TOKEN" ? Secret : null);

        Assert.Equal((sentence is null, sentence is null), (access is not null, fault is null));
        Assert.Contains(sentence ?? "", fault ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, fault ?? "", StringComparison.Ordinal);
        if (access is not null)
            Assert.Equal("Bearer " + Secret, access.SignIn!.ToString());
    }

    [Theory]
    [InlineData(null, "the silo was started without a secret in NTFY_TOKEN")]
    [InlineData(" ", "the silo was started without a secret in NTFY_TOKEN")]
    [InlineData("two words", "is not one line of printable characters")]
    public void Says_what_is_wrong_with_a_secret(string? secret, string sentence)
    {
        Write(Worded("\"token_env\": \"NTFY_TOKEN\""));

        var (access, fault) = NtfyAccess.Of(_rules.Ntfy(), _ => secret);

        Assert.Null(access);
        Assert.Contains(sentence, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("two words", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_nowhere_printed_with_its_secret()
    {
        Write(Worded("\"token_env\": \"NTFY_TOKEN\""));
        var reading = _rules.Ntfy();
        var (access, _) = NtfyAccess.Of(reading, _ => Secret);

        Assert.DoesNotContain(
            Secret,
            $"{reading} {access} {JsonSerializer.Serialize(reading.Settings)}",
            StringComparison.Ordinal
        );
        Assert.Equal("[redacted] and more", access!.Harmless($"{Secret}\nand\u0007more\n"));
    }

    [Fact]
    public void Belongs_to_all_projects_alike()
    {
        Write(
            """{ "ntfy": { "server": "https://ntfy.sh", "topic": "home" }, "projects": [ { "path": "/x", "ntfy": { "topic": "y" } } ] }"""
        );

        Assert.Contains("\"ntfy\" stands in the project /x of brain.json", Access().Fault, StringComparison.Ordinal);
        Assert.Equal("home", _rules.Alerts?.Topic);
    }

    [Fact]
    public void Is_written_for_as_before_while_it_cannot_be_read()
    {
        Write("""{ "ntfy": { "server": "https://ntfy.sh", "topic": "home" } }""");
        Assert.NotNull(Access().Access);

        Write("""{ "ntfy": """);
        Assert.StartsWith(
            "Nothing is sent to ntfy while brain.json can't be read.",
            Access().Fault,
            StringComparison.Ordinal
        );
        Assert.Equal(("home", 3), (_rules.Alerts?.Topic, _rules.Alerts?.Priority));

        Write("""{ "ntfy": { "server": "https://ntfy.sh", "topic": "elsewhere" } }""");
        Assert.Equal("elsewhere", _rules.Alerts?.Topic);
    }

    [Theory]
    [InlineData("""{ "ntfy": { "server": "https://ntfy.sh", } """, true)]
    [InlineData("""{ "hard": yes }""", false)]
    public void Is_written_for_when_it_may_be_meant_by_a_file_that_could_never_be_read(string json, bool isWritten)
    {
        Write(json);

        Assert.Equal(isWritten, _rules.Alerts is not null);
        Assert.Equal(
            (isWritten ? 3 : null, null, null),
            (_rules.Alerts?.Priority, _rules.Alerts?.Topic, _rules.Alerts?.Click)
        );
        Assert.StartsWith(
            "Nothing is sent to ntfy while brain.json can't be read.",
            Access().Fault,
            StringComparison.Ordinal
        );

        Write("{}");
        Assert.Null(_rules.Alerts);
        // What it said last counts, and not what it may mean now.
        Write("""{ "ntfy": """);
        Assert.Null(_rules.Alerts);
    }

    private (NtfyAccess? Access, string? Fault) Access() => NtfyAccess.Of(_rules.Ntfy(), _ => null);

    private static string Worded(string words) => $$"""{ "ntfy": { "server": "https://ntfy.sh", {{words}} } }""";

    private void Write(string json) => File.WriteAllText(Path.Combine(_home.Path, "brain.json"), json);
}
