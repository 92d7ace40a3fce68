using System.Collections.Frozen;
using Brain.Messages.Hooks;
using static Brain.Messages.Commands.CommandEffect;
using static Brain.Messages.Commands.CommandHandler;

namespace Brain.Messages.Commands;

/// <summary>
/// Every verb of the brain, said once. The command line, the slash commands' files, the plugin's, the names that no
/// persona may have, the guard before an agent's shell, the dispatcher and the docs read it here.
/// </summary>
public static class CommandCatalog
{
    /// <summary>All of them, in the order of the help.</summary>
    public static IReadOnlyList<CommandVerb> All { get; } =
    [.. Machine(), .. Sessions(), .. Personas(), .. Knowledge(), .. Silos(), .. Others()];

    private static readonly FrozenDictionary<string, CommandVerb> ByName = All.SelectMany(verb =>
            new[] { (Name: verb.Name, Verb: verb), (Name: verb.Alias ?? verb.Name, Verb: verb) }.Distinct()
        )
        .ToFrozenDictionary(one => one.Name, one => one.Verb, StringComparer.Ordinal);

    private static readonly FrozenDictionary<CommandKind, CommandVerb> ByKind = All.Where(verb => verb.Kind is not null)
        .ToFrozenDictionary(verb => verb.Kind!.Value);

    /// <summary>The slash commands.</summary>
    public static IEnumerable<CommandVerb> Slashes => All.Where(verb => verb.Slash is not null);

    /// <summary>The verb of that name or alias; null when there is none.</summary>
    public static CommandVerb? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The verb that is known to be there.</summary>
    public static CommandVerb Of(CommandKind kind) => ByKind[kind];

    /// <summary>The word behind a verb that is known to be there.</summary>
    public static CommandWord Word(string verb, string word) => ByName[verb].Words.Single(one => one.Name == word);

    private static IEnumerable<CommandVerb> Machine() =>
        [
            new("up", "Start everything on this machine.", Script, Changes) { Usage = "[--json] [--upgrade-postgres]" },
            new("down", "Stop what `brain up` started, and only that.", Script, Changes),
            new(
                "backup",
                "Write all that the brain knows into a file, while it runs: brain backup FILE.",
                Script,
                Changes
            )
            {
                Usage = "FILE",
            },
            new(
                "restore",
                "Take it back from such a file; what was there is kept: brain restore FILE.",
                Script,
                Changes
            )
            {
                Usage = "FILE",
            },
            new("supervise", "Keep Postgres and the silo up (brain up says this, not people).", Client, Changes)
            {
                Hidden = true,
            },
            new(
                "status",
                "Show where the brain is and whether it takes hooks; exit 0 when it does, 3 when it is down, "
                    + "4 when it runs and does not.",
                Client,
                Tells
            ),
            new("dashboard", "Open the dashboard in a browser, signed in by a link that works once.", Silo, Changes)
            {
                Usage = "[--no-open] [--json]",
            },
            new("doctor", "Check every part and say how to mend it; exit 1 when one fails.", Client, Tells),
            new("install", "Put the brain's hooks and commands into an agent's settings.", Client, Changes)
            {
                Usage = KnownAgent.Names,
            },
            new("uninstall", "Take the brain's hooks and commands out of an agent's settings.", Client, Changes)
            {
                Usage = KnownAgent.Names,
            },
        ];

