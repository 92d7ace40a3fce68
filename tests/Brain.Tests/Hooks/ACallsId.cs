using System.Text.Json;
using Brain.Silo.Hooks.ClaudeCode;

namespace Brain.Tests.Hooks;

/// <summary>Tool-call ids that come again: each turn, each call.</summary>
public sealed class ACallsId
{
    private static readonly Guid First = new(1, 0, 0, new byte[8]);
    private static readonly Guid Second = new(2, 0, 0, new byte[8]);

    [Fact]
    public void Stays_as_it_is_in_the_form_of_anthropics() => Assert.Equal("toolu_1", Call("toolu_1", First, "ls"));

    [Fact]
    public void Is_another_in_another_turn() =>
        Assert.NotEqual(Call("call_0", First, "ls"), Call("call_0", Second, "ls"));

    [Fact]
    public void Is_another_of_another_call_in_the_same_turn() =>
        Assert.NotEqual(Call("call_0", First, "ls"), Call("call_0", First, "pwd"));

    [Fact]
    public void Is_the_same_before_and_after_the_call() =>
        Assert.Equal(Call("call_0", First, "ls"), Call("call_0", First, "ls"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Is_none_where_there_is_none(string? id) => Assert.Null(Call(id, First, "ls"));

    private static string? Call(string? id, Guid prompt, string command) =>
        ClaudeCodeToolInput.Call(id, prompt, "Bash", JsonSerializer.SerializeToElement(new { command }));
}
