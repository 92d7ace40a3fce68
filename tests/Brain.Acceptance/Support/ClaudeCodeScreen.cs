using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Brain.Acceptance;

/// <summary>The real Claude Code on a screen, which is a tmux server of its own on a private socket.</summary>
public sealed partial class ClaudeCodeScreen : IAsyncDisposable
{
    private const string Columns = "180";
    private const string Rows = "50";

    private const int EscapeSecondsMax = 10;
    private const int ShownMax = 20_000;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly ProcessStartInfo program;
    private int processId;

    private ClaudeCodeScreen(ProcessStartInfo program) => this.program = program;

    /// <summary>Starts a program on a screen.</summary>
    /// <param name="program">The program.</param>
    /// <param name="shows">What it shows once it is there.</param>
    internal static async Task<ClaudeCodeScreen> Open(ProcessStartInfo program, string shows = "❯")
    {
        var screen = new ClaudeCodeScreen(program);
        await screen.Tmux([
            "-f",
            "/dev/null",
            "new-session",
            "-d",
            "-s",
            "claude",
            "-x",
            Columns,
            "-y",
            Rows,
            "--",
            program.FileName,
            .. program.ArgumentList,
        ]);
        screen.processId = int.Parse(
            (await screen.Tmux(["display-message", "-p", "-t", "claude", "#{pane_pid}"])).Output
        );
        await screen.WaitFor(shows);
        return screen;
    }

    /// <summary>What the screen shows now.</summary>
    public async Task<string> Read() => (await Tmux(["capture-pane", "-p", "-t", "claude"])).Output;

    /// <summary>
    /// Writes down all that is shown from now on: what stands there for a moment only is not missed, however long a
    /// look takes.
    /// </summary>
    public async Task Record()
    {
        var run = await Tmux(["pipe-pane", "-t", "claude", $"cat >> '{Recording}'"]);
        Assert.True(run.ExitCode == 0, run.Error);
    }

    /// <summary>Waits until a text is shown, or was since it is recorded.</summary>
    /// <exception cref="TimeoutException">It never was; the message shows the screen.</exception>
    public async Task WaitForShown(string text)
    {
        var end = DateTime.UtcNow + Limit;
        while (true)
        {
            var shown = await Shown();
            if (shown.Contains(Letters(text), StringComparison.Ordinal))
                return;
            if (DateTime.UtcNow > end)
                throw new TimeoutException(
                    $"Never shown was '{text}':\n{await Read()}\n"
                        + $"All that was shown:\n{shown[^Math.Min(shown.Length, ShownMax)..]}"
                );
            await Task.Delay(Pause);
        }
    }

    /// <summary>Presses keys by their tmux names, such as <c>Escape</c> or <c>Enter</c>.</summary>
    public Task Press(params string[] keys) => Tmux(["send-keys", "-t", "claude", .. keys]);

    /// <summary>
    /// Presses Escape twice as a person does, and again where that came to nothing: both in one piece mean something
    /// else.
    /// </summary>
    /// <exception cref="TimeoutException">It never showed the text; the message shows the screen.</exception>
    public async Task EscapeTwice(string shows)
    {
        var end = DateTime.UtcNow + Limit;
        while (true)
        {
            await Press("Escape");
            await Task.Delay(Pause);
            await Press("Escape");
            var seen = await Eventually.See(
                Read,
                seen => seen.Contains(shows, StringComparison.Ordinal),
                EscapeSecondsMax
            );
            if (seen.Contains(shows, StringComparison.Ordinal))
                return;
            if (DateTime.UtcNow > end)
                throw new TimeoutException($"The screen never showed '{shows}':\n{seen}");
        }
    }

    /// <summary>What stands in the input box; empty for nothing.</summary>
    public async Task<string> InputBox() =>
        (await Read()).Split('\n').LastOrDefault(line => line.StartsWith('❯'))?[1..].Trim() ?? "";

    /// <summary>
    /// Types a slash command and sees its answer; Enter is pressed again where a menu took the first.
    /// </summary>
    public async Task Command(string line, string answer)
    {
        await Type(line);
        await Eventually.See(
            async () =>
            {
                var seen = await Read();
                if (!seen.Contains(answer, StringComparison.Ordinal) && await InputBox() == line)
                    await Press("Enter");
                return seen;
            },
            seen => seen.Contains(answer, StringComparison.Ordinal),
            secondsMax: 60
        );
        await WaitFor(answer);
    }

    /// <summary>Types a line behind what stands in the input box, and presses Enter.</summary>
    public async Task TypeBehind(string line)
    {
        await Tmux(["send-keys", "-t", "claude", "-l", line]);
        await WaitFor(line);
        await Press("Enter");
    }

    /// <summary>Types a line, sees it arrive in the input box, and presses Enter.</summary>
    public async Task Type(string line)
    {
        // A command that was answered by a hook may have been put back into the input box.
        await Press("C-u");
        await Tmux(["send-keys", "-t", "claude", "-l", line]);
        await WaitFor(line.Length > 40 ? line[..40] : line);
        await Press("Enter");
    }

    /// <summary>Waits until the screen shows a text.</summary>
    /// <exception cref="TimeoutException">It never did; the message shows the screen.</exception>
    public async Task<string> WaitFor(string text)
    {
        var end = DateTime.UtcNow + Limit;
        while (true)
        {
            var seen = await Read();
            if (seen.Contains(text, StringComparison.Ordinal))
                return seen;
            if (DateTime.UtcNow > end)
                throw new TimeoutException($"The screen never showed '{text}':\n{seen}");
            await Task.Delay(Pause);
        }
    }

    /// <summary>Leaves with <c>/exit</c> and waits until the screen is gone.</summary>
    public async Task Exit()
    {
        await Type("/exit");
        var end = DateTime.UtcNow + Limit;
        while (await IsOpen() && DateTime.UtcNow < end)
            await Task.Delay(Pause);
    }

    public async ValueTask DisposeAsync()
    {
        await Tmux(["kill-server"]);
        // It saves its session before it goes; the scratch folder must outlive that.
        await Eventually.See(() => Task.FromResult(IsRunning()), running => !running);
    }

    private string Recording => Path.Combine(program.Environment["TMPDIR"]!, "screen.recorded");

    private async Task<string> Shown() =>
        Letters((File.Exists(Recording) ? await File.ReadAllTextAsync(Recording) : "") + await Read());

    // Between them a program moves the cursor as it likes, over blanks too.
    private static string Letters(string text) => string.Concat(Controls().Replace(text, "").Where(IsLetter));

    private static bool IsLetter(char one) => !char.IsWhiteSpace(one) && !char.IsControl(one);

    [GeneratedRegex(@"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[^\[\]])")]
    private static partial Regex Controls();

    private async Task<bool> IsOpen() => (await Tmux(["has-session", "-t", "claude"])).ExitCode == 0;

    private Task<ProgramRun> Tmux(string[] arguments)
    {
        // The socket lies in the scratch folder, so no other tmux of this machine is ever spoken to.
        var socket = Path.Combine(program.Environment["TMPDIR"]!, "screen");
        var start = new ProcessStartInfo("tmux", ["-u", "-S", socket, .. arguments])
        {
            WorkingDirectory = program.WorkingDirectory,
        };
        start.Environment.Clear();
        foreach (var (name, value) in program.Environment)
            start.Environment[name] = value;
        return ProgramRun.Of(start);
    }

    private bool IsRunning()
    {
        try
        {
            // One that has ended and that nobody has asked about is a zombie (Z): it writes no more.
            return !File.ReadAllText($"/proc/{processId}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
