using Brain.Domain.Sessions;
using Brain.Messages.Sessions;

namespace Brain.Tests.Sessions;

/// <summary>A turn that the person stopped, as agents tell it.</summary>
public sealed class AStoppedTurn
{
    private readonly Session _session;
    private readonly Guid _first = Guid.NewGuid();
    private readonly Guid _second = Guid.NewGuid();

    public AStoppedTurn()
    {
        var session = Some.Session() with { Purpose = "Ship it" };
        session = session.After(Some.Start(session.Id));
        _session = session.After(Some.Prompt(session.Id, "One", _first));
    }

    [Fact]
    public void Is_over_when_it_is_told()
    {
        var stopped = _session.Hears(Stopped(_first));

        Assert.Null(stopped.Next.Open);
        Assert.StartsWith("interrupted", stopped.Change.Turns.Single().ErrorNote, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_told_without_its_prompt_by_some() => Assert.Null(_session.Hears(Stopped(null)).Next.Open);

    [Fact]
    public void Ends_no_turn_that_began_after_it()
    {
        var next = _session.After(Stopped(_first)).After(Some.Prompt(_session.Id, "Two", _second));

        var late = next.Hears(Stopped(_first));

        Assert.Equal(_second, late.Next.Open!.PromptId);
        Assert.Empty(late.Change.Turns);
    }

    private HookEvent Stopped(Guid? prompt) =>
        new()
        {
            SessionId = _session.Id,
            Name = "Interrupt",
            Kind = EventKind.TurnInterruption,
            PromptId = prompt,
        };
}
