using System.Buffers;
using System.Collections.Frozen;

namespace Brain.Domain.Tools.Shell;

/// <summary>What is known of a line's variables: those that it sets itself to plain words, and a few that every shell
/// has.</summary>
internal sealed class ShellVariables
{
    private static readonly SearchValues<char> Splitting = SearchValues.Create(" \t\n*?[");

    // Paths that the person's own session set; no line that sets them is taken for one that reads.
    private static readonly string[] Paths =
    [
        "HOME",
        "PWD",
        "OLDPWD",
        "TMPDIR",
        "USER",
        "LOGNAME",
    ];

    // Set for one command, these change how it shows things and nothing else.
    private static readonly FrozenSet<string> Harmless = FrozenSet.Create(
        StringComparer.Ordinal,
        "LANG",
        "LANGUAGE",
        "TZ",
        "NO_COLOR",
        "FORCE_COLOR",
        "CLICOLOR",
        "COLUMNS",
        "LINES",
        "GIT_OPTIONAL_LOCKS",
        "CI"
    );

    // Lower-case names that mean something to a shell or to other programs.
    private static readonly FrozenSet<string> Meaning = FrozenSet.Create(
        StringComparer.Ordinal,
        "path",
        "cdpath",
        "fpath",
        "mailpath",
        "manpath",
        "module_path",
        "psvar",
        "watch",
        "fignore",
        "prompt",
        "status",
        "argv",
        "signals",
        "histchars",
        "commands",
        "functions",
        "aliases",
        "galiases",
        "saliases",
        "dirstack",
        "options",
        "parameters",
        "builtins",
        "modules",
        "nameddirs",
        "userdirs",
        "history",
        "jobdirs",
        "jobstates",
        "jobtexts",
        "reswords",
        "patchars",
        "widgets",
        "keymaps",
        "zle_highlight",
        "chpwd_functions",
        "precmd_functions",
        "preexec_functions",
        "periodic_functions",
        "zshexit_functions",
        "zshaddhistory_functions",
        "zsh_directory_name_functions",
        "term",
        "mapfile",
        "terminfo",
        "termcap",
        "sysparams",
        "errnos",
        "zsh_eval_context"
    );

    private readonly Dictionary<string, VariableKind> _kinds = new(StringComparer.Ordinal);

    private enum VariableKind
    {
        /// <summary>A number.</summary>
        Number,

        /// <summary>One word that is no option.</summary>
        Word,

        /// <summary>No option, but it may be made into several words.</summary>
        NoOption,

        /// <summary>Anything.</summary>
        Any,
    }

    public ShellVariables(ShellScript script)
    {
        foreach (var path in Paths)
            _kinds[path] = VariableKind.Word;
        foreach (var assignment in script.Calls.SelectMany(call => call.Assignments))
            Note(assignment.Name, KindOf(assignment.Value));
        foreach (var binding in script.Bindings)
            Note(
                binding.Name,
                binding.Values is { } values
                    ? values.Select(KindOf).DefaultIfEmpty(VariableKind.Word).Max()
                    : VariableKind.Any
            );
        foreach (var call in script.Calls.Where(call => call.Words.Any(word => word.Text == "read")))
        {
            foreach (var name in call.Words)
                Note(name.Text ?? "", VariableKind.Any);
        }
    }

    public bool IsOneWord(ShellPiece piece) => piece.Kind == PieceKind.Variable && Of(piece.Text) <= VariableKind.Word;

    public bool IsNumber(ShellPiece piece) =>
        piece.Kind == PieceKind.Number || (piece.Kind == PieceKind.Variable && Of(piece.Text) == VariableKind.Number);

    public bool IsNoOption(ShellPiece piece) => Of(piece.Text) <= VariableKind.NoOption;

    /// <summary>A command's own variable that changes at most how it shows things.</summary>
    public static bool IsHarmless(ShellAssignment assignment) =>
        assignment.Value.Text is { } value
        && (
            (Harmless.Contains(assignment.Name) && (assignment.Name == "TZ" || IsNoPath(value)))
            || (assignment.Name.StartsWith("LC_", StringComparison.Ordinal) && IsNoPath(value))
            || (assignment.Name is "PAGER" or "GIT_PAGER" or "MANPAGER" && value is "cat" or "")
        );

    /// <summary>
    /// A name that a line may set for itself: nothing that programs or shells go by. What it holds must not look like a
    /// substitution, for there are places where a shell works out what a variable holds.
    /// </summary>
    public static bool MaySet(string name, ShellWord? value) =>
        IsOwn(name) && value?.Pieces.All(piece => piece.Kind != PieceKind.Text || !HoldsCommand(piece.Text)) != false;

    /// <summary>A name that neither shells nor programs go by.</summary>
    public static bool IsOwn(string name) =>
        name.Length > 0
        && !Meaning.Contains(name)
        && !name.EndsWith("_proxy", StringComparison.Ordinal)
        && (
            name.Length == 1
                ? char.IsAsciiLetter(name[0])
                : char.IsAsciiLetterLower(name[0])
                    && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
        );

    // A language is looked for in a folder of its name, which holds how programs print.
    private static bool IsNoPath(string value) => !value.Contains('/', StringComparison.Ordinal);

    private static bool HoldsCommand(string text) =>
        text.AsSpan().ContainsAny('$', '`') || text.Contains("/dev", StringComparison.Ordinal);

    private VariableKind Of(string name) =>
        name.Length == 0 ? VariableKind.Any
        : _kinds.TryGetValue(name, out var kind) ? kind
        : IsProject(name) ? VariableKind.Word
        : VariableKind.Any;

    private void Note(string name, VariableKind kind) =>
        _kinds[name] =
            _kinds.TryGetValue(name, out var known) && known > kind ? known
            : IsProject(name) && kind < VariableKind.Word ? VariableKind.Word
            : kind;

    // As agents call the folder that they were started for, each by its own first word.
    private static bool IsProject(string name) =>
        name.EndsWith("_PROJECT_DIR", StringComparison.Ordinal) && name.Length > "_PROJECT_DIR".Length;

    private static VariableKind KindOf(ShellWord word)
    {
        if (word.Text is { } text)
            return text.StartsWith('-') || text.Length == 0 ? VariableKind.Any
                : text.All(char.IsAsciiDigit) ? VariableKind.Number
                : text.AsSpan().ContainsAny(Splitting) ? VariableKind.NoOption
                : VariableKind.Word;
        return
            !word.Braces
            && word.Lead.Length > 0
            && word.Lead[0] != '-'
            && word.Pieces.All(piece => piece.Kind is PieceKind.Text or PieceKind.Pattern)
            ? VariableKind.NoOption
            : VariableKind.Any;
    }
}
