namespace Brain.Acceptance;

/// <summary>Tests of two silos on one database, which is all that makes them one cluster.</summary>
public abstract class TwoSiloTest : IAsyncLifetime
{
    private protected BrainFixture First { get; } = new();

    private protected BrainFixture Second { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await First.InitializeAsync();
        Second = new() { Joins = First };
        await Second.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        First.TellOfAFailure();
        await Second.DisposeAsync();
        await First.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
