using System.Text.Json;
using Brain.Models.Chat;
using Microsoft.Extensions.Time.Testing;

namespace Brain.Tests.Chat;

/// <summary>Each promise for each of the three providers, over their own libraries and wire formats.</summary>
public sealed class AChatModel : IAsyncLifetime
{
    private const string Key = "0123456789abcdefGHIJKLMNOPQRST";

    private readonly FakeTimeProvider _time = new();
    private FakeChatServer _server = null!;

    public static TheoryData<ChatProvider> Providers => [.. Enum.GetValues<ChatProvider>()];

    public async ValueTask InitializeAsync() => _server = await FakeChatServer.Start();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Answers_with_its_words_and_what_they_cost(ChatProvider provider) =>
        Assert.Equal(new ChatAnswer("Hello from the model.", 321, 45, "some-model-0815"), await Ask(provider));

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Is_sent_the_question_and_nothing_else(ChatProvider provider)
    {
        await Ask(provider, new("You are Steve.", "Which APIs?") { MaxOutputTokens = 77 });

        var request = Assert.Single(_server.Requests);
        var body = JsonDocument.Parse(request.Body).RootElement;
        Assert.Equal("some-model", body.GetProperty("model").GetString());
        Assert.True(body.GetProperty("stream").GetBoolean());
        Assert.Contains("You are Steve.", request.Body, StringComparison.Ordinal);
        Assert.Contains("Which APIs?", request.Body, StringComparison.Ordinal);
        var limit = provider switch
        {
            ChatProvider.Anthropic => body.GetProperty("max_tokens"),
            ChatProvider.OpenAI => body.GetProperty("max_completion_tokens"),
            _ => body.GetProperty("options").GetProperty("num_predict"),
        };
        Assert.Equal(77, limit.GetInt32());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Is_never_allowed_more_tokens_than_configured(ChatProvider provider)
    {
        await Ask(provider, new("", "Which APIs?") { MaxOutputTokens = 5000 });

        Assert.Contains(":1000", Assert.Single(_server.Requests).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("5000", _server.Requests[0].Body, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Is_sent_the_key_in_one_header_only(ChatProvider provider)
    {
        await Ask(provider);

        var request = Assert.Single(_server.Requests);
        Assert.Equal("Bearer " + Key, request.Headers["authorization"]);
        Assert.Single(request.Headers, one => one.Value.Contains(Key, StringComparison.Ordinal));
        Assert.DoesNotContain(Key, request.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_not_sent_what_else_the_environment_holds()
    {
        string[] names =
        [
            "ANTHROPIC_AUTH_TOKEN",
            "ANTHROPIC_BASE_URL",
            "ANTHROPIC_CUSTOM_HEADERS",
            "OPENAI_API_KEY",
            "OPENAI_BASE_URL",
        ];
        try
        {
            foreach (var name in names)
                Environment.SetEnvironmentVariable(name, "http://127.0.0.1:9/x-secret: canary");
            foreach (var provider in Enum.GetValues<ChatProvider>())
                Assert.IsType<ChatAnswer>(await Ask(provider));
        }
        finally
        {
            foreach (var name in names)
                Environment.SetEnvironmentVariable(name, value: null);
        }

        Assert.DoesNotContain(_server.Requests, request =>
            request.Headers.Values.Append(request.Body).Any(text => text.Contains("canary", StringComparison.Ordinal))
        );
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Is_sent_no_key_when_none_is_wanted(ChatProvider provider)
    {
        await Ask(provider, words: _server.Words(provider) with { KeyEnv = "" });

        var request = Assert.Single(_server.Requests);
        Assert.False(request.Headers.ContainsKey("x-api-key"));
        Assert.False(request.Headers.ContainsKey("authorization"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Understands_letters_that_arrive_in_parts(ChatProvider provider)
    {
        _server.Scene = new() { Pieces = ["Grüße, ", "世界", " 🧠🔧", "!"], BytesAtATime = 1 };

        Assert.Equal("Grüße, 世界 🧠🔧!", Assert.IsType<ChatAnswer>(await Ask(provider)).Text);
    }

    [Theory]
    [InlineData(ChatProvider.Anthropic, ChatStop.Length)]
    [InlineData(ChatProvider.Anthropic, ChatStop.FullContext)]
    [InlineData(ChatProvider.OpenAI, ChatStop.Length)]
    [InlineData(ChatProvider.Ollama, ChatStop.Length)]
    public async Task Says_that_it_had_more_to_say(ChatProvider provider, ChatStop stop)
    {
        _server.Scene = new() { Stop = stop };

        Assert.Equal(
            ("Hello from the model.", true),
            (await Ask(provider)) is ChatAnswer answer ? (answer.Text, answer.IsCut) : default
        );
    }

    [Fact]
    public async Task Is_done_when_it_says_so_without_a_reason()
    {
        _server.Scene = new()
        {
            Raw =
                "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"},\"done\":false}\n{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true}\n",
        };

        Assert.Equal("Hello", Assert.IsType<ChatAnswer>(await Ask(ChatProvider.Ollama)).Text);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Is_cut_where_an_answer_may_not_be_longer(ChatProvider provider)
    {
        _server.Scene = new()
        {
            Pieces = ["x", .. Enumerable.Repeat(string.Concat(Enumerable.Repeat("🧠", 500)), 100)],
            Ending = ChatEnding.Hangs,
        };

        var answer = Assert.IsType<ChatAnswer>(await Ask(provider));

        Assert.True(answer.IsCut);
        // One less, or the last letter would be half of one.
        Assert.Equal(ChatModel.AnswerMax - 1, answer.Text.Length);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Is_not_listened_to_without_end(ChatProvider provider)
    {
        _server.Scene = new()
        {
            Raw = (provider == ChatProvider.Ollama ? "{\"x\":\"" : "data: \"") + new string('x', 8 * 1024 * 1024),
            Ending = ChatEnding.Hangs,
        };

        await Fails(provider, ChatFaultKind.Garbage);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Asks_for_another_key_when_its_is_not_accepted(ChatProvider provider)
    {
        foreach (var status in (int[])[401, 403])
        {
            _server.Scene = new() { Status = status, Message = $"Incorrect API key provided: {Key}" };
            Assert.Contains(
                $"SOME_KEY ({status})",
                (await Fails(provider, ChatFaultKind.Unauthorized)).Sentence,
                StringComparison.Ordinal
            );
        }

        var fault = Assert.IsType<ChatFault>(await Ask(provider, words: _server.Words(provider) with { KeyEnv = "" }));
        Assert.Contains("was sent none", fault.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Is_said_to_be_missing_when_it_is(ChatProvider provider)
    {
        _server.Scene = new() { Status = 404, Message = "model: some-model" };

        Assert.Contains(
            "\"model\" and \"endpoint\"",
            (await Fails(provider, ChatFaultKind.NotFound)).Sentence,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Says_when_it_may_be_asked_again(ChatProvider provider)
    {
        _server.Scene = new()
        {
            Status = 429,
            Headers = new() { ["retry-after"] = "17" },
        };
        var fault = await Fails(provider, ChatFaultKind.RateLimited);
        Assert.Equal(TimeSpan.FromSeconds(17), fault.RetryAfter);
        Assert.Contains("Ask again in 17 s.", fault.Sentence, StringComparison.Ordinal);

        _server.Scene = new()
        {
            Status = 429,
            Headers = new() { ["retry-after"] = (_time.GetUtcNow() + TimeSpan.FromMinutes(2)).ToString("R") },
        };
        Assert.Equal(TimeSpan.FromMinutes(2), (await Fails(provider, ChatFaultKind.RateLimited)).RetryAfter);

        _server.Scene = new() { Status = 429 };
        Assert.Null((await Fails(provider, ChatFaultKind.RateLimited)).RetryAfter);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Is_asked_once_however_it_fails(ChatProvider provider)
    {
        foreach (var status in (int[])[408, 409, 429, 500, 503, 529])
        {
            _server.Scene = new()
            {
                Status = status,
                Headers = new() { ["x-should-retry"] = "true", ["retry-after"] = "0" },
            };
            var before = _server.Requests.Count;
            Assert.IsType<ChatFault>(await Ask(provider));
            Assert.Equal(before + 1, _server.Requests.Count);
        }
    }

    [Theory]
    [InlineData(500, ChatFaultKind.Failed)]
    [InlineData(502, ChatFaultKind.Failed)]
    [InlineData(503, ChatFaultKind.RateLimited)]
    [InlineData(529, ChatFaultKind.RateLimited)]
    [InlineData(413, ChatFaultKind.TooLong)]
    public async Task Tells_what_a_status_means(int status, ChatFaultKind kind)
    {
        foreach (var provider in Enum.GetValues<ChatProvider>())
        {
            _server.Scene = new() { Status = status };
            Assert.Contains($"({status})", (await Fails(provider, kind)).Sentence, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(ChatProvider.Anthropic, "invalid_request_error", "prompt is too long: 250000 tokens > 200000 maximum")]
    [InlineData(ChatProvider.OpenAI, "context_length_exceeded", "This model takes 8192 tokens.")]
    [InlineData(ChatProvider.Ollama, null, "the input length exceeds the context length")]
    public async Task Says_that_the_question_is_too_long(ChatProvider provider, string? error, string message)
    {
        _server.Scene = new()
        {
            Status = 400,
            Error = error,
            Message = message,
        };

        await Fails(provider, ChatFaultKind.TooLong);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Passes_on_why_a_request_was_rejected(ChatProvider provider)
    {
        _server.Scene = new()
        {
            Status = 400,
            Message = $"Your credit balance is too low for {Key}\u001b[31m, and sk-other*****wxyz.",
        };

        var sentence = (await Fails(provider, ChatFaultKind.Rejected)).Sentence;

        Assert.Contains(
            "Your credit balance is too low for [redacted] [31m, and [redacted]",
            sentence,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Is_not_followed_to_another_address(ChatProvider provider)
    {
        _server.Scene = new()
        {
            Status = 307,
            Headers = new() { ["location"] = _server.Url + "/elsewhere" },
        };

        Assert.Contains("(307)", (await Fails(provider, ChatFaultKind.Rejected)).Sentence, StringComparison.Ordinal);
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData(ChatProvider.Anthropic)]
    [InlineData(ChatProvider.OpenAI)]
    public async Task Declines_and_what_it_began_is_dropped(ChatProvider provider)
    {
        _server.Scene = new() { Stop = ChatStop.Refusal };

        await Fails(provider, ChatFaultKind.Refused);
    }

    [Fact]
    public async Task Declines_before_it_began()
    {
        _server.Scene = new() { Status = 400, Error = "content_filter" };
        await Fails(ChatProvider.OpenAI, ChatFaultKind.Refused);

        _server.Scene = new()
        {
            Raw =
                "data: "
                + "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"refusal\":\"I "
                + "can't.\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n",
        };
        await Fails(ChatProvider.OpenAI, ChatFaultKind.Refused);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Breaking_off_leaves_nothing_of_its_answer(ChatProvider provider)
    {
        foreach (var ending in (ChatEnding[])[ChatEnding.BreaksOff, ChatEnding.Early])
        {
            _server.Scene = new() { Ending = ending };
            Assert.Contains(
                "broke off",
                (await Fails(provider, ChatFaultKind.Garbage)).Sentence,
                StringComparison.Ordinal
            );
        }
    }

    [Theory]
    [InlineData(ChatProvider.Anthropic, "overloaded_error", ChatFaultKind.RateLimited)]
    [InlineData(ChatProvider.Anthropic, "api_error", ChatFaultKind.Failed)]
    [InlineData(ChatProvider.OpenAI, "server_error", ChatFaultKind.Garbage)]
    [InlineData(ChatProvider.Ollama, "server_error", ChatFaultKind.Garbage)]
    public async Task Failing_in_the_middle_leaves_nothing_of_its_answer(
        ChatProvider provider,
        string error,
        ChatFaultKind kind
    )
    {
        _server.Scene = new() { Error = error };

        await Fails(provider, kind);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Is_not_believed_when_it_says_nothing(ChatProvider provider)
    {
        foreach (
            var pieces in (string[][])
                [
                    [],
                    ["", " \n"],
                ]
        )
        {
            _server.Scene = new() { Pieces = pieces };
            Assert.Contains(
                "is empty",
                (await Fails(provider, ChatFaultKind.Garbage)).Sentence,
                StringComparison.Ordinal
            );
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Is_not_believed_when_it_talks_nonsense(ChatProvider provider)
    {
        foreach (
            var raw in (string[])
                [
                    "<html>Please sign in</html>",
                    "event: message_start\ndata: {\"type\":\n\n",
                    "{\"message\":\n",
                    "data: {]\n\n",
                    "",
                    "null\n",
                    "data: null\n\n",
                ]
        )
        {
            _server.Scene = new() { Raw = raw };
            await Fails(provider, ChatFaultKind.Garbage);
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Is_not_waited_for_without_end(ChatProvider provider)
    {
        foreach (
            var pieces in (string[][])
                [
                    [],
                    ["Hello"],
                ]
        )
        {
            _server.Scene = new() { Pieces = pieces, Ending = ChatEnding.Hangs };
            var reply = Ask(provider);
            await _server.Hanging();
            _time.Advance(TimeSpan.FromSeconds(29));
            Assert.False(reply.IsCompleted);
            _time.Advance(TimeSpan.FromSeconds(1));

            Assert.Equal(ChatFaultKind.TimedOut, Assert.IsType<ChatFault>(await reply).Kind);
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Is_given_up_when_the_asker_is_gone(ChatProvider provider)
    {
        _server.Scene = new() { Ending = ChatEnding.Hangs };
        using var stop = new CancellationTokenSource();
        var reply = Ask(provider, stop: stop.Token);
        await _server.Hanging();
        await stop.CancelAsync();

        Assert.Equal(ChatFaultKind.Cancelled, Assert.IsType<ChatFault>(await reply).Kind);
        await _server.Left();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Says_why_nobody_can_be_reached(ChatProvider provider)
    {
        var words = _server.Words(provider);
        await _server.DisposeAsync();

        var fault = Assert.IsType<ChatFault>(await Ask(provider, words: words));
        Assert.Equal(ChatFaultKind.Unreachable, fault.Kind);
        Assert.Contains("nobody answers there", fault.Sentence, StringComparison.Ordinal);

        fault = Assert.IsType<ChatFault>(
            await Ask(provider, words: words with { Endpoint = "https://nowhere.invalid" })
        );
        Assert.Equal(ChatFaultKind.Unreachable, fault.Kind);
        Assert.Contains("nowhere.invalid", fault.Sentence, StringComparison.Ordinal);
    }

    private async Task<ChatFault> Fails(ChatProvider provider, ChatFaultKind kind)
    {
        var fault = Assert.IsType<ChatFault>(await Ask(provider));
        Assert.Equal(kind, fault.Kind);
        Assert.Contains(
            $"some-model at {new Uri(_server.Url).Authority} ({provider.ToString().ToLowerInvariant()})",
            fault.Sentence,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(Key, fault.ToString(), StringComparison.Ordinal);
        return fault;
    }

    private Task<ChatReply> Ask(
        ChatProvider provider,
        ChatQuestion? question = null,
        ChatSection? words = null,
        CancellationToken stop = default
    ) =>
        new ChatModels(
            () => ChatSettings.Read(words ?? _server.Words(provider)),
            name => name == "SOME_KEY" ? Key : null,
            _time
        )
            .Current()
            .Model!.Ask(question ?? new("You are Steve.", "Which APIs?"), stop)
            .WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
}
