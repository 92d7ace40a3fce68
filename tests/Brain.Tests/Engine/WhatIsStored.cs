using Brain.Domain.Personas;
using Brain.Domain.Sessions;
using Brain.Grains.Abstractions.Personas;
using Brain.Grains.Abstractions.Sessions;
using Brain.Grains.Personas;
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
    [InlineData(typeof(PersonaGrain), "persona", typeof(IPersonaGrain), "brain.persona", "create rename move ask reply")]
    [InlineData(typeof(BroadcastGrain), "broadcast", typeof(IBroadcastGrain), "brain.broadcast", "ask")]
    [InlineData(typeof(AuditorGrain), "auditor", typeof(IAuditorGrain), "brain.auditor", "close")]
    [InlineData(typeof(ArchivistGrain), "archivist", typeof(IArchivistGrain), "brain.archivist", "undo")]
    [InlineData(typeof(SessionBossGrain), "session-boss", typeof(ISessionBossGrain), "brain.session-boss", "watch look")]
    [InlineData(typeof(CopGrain), "cop", typeof(ICopGrain), "brain.cop", "seen")]
    [InlineData(typeof(LibrarianGrain), "librarian", typeof(ILibrarianGrain), "brain.librarian", "queue")]
    public void Keeps_the_names_of_personas_grains(Type grain, string type, Type asked, string alias, string messages)
    {
        Assert.Equal(type, grain.GetCustomAttribute<GrainTypeAttribute>()!.GetGrainType(null!, null!).ToString());
        Assert.Equal(alias, asked.GetCustomAttribute<AliasAttribute>()!.Alias);
        Assert.Subset(asked.GetMethods().Select(method => method.GetCustomAttribute<AliasAttribute>()!.Alias).ToHashSet(), messages.Split(' ').ToHashSet());
    }

    [Fact]
    public void Reads_what_personas_remembered_before()
    {
        const string written = """{"exchanges":[{"question":"what now?","answer":"tests","at":"2026-11-22T10:00:00+00:00"}]}""";

        var memory = new Brain.Silo.Engine.StateSerializer().Deserialize<PersonaMemory>(new(written));

        Assert.Equal([new("what now?", "tests", new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero))], memory.Exchanges);
        Assert.Equal(written, new Brain.Silo.Engine.StateSerializer().Serialize(memory).ToString().Replace("\\u002B", "+", StringComparison.Ordinal));
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