    private static IEnumerable<CommandVerb> Sessions() =>
        [
            new("purpose", "Show or declare what a session is for.", Session, ChangesWithWords)
            {
                Kind = CommandKind.Purpose,
                NeedsSession = true,
                Usage = "[TEXT]",
                Slash = new(
                    "Say what this session is for, or ask (answered by the brain, no tokens)",
                    "what this session is for"
                ),
            },
            new("mode", "Show or change what the agent may do in a session.", Session, ChangesWithWords)
            {
                Kind = CommandKind.Mode,
                NeedsSession = true,
                Usage = "[sparring|debug|execution]",
                Slash = new(
                    "Change what the agent may do, or ask (answered by the brain, no tokens)",
                    "sparring | debug | execution"
                ),
            },
            new("budget", "Show or set what a session, a day or a week may use.", Session, ChangesWithWords)
            {
                Kind = CommandKind.Budget,
                NeedsSession = true,
                Usage = "[[day|week] TOKENS|DOLLARS|none]",
                Slash = new(
                    "Cap this session's tokens or dollars, or ask (answered by the brain, no tokens)",
                    "200k | $5 | day $20 | week $80 | none"
                ),
            },
            new(
                "hints",
                "Show or switch what a session's agent is told by itself of other sessions.",
                Session,
                ChangesWithWords
            )
            {
                Kind = CommandKind.Hints,
                NeedsSession = true,
                Usage = "[on|off]",
                Slash = new(
                    "Have this session told nothing by itself of other sessions, or ask (answered by the brain, no "
                        + "tokens)",
                    "off | on"
                ),
            },
        ];

    private static IEnumerable<CommandVerb> Personas() =>
        [
            new("persona", "List, make and change personas.", Persona, ChangesWithWords)
            {
                Kind = CommandKind.Persona,
                Usage = "[WORD …]",
                Words =
                [
                    new("list", "List personas.", Changes: false),
                    new("show", "Show one.", Changes: false, "NAME"),
                    new("create", "Make one.", Changes: true, "NAME EMOJI \"JOB\""),
                    new("rename", "Give one another name.", Changes: true, "NAME to NEW"),
                    new("deactivate", "Make one fall silent.", Changes: true, "NAME"),
                    new("activate", "Make one watch again.", Changes: true, "NAME"),
                    new("archive", "Put one away.", Changes: true, "NAME"),
                    new("restore", "Bring one back.", Changes: true, "NAME"),
                    new("unmute", "Let one that is muted be heard again.", Changes: true, "NAME"),
                    new("test", "Show what its rules would have said of the last turns.", Changes: false, "NAME"),
                    new("rate", "Say what its newest comment was worth.", Changes: true, "NAME useful|noise|wrong"),
                ],
                Slash = new(
                    "List, make and change personas (answered by the brain, no tokens)",
                    "list | create Steve 🔧 APIs | show, rename, deactivate, archive, restore, unmute, test NAME"
                ),
            },
            new("ask", "Ask a persona; its answer cites the rows it used.", Persona, Changes)
            {
                Kind = CommandKind.Ask,
                Usage = "NAME QUESTION",
                Slash = new("Ask a persona (answered by the brain)", "Steve which endpoints page?") { Hosted = true },
            },
            new("checkin", "Show a persona's recent comments, open items and precision.", Persona, Tells)
            {
                Kind = CommandKind.CheckIn,
                Usage = "NAME",
                Slash = new("How is a persona doing? (answered by the brain, no tokens)", "Steve"),
            },
            new("broadcast", "Ask every active persona at the same time.", CommandHandler.Broadcast, Changes)
            {
                Kind = CommandKind.Broadcast,
                Usage = "QUESTION",
                Slash = new(
                    "Ask every active persona at the same time (answered by the brain)",
                    "what would you change first?"
                ),
            },
            new("rate", "Rate a persona's comment, or a rule's hit: useful, noise or wrong.", Persona, Changes)
            {
                Kind = CommandKind.Rate,
                NeedsSession = true,
                Usage = "NAME|rule ID useful|noise|wrong [TURN]",
                Slash = new(
                    "What was a persona's comment worth? (answered by the brain, no tokens)",
                    "Steve useful | noise | wrong"
                ),
            },
            new("done", "Close a session: classify its turns, rate comments, keep what was learnt.", Auditor, Changes)
            {
                Kind = CommandKind.Done,
                NeedsSession = true,
                Slash = new(
                    "Close this session and classify its turns, rate comments, keep what was learnt (answered by "
                        + "the brain)",
                    ""
                ),
            },
            new(
                "undo",
                "Show, and with yes take back, what a turn or a session changed in the brain.",
                Archivist,
                Changes
            )
            {
                Kind = CommandKind.Undo,
                NeedsSession = true,
                Usage = "[TURN|session|redo] [with later] [yes]",
                Slash = new(
                    "Show, and with yes take back, what a turn or the session changed in the brain (no tokens)",
                    "yes | 3 | session | redo"
                )
                {
                    PluginOnly = true,
                },
            },
            new(
                "pipeline",
                "Outcomes that must follow each other in time, and who tells when one is late.",
                Pipeline,
                ChangesWithWords
            )
            {
                Kind = CommandKind.Pipeline,
                Usage = "WORD …",
                Words =
                [
                    new("list", "List pipelines as they are defined now.", Changes: false, "[all]"),
                    new("define", "Define a pipeline, or its next version, from a YAML file.", Changes: true, "FILE"),
                    new(
                        "show",
                        "Show a pipeline with its file, or a run with its links.",
                        Changes: false,
                        "NAME|RUN"
                    ),
                    new("runs", "List runs: late ones first, then the newest.", Changes: false, "[NAME] [--all]"),
                    new("start", "Start a run.", Changes: true, "NAME [SUBJECT] [--everywhere]"),
                    new("reach", "Say that a link's outcome is there.", Changes: true, "RUN LINK"),
                    new("skip", "Let a link be: nobody waits for it.", Changes: true, "RUN LINK"),
                    new("heal", "Say that the outcome that was late is there.", Changes: true, "RUN [LINK]"),
                    new("abandon", "Give a run up.", Changes: true, "RUN"),
                ],
                Slash = new(
                    "Start and move runs of outcomes that must come in time (answered by the brain, no tokens)",
                    "list | show NAME | start NAME SUBJECT | reach RUN LINK | runs"
                ),
            },
        ];

