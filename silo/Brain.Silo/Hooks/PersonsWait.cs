using Brain.Domain.Drift;
using Brain.Domain.Personas;
using Brain.Domain.Sessions;
using Brain.Grains.Ports;
using Brain.Messages.Commands;
using Brain.Messages.Personas;
using Brain.Messages.Sessions;

namespace Brain.Silo.Hooks;

/// <summary>
/// How long a person waits for what they typed for the brain itself: its commands, <c>Name: …</c>, the answer to a
/// checkpoint, and those behind a prompt that was put back. What else a hook tells waits only as long as its carrier
/// does by itself.
/// </summary>
internal sealed class PersonsWait(IPersonaCache personas, IChat chat)
{
    /// <summary>Without a model.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(HookWaits.TypedMs);

    /// <summary>With one: what a model may take at the most, and a little.</summary>
    public static readonly TimeSpan OfAModel = TimeSpan.FromMilliseconds(HookWaits.ModelMs);

    private readonly BlockedPrompts _blocked = new();

    /// <summary>Takes note of an event that was answered.</summary>
    public void Follow(HookEvent hookEvent, Delivery delivery, SessionAnswer answer)
    {
        if (delivery.At is null)
            _blocked.Note(hookEvent, answer);
    }

    /// <summary>Null when nobody waits for this event.</summary>
    public TimeSpan? For(HookEvent hookEvent, Delivery delivery)
    {
        // It happened long ago, and was answered then.
        if (delivery.At is not null)
            return null;
        return hookEvent.Kind switch
        {
            EventKind.Command => SlashCommand.Of(hookEvent.CommandName, hookEvent.CommandArgs) is { } command
                ? For(command.Kind)
                : null,
            EventKind.Prompt => ForPrompt(
                hookEvent.Words ?? hookEvent.Prompt ?? "",
                _blocked.Of(hookEvent.SessionId)
            ),
            _ => null,
        };
    }

    private TimeSpan? ForPrompt(string prompt, string[] before)
    {
        string[] names = [.. personas.All.Where(one => one.Status == PersonaStatus.Active).Select(one => one.Name)];
        if (PutBackPrompt.CommandOf(prompt, before, names) is { } glued)
            return For(glued.Kind);
        if (AddressParser.Of(prompt, names) is { } address)
            return For(address.Kind == AddressKind.Ask ? CommandKind.Ask : CommandKind.CheckIn);
        return (Checkpoint.Answer.Of(prompt) ?? PutBackPrompt.AnswerOf(prompt, before)) is not null ? Usual : null;
    }

    private TimeSpan For(CommandKind kind) =>
        kind is CommandKind.Ask or CommandKind.Broadcast or CommandKind.Done && chat.Configured ? OfAModel : Usual;
}
