namespace Brain.Acceptance;

/// <summary>What belongs to whoever runs these tests, who may use a brain and an agent all day.</summary>
public sealed class TheFilesOfAPerson(BrainFixture brain)
{
    [Fact]
    public async Task Are_not_where_a_silo_under_test_writes()
    {
        BrainFixture.Require();
        var name = $"Z{Guid.NewGuid().ToString("N")[..8]}";

        var made = await brain.Client(["persona", "create", name, "🔧", "APIs"]);

        Assert.Equal((0, ""), (made.ExitCode, made.Error));
        Assert.True(Directory.Exists(Path.Combine(brain.ClaudeFolder, "skills", name.ToLowerInvariant())));
    }
}
