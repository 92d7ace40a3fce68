using Brain.Domain.Sessions;
using Brain.Domain.Tools;
using Brain.Messages.Sessions;

namespace Brain.Tests.Sessions;

/// <summary>A call that the person refused in the agent's own prompt, and the turn goes on.</summary>
public sealed class ARefusedCall
{
    private readonly Session _session;
    private readonly Guid _prompt = Guid.NewGuid();

    public ARefusedCall()
    {
        var session = Some.Session() with { Purpose = "Ship it" };
        session = session.After(Some.Start(session.Id)).After(Some.Prompt(session.Id, "One", _prompt));
        foreach (var call in new[] { "one", "two" })
            session = session.After(Some.Tool(session.Id, "PreToolUse", "Write", _prompt, call));
        _session = session;
    }

    [Fact]
    public void Is_the_newest_that_waits_where_nobody_says_which()
    {
        var refused = _session.Hears(Refused(null));

        Assert.Equal(ToolStatus.Denied, refused.Next.Tools["two"]);
        Assert.Equal(ToolStatus.Started, refused.Next.Tools["one"]);
        Assert.Equal(["denied"], refused.Change.Tools.Select(row => row.Status));
        Assert.NotNull(refused.Next.Open);
    }

    [Fact]
    public void Is_the_one_that_is_named() =>
        Assert.Equal(ToolStatus.Denied, _session.Hears(Refused("one")).Next.Tools["one"]);

    [Fact]
    public void Is_none_that_ran_meanwhile()
    {
        var ran = _session.After(Some.Tool(_session.Id, "PostToolUse", "Write", _prompt, "two"));

        Assert.Equal(ToolStatus.Ok, ran.Hears(Refused("two")).Next.Tools["two"]);
    }

    private HookEvent Refused(string? call) =>
        new()
        {
            SessionId = _session.Id,
            Name = "notification",
            Kind = EventKind.PermissionRefusal,
            PromptId = _prompt,
            ToolUseId = call,
        };
}
