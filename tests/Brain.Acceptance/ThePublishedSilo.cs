using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Brain.Acceptance;

public sealed class ThePublishedSilo
{
    // The build of the programs leaves analyzers out, and must not leave out what writes code.
    [Theory]
    [InlineData("Brain.Silo", "GeneratedRouteBuilderExtensionsCore")]
    [InlineData("Brain.Dashboard", "NowPage")]
    [InlineData("Brain.Grains", "OrleansCodeGen.")]
    public void Holds_what_is_written_while_it_is_built(string assembly, string generated)
    {
        BrainFixture.Require();
        var folder = Path.GetDirectoryName(Environment.GetEnvironmentVariable("BRAIN_TEST_SILO"))!;
        using var file = new PEReader(File.OpenRead(Path.Combine(folder, $"{assembly}.dll")));
        var metadata = file.GetMetadataReader();

        Assert.Contains(
            metadata.TypeDefinitions.Select(metadata.GetTypeDefinition),
            type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}".Contains(
                generated,
                StringComparison.Ordinal
            )
        );
    }
}
