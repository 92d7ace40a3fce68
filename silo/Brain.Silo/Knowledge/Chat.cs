using System.Text.Json;
using System.Text.Json.Serialization;
using Brain.Domain.Knowledge;
using Brain.Domain.Sessions;
using Brain.Domain.Text;
using Brain.Grains.Ports;
using Brain.Messages.Sessions;
using Brain.Models.Chat;
using Brain.Postgres.Costs;
using Brain.Silo.Configuration;

namespace Brain.Silo.Knowledge;

/// <summary>The configured chat model as grains ask it; what it used is kept, by persona.</summary>
internal sealed partial class Chat(
    ChatModels models,
    CostStore costs,
    BrainConfiguration configuration,
    TimeProvider clock,
    ILogger<Chat> logger
) : IChat
{
    private const int NameMax = 200;

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
        switch (await model.Ask(new(asked.System, asked.Text) { MaxOutputTokens = asked.TokensMax }, stop))
        {
            case ChatAnswer answer:
                await Keep(asked, answer);
                return new(Plain(answer), null, (int)(answer.TokensIn ?? 0), (int)(answer.TokensOut ?? 0));
            case ChatFault fault:
                return new("", fault.Sentence, 0, 0);
            case var other:
                return new("", $"The chat model answered with {other.GetType().Name}, which nobody expected.", 0, 0);
        }
    }

    // An answer is not lost because nobody could note what it cost.
    private async Task Keep(ModelQuestion asked, ChatAnswer answer)
    {
        var used = new ModelRequestUsage("chat")
        {
            Model = answer.Model,
            Input = answer.TokensIn ?? 0,
            Output = answer.TokensOut ?? 0,
        };
        try
        {
            var cost = configuration.Of(null).Sessions.Prices.CostOf(used, clock.GetUtcNow());
            var detail = new ChatUsage(
                asked.Persona,
                Redaction.Cut(StorableText.Of(answer.Model), NameMax),
                used.Input,
                used.Output,
                cost
            );
            await costs.Chat(
                JsonSerializer.Serialize(detail, ChatUsageJson.Default.ChatUsage),
                clock.GetUtcNow(),
                CancellationToken.None
            );
        }
        catch (Exception fault)
        {
            LogNotKept(logger, answer.Model, fault);
        }
    }
}

/// <summary>What a question to the chat model used, as it is kept.</summary>
internal sealed record ChatUsage(string? Persona, string Model, long Input, long Output, decimal? CostUsd);

/// <summary>The format of <see cref="ChatUsage"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ChatUsage))]
internal sealed partial class ChatUsageJson : JsonSerializerContext;
