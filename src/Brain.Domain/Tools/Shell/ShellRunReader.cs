using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;

namespace Brain.Domain.Tools.Shell;

/// <summary>
/// Every program that a line runs, in whatever spelling: behind variables, <c>env</c>, <c>sudo</c> and their like, in
/// pipelines, loops and substitutions, by its path, and in a text that another shell is handed. A line that is not
/// understood wholly is read by its words.
/// </summary>
internal sealed class ShellRunReader
{
    /// <summary>Of one line so many programs are told.</summary>
    public const int InvocationsMax = 512;

    private const int DepthMax = 6;

    private static readonly SearchValues<char> NameSigns = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"
    );

    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\n\\");

    private readonly ImmutableArray<ShellInvocation>.Builder _found = ImmutableArray.CreateBuilder<ShellInvocation>();
    private readonly ImmutableArray<string>.Builder _outputs = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<string>.Builder _inputs = ImmutableArray.CreateBuilder<string>();
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private string[] _positional = [];
    private bool _feedsMake;

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="folder">Where it starts; empty for where paths are told from.</param>
    /// <param name="known">What variables hold that the line need not set.</param>
    public static ShellRun Of(string line, string folder, IReadOnlyDictionary<string, string>? known = null)
    {
        var reader = new ShellRunReader();
        foreach (var (name, value) in known ?? FrozenDictionary<string, string>.Empty)
            reader._variables[name] = value;
        reader.Read(line, 0, new(folder));
        return new(reader._found.ToImmutable(), reader._outputs.ToImmutable(), reader._inputs.ToImmutable());
    }

    private void Read(string line, int depth, ShellFolders folders)
    {
        if (depth > DepthMax)
            return;
        if (ShellGrammar.Read(line) is not { } script)
        {
            foreach (var words in ShellWordSplitter.Commands(line))
                Run(words, depth, folders);
            return;
        }

        var isFed = false;
        foreach (var call in script.Calls)
        {
            folders.Enter(call.Scope);
            if (call.Words.IsEmpty)
                Remember(call);
            Streams(call, folders.Here);
            isFed |= Run([.. call.Words.SelectMany(Expanded)], depth, folders);
        }

        _outputs.AddRange(PatchedFiles.Of(line, _found));

        // What a shell reads from its input stands on the line too: in a here-document, or printed by its neighbour.
        if (isFed)
            ReadFed(line, script, (depth + 1, folders.End()));
    }

    private void ReadFed(string line, ShellScript script, (int Depth, string Folder) at)
    {
        // A here-document's lines go on where the one before went.
        string[] document = [.. line.Split('\n').Skip(1)];
        var within = new ShellFolders(at.Folder);
        foreach (var part in document)
            Read(part, at.Depth, within);
        ReadRecipes(string.Join('\n', document), at);
        foreach (var word in script.Calls.SelectMany(call => call.Words.Skip(1)))
        {
            if (word.Text is { } text && text.AsSpan().ContainsAny(Blanks))
                ReadText(BrainCommands.Unescaped(text), at);
        }

        foreach (var stream in script.Calls.SelectMany(call => call.Redirections))
        {
            if (stream is { Operator: "<<<", Target.Text: { } text })
                ReadText(text, at);
        }
    }

    private void ReadText(string text, (int Depth, string Folder) at)
    {
        Read(text, at.Depth, new(at.Folder));
        ReadRecipes(text, at);
    }

    // Each of a makefile's lines has a shell of its own.
    private void ReadRecipes(string text, (int Depth, string Folder) at)
    {
        if (!_feedsMake)
            return;
        foreach (var line in MakeText.AsShell(text).Split('\n'))
            Read(line, at.Depth, new(at.Folder));
    }

    /// <summary>Notes a command and what it runs; true for a shell that reads its commands from its input.</summary>
    private bool Run(string[] words, int depth, ShellFolders folders)
    {
        var here = folders.Here;
        while (words.Length > 0 && words[0].Length > 0 && _found.Count < InvocationsMax)
        {
            // Behind another program a variable is none, and what follows it is read all the same.
            if (words.Length > 1 && IsAssignment(words[0]))
            {
                words = words[1..];
                continue;
            }

            var name = Name(words[0]);
            string[] rest = words[1..];
            _found.Add(
                new(name, [.. rest])
                {
                    Folder = ShellFolders.Combined(here, GitWords.Place(name, rest)),
                    Called = words[0],
                }
            );
            folders.Go(name, rest);
            if (name == "set")
                Set(rest);
            var inner = ShellRunners.Inner(name, rest);
            here = ShellFolders.Combined(here, inner.Folder);
            var own = _positional;
            if (inner.Positional.Length > 0)
                _positional = inner.Positional;
            // What eval is handed is the line's own; any other is a shell by itself.
            foreach (var text in inner.Lines)
            {
                var within = new ShellFolders(here);
                Read(text, depth + 1, within);
                if (name == "eval")
                    folders.Arrive(within.End());
            }

            // What a shell is fed comes later.
            if (!inner.IsFed)
                _positional = own;

            foreach (var command in inner.Commands)
                Run(command, depth + 1, new(here));
            _feedsMake |= inner.IsFed && name.EndsWith("make", StringComparison.Ordinal);
            if (inner.IsFed)
                return true;
            words = inner.Command;
        }

        return false;
    }

    // set -- a b
    private void Set(string[] words)
    {
        var behind = Array.IndexOf(words, "--");
        var values = behind >= 0 ? words[(behind + 1)..] : [.. words.SkipWhile(word => word is ['-' or '+', ..])];
        if (values.Length > 0)
            _positional = ["", .. values];
    }

    private void Remember(ShellCall call)
    {
        foreach (var assignment in call.Assignments)
        {
            if (assignment.Value.Text is { } value)
                _variables[assignment.Name] = value;
        }
    }

    private void Streams(ShellCall call, string folder)
    {
        foreach (var stream in call.Redirections)
        {
            var target = ShellFolders.Combined(folder, string.Concat(Expanded(stream.Target)));
            if (stream.Operator is ">" or ">>" or ">|" or "&>" or "&>>" or "<>")
                _outputs.Add(target);
            else if (stream.Operator == "<")
                _inputs.Add(target);
        }
    }

    // A variable of the line itself is put in its place; of any other word what is known.
    private IEnumerable<string> Expanded(ShellWord word)
    {
        if (word.Text is { } text)
            return [text];
        if (
            word.Pieces is [{ Kind: PieceKind.Variable, Quoted: false } only]
            && Value(only.Text) is { } value
        )
            return value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (word.Pieces is [{ Kind: PieceKind.Variable, Text: "@" }] && _positional.Length > 1)
            return _positional[1..];
        var known = new StringBuilder();
        foreach (var piece in word.Pieces)
        {
            known.Append(
                piece.Kind == PieceKind.Text ? piece.Text
                : piece.Kind == PieceKind.Variable && Value(piece.Text) is { } part ? part
                : "\0"
            );
        }

        return [known.ToString()];
    }

    private string? Value(string name) =>
        name is [>= '0' and <= '9'] ? (name[0] - '0' < _positional.Length ? _positional[name[0] - '0'] : null)
        : name is "*" or "@" ? (_positional.Length > 1 ? string.Join(' ', _positional[1..]) : null)
        : _variables.GetValueOrDefault(name);

    private static bool IsAssignment(string word) =>
        ShellWordReader.IsNameStart(word[0])
        && word.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign
        && word.AsSpan(0, sign).IndexOfAnyExcept(NameSigns) < 0;

    private static string Name(string word)
    {
        var name = word[(word.LastIndexOfAny(['/', '\\']) + 1)..];
        foreach (var ending in (string[])[".exe", ".cmd"])
        {
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && name.Length > ending.Length)
                return name[..^ending.Length];
        }

        return name;
    }
}
