using Brain.Domain.Knowledge;
using Brain.Grains.Ports;
using Brain.Models.Chat;

namespace Brain.Silo.Knowledge;

/// <summary>The configured chat model as grains ask it.</summary>
internal sealed class Chat(ChatModels models) : IChat
{
    /// <inheritdoc/>
    public bool Configured => models.Current() is { Model: not null } or { Fault: not null };

    // No text of Postgres holds a NUL.
    private static string Plain(ChatAnswer answer) =>
        (answer.IsCut ? $"{answer.Text} …" : answer.Text).Replace("\0", "", StringComparison.Ordinal);

    /// <inheritdoc/>
    public async Task<ModelAnswer> Ask(ModelQuestion asked, CancellationToken stop)
    {
        var choice = models.Current();
        if (choice.Model is not { } model)
            return new("", choice.Fault ?? "No chat model is configured.", 0, 0);
        return await model.Ask(new(asked.System, asked.Text) { MaxOutputTokens = asked.TokensMax }, stop) switch
        {
            ChatAnswer answer => new(Plain(answer), null, (int)(answer.TokensIn ?? 0), (int)(answer.TokensOut ?? 0)),
            ChatFault fault => new("", fault.Sentence, 0, 0),
            var other => new("", $"The chat model answered with {other.GetType().Name}, which nobody expected.", 0, 0),
        };
    }
}
