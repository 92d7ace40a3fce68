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
        // Built of variables and patterns.
        text => new($"b=br; ${{b}}ain {text}", false),
        text => new($"br$@ain {text}", true),
        text => new($"/usr/bin/brai? {text}", true),
        text => new($"/usr/bin/b[r]ain {text}", true),
        text => new($"br{{ai,}}n {text}", true),
        text => new($"for b in brain; do $b {text}; done", false),
        text => new($"echo brain {text} | while read -r b; do $b; done", false),
        text => new($"bash <<< 'brain {text}'", false),
        // Handed from one program to another.
        text => new($"echo brain | xargs -I% % {text}", false),
        text => new($"echo brain | xargs -I {{}} {{}} {text}", false),
        text => new($"echo brain | xargs -I% sh -c '% {text}'", false),
        text => new($"echo brain | xargs -I% env /usr/bin/% {text}", false),
        text => new($"find /usr/bin -name brain -exec {{}} {text} \\;", true),
        // Under another name.
        text => new($"cp $(command -v brain) /tmp/b && /tmp/b {text}", false),
        text => new($"mv /usr/bin/brain b; ./b {text}", false),
        text => new($"cd /tmp && install -m 755 /usr/bin/brain b && ./b {text}", false),
        text => new($"cat /usr/bin/brain > /tmp/b; chmod +x /tmp/b; /tmp/b {text}", false),
        text => new($"cp /usr/bin/brain ~/bin/b; b {text}", false),
        text => new($"dotnet run --project client/Brain.Cli -- {text}", true),
        text => new($"cd client/Brain.Cli && dotnet run -- {text}", false),
        text => new($"dotnet out/brain.dll {text}", true),
        text => new($"dotnet exec brain.dll {text}", true),
        // By another interpreter, or another program that runs one.
        text => new($"python3.12 -c \"import os; os.system('brain {text}')\"", true),
        text => new($"mawk 'BEGIN{{system(\"brain {text}\")}}'", true),
        text => new($"nodejs -e \"require('child_process').execSync('brain {text}')\"", true),
        text => new($"lua5.4 -e \"os.execute('brain {text}')\"", true),
        text => new($"perl5.36 -e 'exec qw(brain {text})'", true),
        text => new($"git -c alias.r='!brain {text}' r", true),
        text => new($"git -c core.pager='brain {text}' log", true),
        text => new($"git rebase -x 'brain {text}' main", true),
        text => new($"sed '1e brain {text}' x", true),
        text => new($"sed 's/.*/brain {text}/e' x", true),
        text => new($"vim -c '!brain {text}' -c q", true),
        text => new($"toybox env brain {text}", true),
        text => new($"uv run brain {text}", true),
        text => new($"perf stat brain {text}", true),
        text => new($"/lib64/ld-linux-x86-64.so.2 /usr/bin/brain {text}", true),
        text => new($"printf 'x:\\n\\tbrain {text}\\n' | make -f -", false),
        // In a file that the line runs.
        text => new($"printf '#!/bin/sh\\nbrain {text}\\n' >/tmp/x; chmod +x /tmp/x; /tmp/x", false),
        text => new($"cat > x.sh <<'EOF'\nbrain {text}\nEOF\nsh ./x.sh", false),
        text => new($"cat > /tmp/x.py <<'EOF'\nimport os\nos.system('brain {text}')\nEOF\npython3 /tmp/x.py", false),
        text => new($"echo 'brain {text}' | tee x && . ./x", false),
        // Past the verb: what hooks call, and the door.
        text => new($"echo '{text}' | client/claude-code/bin/brain-hook UserPromptSubmit", false),
        text => new($"sh client/claude-code/bin/brain-hook UserPromptSubmit < '{text}'", true),
        text => new($"curl --unix-socket ~/.local/share/brain/brain.sock -d '{text}' http://x/errands", true),
        text => new($"s=brain; curl --unix-socket ~/x/$s.sock -d '{text}' http://x/errands", false),
        text => new($"curl --unix-socket ~/x/brain.so? -d '{text}' http://x/errands", true),
        text => new($"printf '{text}' | nc -U /x/brain.sock", false),
        text => new($"printf '{text}' | socat - UNIX-CONNECT:$HOME/x/brain.s*", false),
        text => new($"python3 -c \"import socket; s.connect('/x/brain.sock'); s.send('{text}')\"", true),
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
    [InlineData("ltrace -o make -C brain rate Cop wrong")]
    [InlineData("strace -o make -C brain rate Cop wrong")]
    [InlineData("valgrind --log-file=cat brain rate Cop wrong")]
    [InlineData("poetry -C x run brain rate Cop wrong")]
    [InlineData("uv run strace -C brain rate Cop wrong")]
    [InlineData("env -C /tmp brain rate Cop wrong")]
    [InlineData("env -C /tmp /x/brain install")]
    [InlineData("sudo -u me make -C x; sudo brain rate Cop wrong")]
    [InlineData("time ls brain; perf stat -o x brain rate Cop wrong")]
    [InlineData("find . -name x -exec brain rate Cop wrong +")]
    [InlineData("ssh localhost brain rate Cop wrong")]
    [InlineData("echo 'brain rate Cop wrong' | at now")]
    [InlineData("make -f - <<'E'\nx:\n\t@brain rate Cop wrong\nE")]
    [InlineData("make -f - <<'E'\nB = brain\nx:\n\t$(B) rate Cop wrong\nE")]
    [InlineData("sh -c '\"$1\" rate Cop wrong' _ brain")]
    [InlineData("bash -euo pipefail -c 'brain rate Cop wrong'")]
    [InlineData("set -- brain rate; \"$@\" Cop wrong")]
    [InlineData("echo '{}' | brain hook claude-code")]
    [InlineData("brain hook codex < event.json")]
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
    [InlineData("git commit -m \"use the brain cli\"")]
    [InlineData("git commit -m 'brain up waits; wow! brain mode too'")]
    [InlineData("git log --grep='brain install' --oneline | head")]
    [InlineData("grep -r brain .")]
    [InlineData("sed -i 's/brain up/brain down/g' README.md")]
    [InlineData("sed -n '/brain mode/p' docs/commands.md")]
    [InlineData("echo 'Run brain up first.' >> README.md && cat README.md")]
    [InlineData("cat > notes.md <<'E'\nRun brain up first.\nE")]
    [InlineData("cat > x.sh <<'E'\necho hello\nE\nchmod +x x.sh; ./x.sh install")]
    [InlineData("$NPM install express && \"$COMPOSE\" up -d")]
    [InlineData("$(npm bin)/jest test; ${PYTHON:-python3} setup.py install")]
    [InlineData("b=build; ./$b.sh install; ./bu* up")]
    [InlineData("find . -name brain | xargs rm -f; make install")]
    [InlineData("ls brain | xargs -I{} sh -c 'mv {} x'; make install")]
    [InlineData("find bin -type f -exec {} --version \\;")]
    [InlineData("cp -r out/brain /tmp/x && make install")]
    [InlineData("cp out/brain /usr/bin/brain && /usr/bin/brain status")]
    [InlineData("dotnet build client/Brain.Cli -c Release -o $OUT && dotnet test tests/Brain.Tests")]
    [InlineData("dotnet publish client/Brain.Cli -o up")]
    [InlineData("dotnet run --project client/Brain.Cli -- status")]
    [InlineData("dotnet run --project src/App -- up")]
    [InlineData("bash -n client/claude-code/bin/brain-hook && shellcheck client/claude-code/bin/brain-hook")]
    [InlineData("cat client/claude-code/bin/brain-hook; ls -l bin/brain-hook; git add bin/brain-hook")]
    [InlineData("python3 script.py brain && node build.js")]
    [InlineData("python3.12 -c \"print('brain'.upper())\"")]
    [InlineData("uv run pytest -q && git commit -m 'brain up is quick'")]
    [InlineData("curl -s http://localhost:3000/brain$id")]
    [InlineData("gh pr create --title 'brain up' --body 'Now brain mode says more.'")]
    [InlineData("cd ~/src/brain && docker compose up -d && npm install")]
    [InlineData("poetry -C ~/src/brain install")]
    [InlineData("poetry --directory=../brain install && poetry -C ../brain run pytest")]
    [InlineData("make -C ~/src/brain install")]
    [InlineData("env -C ~/src/brain make install")]
    [InlineData("sudo make -C brain install")]
    [InlineData("uv --directory ../brain run pytest -k mode")]
    [InlineData("time npm --prefix ~/src/brain install")]
    [InlineData("sudo cp -r out/brain install")]
    [InlineData("find ~/src/brain -name done -exec grep install {} +")]
    [InlineData("timeout 60 git clone https://code.example/me/brain install")]
    [InlineData("ssh web1 'make -C brain install'")]
    [InlineData("set -e\npoetry -C ~/src/brain install\npoetry -C ~/src/brain build")]
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
