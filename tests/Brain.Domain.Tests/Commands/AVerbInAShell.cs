using Brain.Domain.Tools;
using Brain.Messages.Commands;
using Brain.Messages.Sessions;
using FsCheck;
using FsCheck.Fluent;

namespace Brain.Tests.Commands;

/// <summary>What an agent's shell may say to the brain, in whatever spelling: only to be told something.</summary>
public sealed class AVerbInAShell
{
    /// <summary>A line, and whether a program such as <c>env</c> can stand before it.</summary>
    private sealed record Line(string Text, bool IsSimple)
    {
        public override string ToString() => Text;
    }

    private static readonly string[] Clients =
    [
        "brain",
        "./brain",
        "/usr/local/bin/brain",
        "~/.local/share/brain/bin/brain",
        "$HOME/bin/brain",
        "'brain'",
        "\"brain\"",
        "b'rai'n",
        "br\\ain",
        "bra\\\nin",
        "brain --json",
        "brain \\\n",
    ];

    private static readonly Func<string, Line>[] Direct =
    [
        .. Clients.Select(client => (Func<string, Line>)(text => new($"{client} {text}", true))),
        text => new($"B=brain; $B {text}", false),
        text => new($"B=/opt/brain\n\"$B\" {text}", false),
        text => new($"export B=brain && $B {text}", false),
        text => new($"V='{text}'; brain $V", false),
        text => new($"$(command -v brain) {text}", true),
        text => new($"`which brain` {text}", true),
        text => new($"echo {text} | xargs brain", false),
        text => new($"xargs -n 4 -a said.txt brain {text}", true),
        text => new($"echo brain {text} | sh", false),
        text => new($"alias b=brain; b {text}", false),
        text => new($"ln -s \"$(which brain)\" /tmp/b && /tmp/b {text}", false),
        text => new($"f() {{ brain \"$@\"; }}; f {text}", false),
        text => new($"python3 -c 'import os; os.system(\"brain {text}\")'", true),
        text => new($"python3 -c \"from subprocess import run; run(['brain', {Listed(text)}])\"", true),
        text => new($"find . -name x -exec brain {text} \\;", true),
        text => new($"bash <<'EOF'\nbrain {text}\nEOF", false),
    ];

    private static readonly string[] Before =
    [
        "env X=1",
        "env -i PATH=/bin",
        "nohup",
        "timeout 5",
        "timeout -k 1 5",
        "command",
        "exec",
        "nice -n 5",
        "sudo -u me",
        "setsid",
        "stdbuf -oL",
        "X=1",
        "time",
    ];

    private static readonly Func<Line, Line>[] Around =
    [
        .. Before.Select(program =>
            (Func<Line, Line>)(line => line.IsSimple ? line with { Text = $"{program} {line.Text}" } : line)
        ),
        line => new($"bash -c {Single(line.Text)}", true),
        line => new($"sh -lc {Double(line.Text)}", true),
        line => new($"eval {Single(line.Text)}", true),
        line => new($"echo x | {{ {line.Text}\n}}", false),
        line => new($"true && ( {line.Text}\n)", false),
        line => new($"ls; {line.Text}", false),
        line => new($"! {line.Text}", false),
        line => new($"false || {line.Text}", false),
        line => new($"echo \"$({line.Text}\n)\"", true),
        line => new($"if true; then {line.Text}\nfi", false),
        line => new($"for i in 1 2; do {line.Text}\ndone", false),
        line => new($"cat <({line.Text}\n)", true),
        line => new($"echo {Single(line.Text)} | bash", false),
    ];

    public static TheoryData<string> Changing => new(CommandCatalog.All.SelectMany(ChangingOf));

    public static TheoryData<string> Telling =>
        new(CommandCatalog.All.Where(verb => verb.InClient).SelectMany(TellingOf));

    [Theory]
    [MemberData(nameof(Changing))]
    public void That_changes_the_brain_is_asked_in_every_spelling(string text)
    {
        foreach (var direct in Direct)
        {
            Assert.All(Around, around => IsGuarded(around(direct(text)).Text));
            IsGuarded(direct(text).Text);
        }
    }

