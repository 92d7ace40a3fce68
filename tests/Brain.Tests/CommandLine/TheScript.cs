using System.Diagnostics;
using Brain.Tests.Tidy;

namespace Brain.Tests.CommandLine;

/// <summary>How <c>./brain</c> talks and what it leaves behind.</summary>
public sealed class TheScript : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("brain").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Says_a_step_when_it_begins_and_how_long_it_took()
    {
        var lines = await Bash("source setup/say.sh; step 'weigh the beans' $0/log grep 'weigh the beans …' $0/out");

        Assert.Equal("  weigh the beans …", lines[0]);
        Assert.Matches(@"^  weigh the beans +\d+\.\d s$", lines[^1]);
    }

    [Fact]
    public async Task Shows_no_control_character_of_a_log()
    {
        var lines = await Bash(
            @"
            source setup/say.sh
            (step 'open the door' $0/log bash -c 'printf ""\033]0;words\007\302\233\r é\n""; exit 1') 2>&1 || true
            "
        );

        Assert.Equal("    ]0;words é", lines[^1]);
        Assert.DoesNotContain(lines, line => line.Any(char.IsControl));
    }

    [Fact]
    public async Task Ends_its_compiler_and_no_other() =>
        Assert.Equal(
            ["143", "7"],
            await Bash(
                """
                die() { exit 1; }; source setup/build.sh
                wait_there='exec {pause}<> <(:); read -rt 300 -u "$pause"'
                bash -c "$wait_there" x "-pipename:$COMPILER" & ours=$!
                bash -c "trap 'exit 7' USR1; $wait_there" x "-pipename:other" & other=$!
                named() { tr '\0' ' ' </proc/$1/cmdline; }
                until [[ $(named $other) == *-pipename:other* && $(named $ours) == *-pipename:* ]]; do :; done
                end_compiler
                code=0; wait $ours || code=$?; echo $code
                until grep -q '^SigCgt:.*[1-9a-f]' /proc/$other/status; do :; done
                kill -USR1 $other; code=0; wait $other || code=$?; echo $code
                """
            )
        );

    [Theory]
    [InlineData("")]
    [InlineData("export UseSharedCompilation=false")]
    public async Task Has_one_compiler_whatever_the_environment_says(string environment) =>
        Assert.Contains(
            "-p:UseSharedCompilation=true",
            await Bash(
                $$"""
                die() { exit 1; }; have() { :; }; {{(environment.Length > 0 ? environment : ":")}}
                CHECKOUT=$PWD; source setup/build.sh
                dotnet() { printf '%s\n' "$@"; }
                publish_programs $0/programs
                """
            )
        );

    [Theory]
    [InlineData("Microsoft.AspNetCore.App 10.0.1 [/x]", "1234")]
    [InlineData("Microsoft.AspNetCore.App 9.0.1 [/x]", "brain: the ASP.NET Core runtime 10 is missing")]
    [InlineData("Microsoft.NETCore.App 10.0.1 [/x]", "brain: the ASP.NET Core runtime 10 is missing")]
    public async Task Needs_no_sdk_where_the_programs_are_ready(string runtime, string text) =>
        Assert.StartsWith(
            text,
            (
                await Bash(
                    $$"""
                    for part in say machine build pack; do source setup/$part.sh; done
                    exec 2>&1
                    CHECKOUT=$0/tree; mkdir -p $CHECKOUT/programs; echo 1234 >$CHECKOUT/programs/built-from
                    dotnet() { if [[ $1 == --list-runtimes ]]; then echo '{{runtime}}'; fi; }
                    require_programs
                    source_stamp
                    """
                )
            )[0],
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("ok", 0)]
    [InlineData("warn", 1)]
    public async Task Says_what_is_next_unless_it_is_done(string state, int lines) =>
        Assert.Equal(
            lines,
            (
                await Bash(
                    $$"""
                    source setup/say.sh; source setup/silo.sh
                    BRAIN_HOME=$0; mkdir -p $0/bin
                    printf '  "part": "claude code",\n  "state": "{{state}}",\n' >$0/found
                    printf '#!/bin/sh\ncat "%s"; exit 1\n' $0/found >$0/bin/brain
                    chmod +x $0/bin/brain
                    say_next
                    """
                )
            ).Length
        );

    private async Task<string[]> Bash(string script)
    {
        // To a file, so that a step can look at what was said before it ended.
        var start = new ProcessStartInfo("bash", ["-c", $"exec >$0/out; set -euo pipefail; {script}", _folder])
        {
            WorkingDirectory = DocPage.Root,
        };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return await File.ReadAllLinesAsync(Path.Combine(_folder, "out"));
    }
}
