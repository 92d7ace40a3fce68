using System.Text;
using Microsoft.Extensions.AI;

namespace Brain.Models.Chat;

/// <summary>What has been heard of an answer so far.</summary>
internal sealed class ResponseBuffer(ProviderAdapter dialect)
{
    private readonly StringBuilder _text = new();
    private ChatFinishReason? _end;
    private string? _model;
    private long? _tokensIn;
    private long? _tokensOut;

    /// <summary>Whether the provider said that nothing follows.</summary>
    public bool HasEnd => _end is not null;

    public bool IsRefused { get; private set; }

    public bool IsFull => _text.Length > ChatModel.AnswerMax;

    public void Add(ChatResponseUpdate update)
    {
        _text.Append(update.Text);
        _model = update.ModelId is { Length: > 0 and <= ChatSettings.ModelMax } model ? model : _model;
        _end = dialect.End(update) ?? _end;
        IsRefused |= dialect.IsRefusal(update);
        foreach (var usage in update.Contents.OfType<UsageContent>().Select(content => content.Details))
            (_tokensIn, _tokensOut) = (usage.InputTokenCount ?? _tokensIn, usage.OutputTokenCount ?? _tokensOut);
    }

    /// <summary>The answer, when it is whole or as long as one may be; null when there is none to be had.</summary>
    public ChatAnswer? Answer(string configured)
    {
        var text = Cut().Trim();
        return IsRefused || text.Length == 0 || !(HasEnd || IsFull)
            ? null
            : new(text, _tokensIn, _tokensOut, _model ?? configured)
            {
                IsCut = IsFull || _end == ChatFinishReason.Length,
            };
    }

    private string Cut()
    {
        if (!IsFull)
            return _text.ToString();
        var end = char.IsHighSurrogate(_text[ChatModel.AnswerMax - 1]) ? ChatModel.AnswerMax - 1 : ChatModel.AnswerMax;
        return _text.ToString(0, end);
    }
}
