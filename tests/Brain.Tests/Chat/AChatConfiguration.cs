using Brain.Models.Chat;
using Brain.Tests.Client;

namespace Brain.Tests.Chat;

public sealed class AChatConfiguration : IDisposable
{
    private const string Key = "sk-test-0123456789abcdef0123456789";

    private static readonly ChatSection Anthropic = new() { Provider = "anthropic", Model = "some-model" };

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void That_is_missing_names_no_model() =>
        Assert.Equal(
            new(Model: null, Fault: null),
            new ChatModels(() => ChatSettings.Read(null), _ => Key, TimeProvider.System).Current()
        );

    [Theory]
    [InlineData("anthropic", "https://api.anthropic.com/", "ANTHROPIC_API_KEY")]
    [InlineData("openai", "https://api.openai.com/v1", "OPENAI_API_KEY")]
    [InlineData("ollama", "http://127.0.0.1:11434/", null)]
    public void Needs_no_more_than_provider_and_model(string provider, string endpoint, string? keyEnv)
    {
        var settings = ChatSettings.Read(new() { Provider = provider, Model = "some-model" }).Settings!;

        Assert.Equal((endpoint, keyEnv), (settings.Endpoint.ToString(), settings.KeyEnv));
        Assert.Equal((TimeSpan.FromSeconds(30), 1000), (settings.Timeout, settings.OutputTokensMax));
    }

    [Fact]
    public void Takes_a_persons_own_words()
    {
        var words = new ChatSection
        {
            Provider = "openai",
            Model = "m",
            Endpoint = "http://127.0.0.1:1234/v1",
            KeyEnv = "MINE",
            KeyFile = "/key",
            TimeoutSeconds = 300,
            MaxOutputTokens = 1,
        };

        Assert.Equal(
            new ChatSettings(ChatProvider.OpenAI, "m", new("http://127.0.0.1:1234/v1"))
            {
                KeyEnv = "MINE",
                IsKeyEnvNamed = true,
                KeyFile = "/key",
                Timeout = TimeSpan.FromMinutes(5),
                OutputTokensMax = 1,
            },
            ChatSettings.Read(words).Settings
        );
    }