    private static IEnumerable<CommandVerb> Knowledge() =>
        [
            new("learn", "Keep what was learnt, for every session on the project.", CommandHandler.Knowledge, Changes)
            {
                Kind = CommandKind.Learn,
                Usage = "TEXT",
                Slash = new(
                    "Keep what was learnt, for every session on the project (answered by the brain, no tokens)",
                    "we use pnpm here, never npm"
                ),
            },
            new("learnings", "What was learnt: list it, and say what it is worth.", Silo, ChangesWithWords)
            {
                Usage = "[WORD …]",
                Words =
                [
                    new(
                        "list",
                        "List learnings, those of this folder's project unless told otherwise.",
                        Changes: false
                    ),
                    new("show", "Show one, with what is like it and which of its files changed.", Changes: false, "ID"),
                    new("triage", "Go through those that wait for a review, with single keys.", Changes: true),
                    new("activate", "Have sessions on its project told.", Changes: true, "ID"),
                    new(
                        "reject",
                        "Say that it was tried and refuted: it is never told as advice.",
                        Changes: true,
                        "ID"
                    ),
                    new("archive", "Put one away.", Changes: true, "ID"),
                    new("supersede", "Say that another takes its place.", Changes: true, "ID by ID"),
                    new("importance", "Say how important it is; 0 takes that back.", Changes: true, "ID 1..5"),
                ],
            },
            new("documents", "Texts to look things up in: Markdown, text and PDF files.", Silo, ChangesWithWords)
            {
                Usage = "[WORD …]",
                Words =
                [
                    new(
                        "add",
                        "Read files, or what is below folders, so that search finds it.",
                        Changes: true,
                        "PATH…"
                    ),
                    new("list", "List those that search looks in.", Changes: false),
                    new("remove", "Take some out again.", Changes: true, "PATH|ID…"),
                ],
            },
            new("fix", "Show what followed an error on this project before, and what worked then.", Silo, Tells)
            {
                Usage = "ERROR",
            },
            new("how", "Show how a program is called on this project, what worked and what failed.", Silo, Tells)
            {
                Usage = "TOOL",
            },
            new("blame", "Show which prompt, session and commit a file, or a line of it, is of.", Silo, Tells)
            {
                Usage = "FILE[:LINE]",
            },
            new("rule", "Rules about tool calls: draft, rehearse, switch and rate them.", Rule, ChangesWithWords)
            {
                Kind = CommandKind.Rule,
                Usage = "[WORD …]",
                Words =
                [
                    new("list", "List rules.", Changes: false),
                    new("show", "Show one with all that is known of it.", Changes: false, "ID"),
                    new("rehearse", "Show what one would have met in the last 30 days.", Changes: false, "ID"),
                    new(
                        "propose",
                        "Draft one from words, a learning or a turn, and rehearse it; alone, say from what one "
                            + "could be.",
                        Changes: true,
                        "[LEARNING-ID|\"TEXT\"|turn NUM] [--everywhere]"
                    ),
                    new(
                        "add",
                        "Write one by hand, and rehearse it.",
                        Changes: true,
                        "--tool shell|edit|read|fetch|any --pattern PATTERN|--path GLOB|--text WORDS "
                            + "--deny|--ask|--remind SENTENCE [--everywhere]"
                    ),
                    new("on", "Switch one on, in sessions that run now too.", Changes: true, "ID"),
                    new("off", "Switch one off.", Changes: true, "ID"),
                    new("archive", "Put one away.", Changes: true, "ID"),
                    new("rate", "Say what its newest hit was worth.", Changes: true, "ID useful|noise|wrong"),
                ],
                Slash = new(
                    "Draft, rehearse and switch rules about tool calls (answered by the brain, no tokens)",
                    "propose 'never run npm install, use pnpm' | on ID | off ID | rehearse ID"
                ),
            },
            new("rules", "List rules with their hits, precision and state.", Rule, Tells)
            {
                Kind = CommandKind.Rules,
                Slash = new("List rules with their hits, precision and state (no tokens)", ""),
            },
            new("repos", "The git clones of this machine: list them, and look for them.", Repo, ChangesWithWords)
            {
                Kind = CommandKind.Repos,
                Usage = "[sync [FOLDER …]]",
                Words =
                [
                    new("list", "List clones, those committed to last first.", Changes: false),
                    new("sync", "Look for clones below folders, and at those known.", Changes: true, "[FOLDER …]"),
                ],
            },
            new("skills", "Skills: list, find and show them, and say how far one is trusted.", Skill, ChangesWithWords)
            {
                Kind = CommandKind.Skills,
                Alias = "skill",
                Usage = "[WORD …]",
                Words =
                [
                    new("list", "List skills, those that are used most first.", Changes: false),
                    new("show", "Show one with all that is known of it.", Changes: false, "NAME|ID"),
                    new("search", "Find skills by words and by meaning.", Changes: false, "WORDS"),
                    new("sync", "Read their folders now; alone, all that are known.", Changes: true, "[FOLDER …]"),
                    new(
                        "scan",
                        "Say what skills can do by their files alone; exit 2 when one does what no honest one does.",
                        Changes: false,
                        "PATH…"
                    ),
                    new(
                        "test",
                        "Run one's own test without a network; passed, it is verified. A folder's is only run.",
                        Changes: true,
                        "NAME|ID|FOLDER [--eval] [--dry-run]"
                    ),
                    new(
                        "draft",
                        "Make a skill of what worked in a session, its parameters lifted out.",
                        Changes: true,
                        "[NAME] [--turns N-M] [--to FOLDER] [--dry-run]"
                    ),
                    new(
                        "extract",
                        "Make a skill of a stretch of turns, or of one learning.",
                        Changes: true,
                        "[NAME] --turns N-M|--learning ID [--to FOLDER] [--dry-run]"
                    ),
                    new(
                        "version",
                        "Give one its next version, with a line of history; the difference is shown.",
                        Changes: true,
                        "NAME|ID [major|minor|patch|1.2.3] [--why TEXT] [--dry-run]"
                    ),
                    new(
                        "share",
                        "Put one into a folder, a branch's commit, or a plugin marketplace.",
                        Changes: true,
                        "NAME|ID --folder FOLDER|--branch BRANCH|--marketplace FOLDER [--with-secrets] [--dry-run]"
                    ),
                    new("publish", "Keep a list of those that were verified in a file.", Changes: true, "FILE"),
                    new(
                        "leave",
                        "Look through a named folder no more, or keep no list in a file any more.",
                        Changes: true,
                        "PATH"
                    ),
                    new("trust", "Say how far one is trusted.", Changes: true, "NAME|ID untested|trusted|critical"),
                    new(
                        "undo",
                        "Take back how the trust of one moved last, whoever moved it.",
                        Changes: true,
                        "NAME|ID"
                    ),
                ],
            },
            new("forget", "Take a text, a row's or a session's words out of everything, for good.", Silo, Changes)
            {
                Usage = "ID|--matching TEXT|--session ID",
            },
        ];