    [Fact]
    public void That_changes_the_brain_is_asked_however_it_is_wrapped()
    {
        string[] changing = [.. CommandCatalog.All.SelectMany(ChangingOf)];
        var lines =
            from verb in Gen.Elements(changing)
            from direct in Gen.Elements(Direct)
            from around in Gen.ArrayOf(Gen.Elements(Around), 3)
            select around.Aggregate(direct(verb), (line, wrap) => wrap(line));

        Prop.ForAll(lines.ToArbitrary(), line => IsGuarded(line.Text))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_500));
    }

    [Theory]
    [InlineData("curl --unix-socket ~/.local/share/brain/brain.sock -d '{}' http://x/errands")]
    [InlineData("printf 'POST /errands' | nc -U /home/me/.local/share/brain/brain.sock")]
    [InlineData("socat - UNIX-CONNECT:$HOME/.local/share/brain/brain.sock")]
    [InlineData("curl --unix-socket ~/.local/share/brain/brain\".so\"ck http://x/errands")]
    [InlineData("bash -c \"curl --unix-socket 'bra'in.sock http://x/errands\"")]
    [InlineData("curl -H \"Authorization: Bearer $(cat ~/.local/share/brain/token)\" http://127.0.0.1:7420/errands")]
    [InlineData("brain rate Cop wrong -- --help")]
    [InlineData("brain purpose -- -x")]
    [InlineData("brain persona --session list archive Steve")]
    [InlineData("./brain backup --help")]
    [InlineData("env brain persona archive Steve")]
    [InlineData("B=brain; sh -c \"$B rate Cop wrong\"")]
    public void Is_asked_by_the_back_door_too(string line) => IsGuarded(line);

    [Theory]
    [MemberData(nameof(Telling))]
    public void That_only_tells_is_never_asked(string text) =>
        Assert.All([$"brain {text}", $"brain {text} --json", $"brain --json {text}", $"brain {text} | head -5"], line =>
            Assert.All(Enum.GetValues<Mode>(), mode =>
                Assert.Equal((line, Verdict.Allow), (line, Judge(mode, line).Verdict))
            )
        );

    [Theory]
    [InlineData("cd ~/src/brain && for f in *.sh; do bash -n x.sh; done")]
    [InlineData("find . -name brain -type f")]
    [InlineData("xargs grep -l brain")]
    [InlineData("env brain persona list; timeout 5 brain mode")]
    [InlineData("sudo ls /opt/brain; git commit -m done")]
    public void Of_somebody_else_is_not_asked(string line) =>
        Assert.Equal(Verdict.Allow, Judge(Mode.Execution, line).Verdict);

    private static void IsGuarded(string line) => Assert.All(Enum.GetValues<Mode>(), mode =>
        {
            var (verdict, rule) = Judge(mode, line);
            Assert.True(
                verdict is Verdict.Ask or Verdict.Deny && rule?.Code is "brain.self" or "brain.files",
                $"{line}\nin {mode}: found {verdict} by {rule?.Code ?? "no rule"}; expected brain.self or "
                    + "brain.files to ask."
            );
        });

    private static (Verdict Verdict, ModeRule? Rule) Judge(Mode mode, string line) =>
        ModeTable.Default.Judge(mode, new("Bash", ToolKind.Shell, line, SaysReadOnly: null, Surroundings.Unseen));

    private static IEnumerable<string> ChangingOf(CommandVerb verb) =>
        verb.Effect switch
        {
            CommandEffect.Changes => [verb.Name, $"{verb.Name} Cop wrong"],
            CommandEffect.ChangesWithWords when verb.Words.Count == 0 => [$"{verb.Name} execution"],
            CommandEffect.ChangesWithWords =>
            [
                .. verb.Words.Where(word => word.Changes).Select(word => $"{verb.Name} {word.Name} Steve"),
            ],
            _ => [],
        };

    private static IEnumerable<string> TellingOf(CommandVerb verb) =>
        verb.Effect switch
        {
            CommandEffect.Tells => [verb.Name, $"{verb.Name} x"],
            CommandEffect.ChangesWithWords =>
            [
                verb.Name,
                .. verb.Words.Where(word => !word.Changes).Select(word => $"{verb.Name} {word.Name}"),
            ],
            _ => [],
        };

    private static string Listed(string text) => string.Join(", ", text.Split(' ').Select(word => $"'{word}'"));

    private static string Single(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Double(string text)
    {
        foreach (var special in new[] { "\\", "\"", "$", "`" })
            text = text.Replace(special, "\\" + special, StringComparison.Ordinal);
        return $"\"{text}\"";
    }
}
