using System.Text;
using Brain.Client;
using Brain.Client.Hooks;
using Brain.Client.Supervisor;

namespace Brain.Tests.Client;

/// <summary>When a hook that finds no brain has it started, and when not.</summary>
public sealed class ABackgroundStart : IDisposable
{
    private const string Comes = "it is being started again";

    private readonly ScratchFolder _scratch = new();

    private BrainHome Home => new(_scratch.Path);

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Is_on_its_way_where_a_supervisor_is_at_work() => Supervised("up", () =>
        {
            Assert.True(BackgroundStart.Try(Home, "hook"));
            Assert.Contains(Comes, Refused(), StringComparison.Ordinal);
        });

    [Theory]
    [InlineData("down")]
    [InlineData("")]
    public void Is_none_unless_up_was_said_last(string desired) => Supervised(desired, () =>
        {
            Assert.False(BackgroundStart.Try(Home, "hook"));
            Assert.DoesNotContain(Comes, Refused(), StringComparison.Ordinal);
        });

    [Fact]
    public void Is_none_in_a_folder_that_is_not_the_programs_own()
    {
        _scratch["run/desired"] = "up\n";

        Assert.False(BackgroundStart.Try(Home, "hook"));
        Assert.False(File.Exists($"{_scratch.Path}/run/start.lock"));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("{", true)]
    [InlineData("""{ "start": "hooks" }""", true)]
    [InlineData("""{ "start": "never" }""", false)]
    [InlineData("""{ "Start": "NEVER", }""", false)]
    [InlineData("\uFEFF{ \"start\": \"never\" }", false)]
    public void Is_for_hooks_unless_the_person_says_never(string? file, bool may)
    {
        if (file is not null)
            _scratch["brain.json"] = file;

        Assert.Equal(may, PersonsFile.HooksMayStart(Home));
    }

    private void Supervised(string desired, Action look)
    {
        _scratch["run/desired"] = desired + "\n";
        var held = SupervisorLock.Take(Home)!.Value;
        SupervisorLock.Sign(held);
        look();
        _ = Posix.Close(held);
    }

    private string Refused() =>
        new HookCarrier(Home, hard: true)
            .Carry(HookPayload.Of(Encoding.UTF8.GetBytes("""{"session_id":"one","hook_event_name":"PreToolUse"}""")))
            .Stderr!;
}
