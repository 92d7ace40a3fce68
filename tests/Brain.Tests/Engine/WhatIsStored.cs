using Brain.Domain.Sessions;
using Brain.Grains.Abstractions.Sessions;
using Brain.Grains.Sessions;
using Brain.Messages;
using Brain.Messages.Sessions;
using System.Reflection;
using System.Text.Json;

namespace Brain.Tests.Engine;

/// <summary>Names that lie in databases and travel between silos of different versions. Add rows; never edit one.</summary>
public sealed class WhatIsStored
{
    [Fact]
    public void Keeps_the_names_of_grains_and_their_messages()
    {
        Assert.Equal("session", typeof(SessionGrain).GetCustomAttribute<GrainTypeAttribute>()!.GetGrainType(null!, null!).ToString());
        Assert.Equal("brain.session", typeof(ISessionGrain).GetCustomAttribute<AliasAttribute>()!.Alias);
        Assert.Subset(
            typeof(ISessionGrain).GetMethods().Select(method => method.GetCustomAttribute<AliasAttribute>()!.Alias).ToHashSet(),
            new HashSet<string> { "hear", "purpose", "mode", "budget" });
    }

    [Theory]
    [InlineData("""{"session_id":"00000000-0000-0000-0000-000000000001","hook_event_name":"Stop","prompt_id":"00000000-0000-0000-0000-000000000002","last_assistant_message":"done","brain:hard":true}""")]
    public void Reads_the_events_of_older_silos(string written)
    {
        var heard = JsonSerializer.Deserialize(written, MessagesJson.Default.HookEvent)!;

        Assert.Equal(("Stop", "done", true), (heard.HookEventName, heard.LastAssistantMessage, heard.Hard));
    }

    [Fact]
    public void Keeps_the_grades_of_tool_calls_in_their_order() => Assert.Equal(
        ["Started", "Interrupted", "Denied", "Errored", "Ok"],
        Enum.GetNames<ToolStatus>());

    [Fact]
    public void Keeps_the_words_of_modes() => Assert.Equal(
        ["execution", "sparring", "debug"],
        Enum.GetValues<Mode>().Select(mode => mode.Word()));
}
