using Brain.Silo.Knowledge;

namespace Brain.Tests.Knowledge;

/// <summary>When the silo stands still to give back memory.</summary>
public sealed class GivingBackMemory
{
    private const long Megabyte = 1024 * 1024;

    [Theory]
    [InlineData(false, false, 1, 100, true)]
    [InlineData(false, false, 1, 10, false)]
    [InlineData(true, false, 1, 100, false)]
    [InlineData(true, true, 1, 10, true)]
    [InlineData(false, true, 50, 100, false)]
    public void Waits_until_no_agent_works(bool heard, bool dropped, int allocated, int since, bool due) =>
        Assert.Equal(due, IdleMemoryLoop.IsDue(heard, dropped, allocated * Megabyte, since * Megabyte));
}
