namespace Brain.Models.Chat;

/// <summary>The chat model that is configured now; configuration and key are read again at each call.</summary>
/// <param name="read">The current configuration.</param>
/// <param name="environment">The environment's variables by name.</param>
/// <param name="time">The clock of time-outs.</param>
public sealed class ChatModels(Func<ChatParse> read, Func<string, string?> environment, TimeProvider time)
{
    private ChatModel? _last;

    /// <summary>The model to ask. Nothing is sent by asking for it.</summary>
    public ChatChoice Current()
    {
        var (settings, fault) = read();
        if (settings is null)
            return new(Model: null, fault);
        var (key, missing) = ChatKey.Of(settings, environment);
        if (missing is not null)
            return new(Model: null, missing);
        var last = _last;
        if (last is null || !last.Is(settings, key))
            _last = last = new(settings, key, time);
        return new(last, Fault: null);
    }
}

/// <summary>Whom to ask: a model, a mistake in its configuration, or neither when none is configured.</summary>
/// <param name="Model">A model that can be asked.</param>
/// <param name="Fault">What is wrong with the configuration: one sentence for people.</param>
public sealed record ChatChoice(ChatModel? Model, string? Fault);
