using Brain.Silo.Hooks.Gemini;

namespace Brain.Tests.Hooks;

/// <summary>What Gemini CLI itself puts before what a person typed.</summary>
public sealed class GeminisOwnWords
{
    [Theory]
    [InlineData("fix it", "fix it")]
    [InlineData("<session_context>\nThis is the Gemini CLI.", "")]
    [InlineData("<session_context>\nToday.\n</session_context>\n\nfix it", "fix it")]
    [InlineData("<hook_context>a fact</hook_context>\n\nfix it", "fix it")]
    [InlineData("<session_context>\nToday.\n</session_context>\n<hook_context>a fact</hook_context>\nfix it", "fix it")]
    [InlineData("<hook_context>is a tag", "<hook_context>is a tag")]
    public void Are_none_of_the_persons(string prompt, string typed) =>
        Assert.Equal(typed, GeminiHook.Typed(prompt));

    [Theory]
    [InlineData("fix it", "fix it")]
    [InlineData("<hook_context>a fact</hook_context>\n\nfix it", "fix it")]
    [InlineData("<session_context>\nToday.\n</session_context>\n<hook_context>a fact</hook_context>\nfix it", "")]
    public void Stand_before_words_in_its_record_that_were_typed_before(string text, string typed) =>
        Assert.Equal(typed, GeminiHook.TypedInRecord(text));
}