    private static IEnumerable<CommandVerb> Silos() =>
        [
            new("sessions", "List sessions, most recently spoken first.", Silo, Tells),
            new("cost", "Show what was used and what it costs at list prices, group by group.", Silo, Tells)
            {
                Usage = "[--by day|project|model|session|skill|agent|mcp|persona]",
            },
            new("handoff", "Print what another agent must know to go on with a session, or start it so.", Silo, Tells)
            {
                Usage = "--to AGENT",
            },
            new("costs", "Show what a session used and what that costs at list prices.", Silo, Tells),
            new(
                "statusline",
                "Print a session's line for an agent's status line, from what the agent sends on stdin.",
                Client,
                Tells
            )
            {
                Usage = "[--segment|--json]",
            },
            new("tail", "Follow what happens in all sessions, or in one.", Silo, Tells),
            new("search", "Find what was said, done, learnt or decided, by words and by meaning.", Silo, Tells)
            {
                Usage = "WORDS",
            },
            new("cluster", "The silos of this brain.", Silo, ChangesWithWords)
            {
                Usage = "WORD",
                Words =
                [
                    new(
                        "rotate",
                        "Revoke the certificates by which silos know each other, at once; they take a new one.",
                        Changes: true
                    ),
                ],
            },
            new("schema", "The database's tables.", Silo, ChangesWithWords)
            {
                Usage = "WORD",
                Words =
                [
                    new(
                        "check",
                        "Check every table of schema v2 against the rules; exit 1 when one is broken.",
                        Changes: false
                    ),
                ],
            },
            new("spool", "Show the events that wait for the brain to come back.", Client, ChangesWithWords)
            {
                Usage = "[flush]",
                Words =
                [
                    new(
                        "flush",
                        "Deliver them now, each session's in order; exit 1 when some still wait.",
                        Changes: true
                    ),
                ],
            },
            new("logins", "Show the browsers that are signed in at the loopback port.", Silo, ChangesWithWords)
            {
                Usage = "[revoke]",
                Words =
                [
                    new(
                        "revoke",
                        "Sign a browser out, at once; exit 1 when there is none of that name.",
                        Changes: true,
                        "ID"
                    ),
                ],
            },
            new("import", "Read what agents wrote down: transcripts, prompt history and notes.", Silo, Changes)
            {
                Usage = "[PATH …]",
            },
            new("redact", "Take secrets out of what is stored, history and all.", Silo, Changes)
            {
                Usage = "--rehearse|--apply",
            },
        ];

    private static IEnumerable<CommandVerb> Others() =>
        [
            new(
                "demo",
                "Tell a little story of two sessions in a brain of its own, or replay a recording.",
                Script,
                Changes
            )
            {
                Usage = "[FILE]",
            },
            new("completion", "Print a script that completes `brain` in your shell.", Client, Tells)
            {
                Usage = "bash|zsh|fish",
            },
            new("mcp", "Be an MCP server over stdio (agents start this, not people).", Client, Changes),
            new("hook", "Carry one event of an agent to the brain (agents say this, not people).", Client, Changes)
            {
                Usage = KnownAgent.Names,
            },
            new("pack", "Write an archive and a Debian package with all that `up` builds.", Script, Tells)
            {
                InClient = false,
                Usage = "[FOLDER]",
            },
            new("test", "Build and run the tests.", Script, Tells) { InClient = false, Usage = "[WORD]" },
            new("bench", "Run the benchmarks.", Script, Tells) { InClient = false },
            new("dev", "Start the database, and the silo in the foreground, in a home of its own.", Script, Changes)
            {
                InClient = false,
            },
        ];
}
