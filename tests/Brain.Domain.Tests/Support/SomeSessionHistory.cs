using Brain.Domain.Sessions;
using Brain.Messages.Sessions;
using Brain.Silo.Hooks.ClaudeCode;
using FsCheck;
using FsCheck.Fluent;

namespace Brain.Tests.Sessions;

/// <summary>Whatever a session may hear, in whatever order.</summary>
internal static class SomeSessionHistory
{
    public static Gen<History> Any()
    {
        var id = Some.Id();
        var prompts = Enumerable.Range(1, 4).Select(i => new Guid(i, 0, 0, new byte[8])).ToArray();
        var prompt = Gen.Elements(prompts);
        var call = Gen.Elements("toolu_1", "toolu_2", "toolu_3");
        var tool = Gen.Elements("Write", "Edit", "Bash", "Read", "mcp__x__write");
        var toolEvent =
            from name in Gen.Elements("PreToolUse", "PostToolUse", "PostToolUseFailure")
            from p in prompt
            from c in call
            from t in tool
            from agent in Gen.Elements(null, null, "a1")
                // An agent never uses a call's id again.
            select Some.Tool(id, name, t, p, $"{c}_{p}") with
            {
                AgentId = agent,
            };
        var other = Gen.OneOf(
            from p in prompt
            from text in Gen.Elements("hello", "/mode sparring", "/purpose x", "<task-notification>")
            select Some.Prompt(id, text, p),
            from p in prompt
            from m in Gen.Elements("sparring", "execution", "debug", "", "nonsense")
            select Some.Command(id, "mode", m, p),
            from p in prompt
            from a in Gen.Elements("1k", "none", "x")
            select Some.Command(id, "budget", a, p),
            from p in prompt
            select Some.Stop(id, p),
            from p in prompt
            select new HookEvent
            {
                SessionId = id,
                Name = "StopFailure",
                Kind = ClaudeCodeEventKinds.Of("StopFailure"),
                PromptId = p,
                Error = "rate_limit",
            },
            from p in prompt
            from c in call
            select new HookEvent
            {
                SessionId = id,
                Name = "PostToolBatch",
                Kind = ClaudeCodeEventKinds.Of("PostToolBatch"),
                PromptId = p,
                ToolCalls = [Some.Use("Bash", null, $"{c}_{p}")],
            },
            from s in Gen.Elements("startup", "resume", "compact", "clear")
            select Some.Start(id, s),
            Gen.Constant(
                new HookEvent
                {
                    SessionId = id,
                    Name = "SessionEnd",
                    Kind = ClaudeCodeEventKinds.Of("SessionEnd"),
                    Reason = "other",
                }
            ),
            Gen.Constant(
                new HookEvent
                {
                    SessionId = id,
                    Name = "ConfigChange",
                    Kind = ClaudeCodeEventKinds.Of("ConfigChange"),
                }
            )
        );
        return from events in Gen.ListOf(Gen.Frequency((3, toolEvent), (4, other)))
               from hard in Gen.Elements(false, false, true)
               from hooks in Gen.Elements(HooksState.Intact, HooksState.Disabled)
               from mode in Gen.Elements(Mode.Execution, Mode.Sparring)
               select new History(
                   new Session { Id = id } with
                   {
                       Opened = true,
                       Mode = mode,
                       Purpose = hard ? null : "x",
                   },
                   [.. events],
                   new() { Hard = hard, Hooks = hooks }
               );
    }
}

/// <summary>A session, what it hears and how that comes to it.</summary>
public sealed record History(Session Session, HookEvent[] Events, Delivery Delivery);

internal static class SessionsAsText
{
    /// <summary>All of a session that decides, comparable.</summary>
    public static string Rows(this Session session) =>
        string.Join(
            '\n',
            $"{session.Status} {session.Purpose} {session.Provisional} {session.Mode} {session.BudgetCap} "
                + $"{session.Hard} {session.TurnCount}",
            $"open {session.Open?.Num} {session.Open?.PromptId} {session.Open?.UserMessage}",
            $"prompts {string.Join(',', session.Prompts.OrderBy(p => p.Value).Select(p => $"{p.Key}={p.Value}"))}",
            $"answered {string.Join(',', session.Answered.Order())}",
            "tools "
                + $"{string.Join(',', session.Tools.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}={t.Value}"))}"
        );
}
