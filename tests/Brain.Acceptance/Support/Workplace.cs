using System.Runtime.CompilerServices;

namespace Brain.Acceptance;

/// <summary>One person's place of work: a home, a project, the real Claude Code and a fake model.</summary>
public sealed class Workplace : IAsyncDisposable
{
    private Workplace(Scratch scratch, FakeModel model)
    {
        Scratch = scratch;
        Model = model;
        Claude = new(scratch, model.Url);
    }

    /// <summary>The folder that all of it lies in.</summary>
    public Scratch Scratch { get; }

    /// <summary>What Claude Code takes for its model.</summary>
    public FakeModel Model { get; }

    /// <summary>The real Claude Code.</summary>
    public ClaudeCode Claude { get; }

    /// <summary>A place with no hooks; skips the test where there is no Claude Code.</summary>
    public static async Task<Workplace> Plain()
    {
        ClaudeCode.Require();
        var scratch = new Scratch();
        var place = new Workplace(scratch, await FakeModel.Start(Path.Combine(scratch.Path, "project")));
        await System.IO.File.WriteAllTextAsync(place.File("a.txt"), "alpha\n");
        return place;
    }

    /// <summary>A place with the brain's hooks, installed as a person installs them.</summary>
    /// <param name="brain">The brain they speak to.</param>
    /// <param name="options">More for <c>brain install claude-code</c>, such as <c>--hard</c>.</param>
    public static async Task<Workplace> With(BrainFixture brain, params string[] options)
    {
        BrainFixture.Require();
        var place = await Plain();
        Speaks(place, brain);
        var install = await brain.Install(place.Claude.Home, options);
        if (install.ExitCode == 0)
            return place;
        await place.DisposeAsync();
        throw new InvalidOperationException(
            $"brain install exited {install.ExitCode}: {install.Output}{install.Error}"
        );
    }

    /// <summary>A place with the brain's plugin, installed from this checkout as a person installs it.</summary>
    /// <param name="brain">The brain it speaks to.</param>
    /// <param name="options">More for <c>claude plugin install</c>, such as <c>--config hard=true</c>.</param>
    public static async Task<Workplace> WithPlugin(BrainFixture brain, params string[] options)
    {
        BrainFixture.Require();
        var place = await Plain();
        Speaks(place, brain);
        await place.AddPlugin(options);
        return place;
    }

    // A busy machine is no fault: hooks wait longer than people's do, and less than the 1.5 s that Claude Code gives to
    // SessionEnd.
    private static void Speaks(Workplace place, BrainFixture brain)
    {
        place.Claude.Variables["BRAIN_HOME"] = brain.Home;
        place.Claude.Variables["BRAIN_SOFT_MS"] = "1200";
    }

    /// <summary>Installs the plugin beside whatever is there.</summary>
    public async Task AddPlugin(params string[] options)
    {
        await Succeed("plugin", "marketplace", "add", Checkout());
        await Succeed(["plugin", "install", "brain@brain-actors", .. options]);
    }

    /// <summary>This checkout's root, which is the marketplace.</summary>
    public static string Checkout() => Root();

    /// <summary>A path in the project.</summary>
    public string File(string name) => Path.Combine(Claude.Project, name);

    // This file's own path, wherever it is asked from.
    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    private async Task Succeed(params string[] arguments)
    {
        var run = await Claude.Run(arguments);
        Assert.True(
            run.ExitCode == 0,
            $"claude {string.Join(' ', arguments)} exited {run.ExitCode}: {run.Output}{run.Error}"
        );
    }

    public async ValueTask DisposeAsync()
    {
        await Model.DisposeAsync();
        Scratch.Dispose();
    }
}