    public static TheoryData<string, ChatSection, string> Mistakes =>
        new()
        {
            { "provider", Anthropic with { Provider = "Claude" }, "'Claude'; expected 'anthropic', 'openai'" },
            { "provider", Anthropic with { Provider = null }, "missing; expected 'anthropic'" },
            { "model", Anthropic with { Model = null }, "missing; expected the provider's name" },
            { "model", Anthropic with { Model = "" }, "0 characters long" },
            { "model", Anthropic with { Model = new('x', 201) }, "201 characters long" },
            { "endpoint", Anthropic with { Endpoint = "127.0.0.1:11434" }, "something else; expected an address" },
            { "endpoint", Anthropic with { Endpoint = "file:///etc/passwd" }, "something else; expected an address" },
            { "endpoint", Anthropic with { Endpoint = $"https://me:{Key}@host" }, "with no user" },
            { "endpoint", Anthropic with { Endpoint = $"https://host/?key={Key}" }, "with no user, query" },
            { "key_env", Anthropic with { KeyEnv = Key }, "never the key itself" },
            { "key_file", Anthropic with { KeyFile = Key }, "never the key itself" },
            { "key_file", Anthropic with { KeyFile = "" }, "the absolute path" },
            { "timeout_seconds", Anthropic with { TimeoutSeconds = 0 }, "0; expected 1 to 300" },
            { "timeout_seconds", Anthropic with { TimeoutSeconds = 301 }, "301; expected 1 to 300" },
            { "max_output_tokens", Anthropic with { MaxOutputTokens = 0 }, "0; expected 1 to 100000" },
            { "max_output_tokens", Anthropic with { MaxOutputTokens = 100_001 }, "100001; expected 1 to 100000" },
        };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void Says_which_word_is_wrong_and_what_it_expected(string word, ChatSection words, string sentence)
    {
        var (settings, fault) = ChatSettings.Read(words);

        Assert.Null(settings);
        Assert.StartsWith(
            $"No chat model is asked: \"{word}\" in \"chat\" of brain.json is ",
            fault,
            StringComparison.Ordinal
        );
        Assert.Contains(sentence, fault, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_which_variable_lacks_the_key()
    {
        Assert.Contains(
            "without a key in ANTHROPIC_API_KEY",
            Fault(Anthropic, environment: _ => null),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "without a key in MINE",
            Fault(Anthropic with { KeyEnv = "MINE", Endpoint = "http://127.0.0.1:1" }, _ => " "),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Needs_no_key_for_a_server_of_ones_own() =>
        Assert.NotNull(
            Choose(
                new()
                {
                    Provider = "openai",
                    Model = "m",
                    Endpoint = "http://127.0.0.1:1234/v1",
                },
                _ => null
            ).Model
        );

    [Theory]
    [InlineData("two words")]
    [InlineData("two\nlines")]
    [InlineData("schlüssel")]
    public void Takes_one_word_for_a_key(string key)
    {
        var fault = Fault(Anthropic, _ => key);

        Assert.Contains(
            "the key in ANTHROPIC_API_KEY is not one word of printable characters",
            fault,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(key, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Sends_no_key_where_others_can_read_it()
    {
        var words = Anthropic with { Endpoint = "http://models.example" };

        Assert.Contains(
            "would travel readable for all to models.example",
            Fault(words, _ => Key),
            StringComparison.Ordinal
        );
        Assert.NotNull(Choose(words with { KeyEnv = "" }, _ => Key).Model);
        Assert.NotNull(Choose(words with { Endpoint = "https://models.example" }, _ => Key).Model);
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead)]
    public void Takes_a_key_file_that_is_its_owners_alone(UnixFileMode mode) =>
        Assert.NotNull(Choose(Anthropic with { KeyFile = KeyFile(Key + "\n", mode) }, _ => null).Model);

    [Theory]
    [InlineData(
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
        "has mode 0644"
    )]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, "has mode 0640")]
    public void Refuses_a_key_file_that_others_can_read(UnixFileMode mode, string found)
    {
        var fault = Fault(Anthropic with { KeyFile = KeyFile(Key, mode) }, _ => Key);

        Assert.Contains(found, fault, StringComparison.Ordinal);
        Assert.Contains("with mode 0600", fault, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_key_file_that_holds_none()
    {
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Contains(
            "is empty",
            Fault(Anthropic with { KeyFile = KeyFile("\n", Own) }, _ => Key),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "far too long",
            Fault(Anthropic with { KeyFile = KeyFile(new('x', 5000), Own) }, _ => Key),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "can't be found",
            Fault(Anthropic with { KeyFile = _scratch.Path + "/none" }, _ => Key),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "is no regular file",
            Fault(Anthropic with { KeyFile = _scratch.Path }, _ => Key),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Refuses_a_key_file_of_somebody_else()
    {
        // Everybody has files that are root's, and only root can give one away.
        var file = "/etc/passwd";
        if (Environment.UserName == "root")
            System
                .Diagnostics.Process.Start("chown", ["65534", file = KeyFile(Key, UnixFileMode.UserRead)])
                .WaitForExit();

        Assert.Contains(
            "belongs to somebody else",
            Fault(Anthropic with { KeyFile = file }, _ => Key),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Is_read_again_when_settings_or_key_change()
    {
        var (words, key) = (Anthropic, Key);
        var models = new ChatModels(() => ChatSettings.Read(words), _ => key, TimeProvider.System);
        var first = models.Current().Model;

        Assert.Same(first, models.Current().Model);
        key = "another";
        var second = models.Current().Model;
        Assert.NotSame(first, second);
        words = words with { Model = "another" };
        Assert.Equal("another", models.Current().Model!.Settings.Model);
    }

    private string KeyFile(string text, UnixFileMode mode)
    {
        _scratch["key"] = text;
        File.SetUnixFileMode($"{_scratch.Path}/key", mode);
        return $"{_scratch.Path}/key";
    }

    private static string Fault(ChatSection words, Func<string, string?> environment)
    {
        var (model, fault) = Choose(words, environment);
        Assert.Null(model);
        return fault!;
    }

    private static ChatChoice Choose(ChatSection words, Func<string, string?> environment) =>
        new ChatModels(() => ChatSettings.Read(words), environment, TimeProvider.System).Current();
}
