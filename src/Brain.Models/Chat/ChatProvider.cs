namespace Brain.Models.Chat;

/// <summary>Who answers, or rather which of three protocols is spoken.</summary>
public enum ChatProvider
{
    /// <summary>Anthropic's Messages API.</summary>
    Anthropic,

    /// <summary>OpenAI's chat completions, which many others speak too.</summary>
    OpenAI,

    /// <summary>Ollama's own API.</summary>
    Ollama,
}
