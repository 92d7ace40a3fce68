[assembly: AssemblyFixture(typeof(Brain.Acceptance.BrainFixture))]

// A hook has a deadline of 250 ms; tests that crowd a small machine would only measure the crowd.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Brain.Acceptance;

/// <summary>A wish tried by a person at work: the real Claude Code, the brain's hooks, one shared brain.</summary>
public abstract class AcceptanceTest(BrainFixture brain) : IAsyncLifetime
{
    private Workplace? place;

    /// <summary>The brain that all tests share; sessions never meet.</summary>
    protected BrainFixture Mind => brain;

    /// <summary>This test's own place of work.</summary>
    protected Workplace Place => place ?? throw new InvalidOperationException("The test has not begun.");

    /// <summary>More for <c>brain install claude-code</c>.</summary>
    protected virtual string[] InstallOptions => [];

    public async ValueTask InitializeAsync() => place = await Workplace.With(brain, InstallOptions);

    public async ValueTask DisposeAsync()
    {
        brain.TellOfAFailure();
        if (place is not null)
            await place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Says some things in one conversation and leaves.</summary>
    /// <returns>The session it was.</returns>
    protected async Task<Guid> Converse(string[] prompts, params string[] arguments)
    {
        await using var talk = Place.Claude.Talk(arguments);
        foreach (var prompt in prompts)
            await talk.Say(prompt);
        await talk.End();
        return talk.Session;
    }
}
