using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Brain.Acceptance;

/// <summary>
/// What <c>./brain pack</c> writes, unpacked by a person whose machine has Postgres and the ASP.NET runtime, and
/// neither SDK nor compiler. The programs are those that the test run has published.
/// </summary>
public sealed class APackage : IAsyncDisposable
{
    private static readonly TimeSpan UpLimit = TimeSpan.FromMinutes(5);
    private readonly Scratch scratch = new();
    private readonly string port = Random.Shared.Next(20_000, 32_000).ToString(CultureInfo.InvariantCulture);
    private bool began;

    public async ValueTask DisposeAsync()
    {
        if (began)
            await Say("tree/brain down");
        scratch.Dispose();
    }

    [Fact]
    public async Task Comes_up_where_nothing_can_be_built()
    {
        SupervisedBrain.Require();
        await Pack();
        await Bare();

        began = true;
        var up = await Say("tree/brain up");

        Assert.True(up.ExitCode == 0, $"{up.Output}\n{up.Error}");
        Assert.Contains("copy the silo and the native client", up.Output, StringComparison.Ordinal);
        Assert.Equal("", (await Say("cat called 2>/dev/null || true")).Output);
        Assert.Equal(0, (await Say("home/bin/brain status")).ExitCode);
        Assert.Equal(0, (await Say("tree/brain down")).ExitCode);
    }

    // As `./brain pack` gathers and writes it, and as a person unpacks it.
    private async Task Pack()
    {
        var silo = Path.GetDirectoryName(Environment.GetEnvironmentVariable("BRAIN_TEST_SILO")!)!;
        var client = Environment.GetEnvironmentVariable("BRAIN_TEST_CLIENT")!;
        var packed = await Say(
            $"""
            set -euo pipefail
            CHECKOUT='{Checkout()}'; cd "$CHECKOUT"; here={scratch.Path}
            for part in say machine build pack; do . setup/$part.sh; done
            mkdir -p "$here/made/$PACKAGE-1/programs/Brain.Cli"
            cp -r '{silo}' "$here/made/$PACKAGE-1/programs/Brain.Silo"
            cp '{client}' "$here/made/$PACKAGE-1/programs/Brain.Cli/brain"
            gather_package "$here/made/$PACKAGE-1"
            mkdir "$here/out"
            write_package_archive "$here/made/$PACKAGE-1" "$here/out"
            rm -rf "$here/made"
            mkdir "$here/tree"
            tar -C "$here/tree" --strip-components=1 -xzf "$here"/out/*.tar.gz
            """
        );
        Assert.True(packed.ExitCode == 0, packed.Error);
    }

    // A dotnet without its SDK, and compilers that tell when they are called.
    private async Task Bare()
    {
        var bare = await Say(
            """
            set -euo pipefail
            dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
            mkdir bin
            cp -r "$dotnet/dotnet" "$dotnet/host" bin/
            ln -s "$dotnet/shared" bin/shared
            for name in gcc cc clang; do
              printf '#!/bin/sh\necho %s >>"%s/called"; exit 1\n' $name "$PWD" >bin/$name
            done
            chmod +x bin/gcc bin/cc bin/clang
            test -z "$(bin/dotnet --list-sdks)"
            """
        );
        Assert.True(bare.ExitCode == 0, bare.Error);
    }

    private Task<ProgramRun> Say(string script)
    {
        var start = new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = scratch.Path };
        foreach (
            var (name, value) in new[]
            {
                ("HOME", scratch.Path),
                ("BRAIN_HOME", Path.Combine(scratch.Path, "home")),
                ("BRAIN_PORT", port),
                ("BRAIN_SUPERVISOR", "process"),
                ("PATH", $"{scratch.Path}/.local/bin:{scratch.Path}/bin:{Environment.GetEnvironmentVariable("PATH")}"),
            }
        )
            start.Environment[name] = value;
        start.Environment.Remove("BRAIN_DATABASE");
        start.Environment.Remove("DOTNET_ROOT");
        return ProgramRun.Of(start, "", UpLimit);
    }

    private static string Checkout([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
