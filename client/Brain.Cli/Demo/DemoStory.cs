using System.Text.Json.Nodes;
using Brain.Cli.Screen;
using Brain.Client;
using Brain.Messages.Text;

namespace Brain.Cli.Demo;

/// <summary>
/// What a brain does, told in a page: two little sessions in a shop that sells beans. What stands behind 🧠 is what
/// this brain answered just now; the rest is the story.
/// </summary>
/// <param name="home">A brain that is there for the story alone.</param>
/// <param name="folder">A folder likewise.</param>
internal sealed class DemoStory(BrainHome home, string folder)
{
    private const int Cyan = 36;
    private const int LineMax = 110;

    internal int Tell()
    {
        var first = new DemoSession(home, folder);
        first.Begin();
        Chapter("A session says what it is for, and first only talks.");
        Typed("/purpose move the price list to JSON", first.Command("purpose", "move the price list to JSON"));
        Typed("/mode sparring", first.Command("mode", "sparring"));
        first.Say("how would you move prices.csv to JSON?");
        Done("Claude wants to write prices.json", first.Use("Write", File("prices.json")));
        first.Stop("One object for each bean, its price in cents.");

        Chapter("A persona watches; a budget holds.");
        Typed("/persona create Dora 🐘 \"databases\"", first.Command("persona", "create Dora 🐘 \"databases\""));
        Typed("/mode execution", first.Command("mode", "execution"));
        Typed("/budget 50k", first.Command("budget", "50k"));
        first.Say("write it, and throw the old table of prices away");
        first.Use("Write", File("prices.json"));
        first.Use("Bash", new() { ["command"] = "psql shop -c 'drop table old_prices'" });
        Done("Claude stops", first.Stop("prices.json is written, and the old table is gone."));
        Typed("/rate Dora useful", first.Command("rate", "Dora useful"));

        Chapter("The work leaves its purpose, and somebody says so.");
        Wander(first);

        Chapter("What a turn changed in the brain can be taken back.");
        Typed("/budget 1m", first.Command("budget", "1m"));
        Typed("/brain:undo", first.Command("brain:undo", ""));
        Typed("/brain:undo yes", first.Command("brain:undo", "yes"));

        Chapter("The session ends; the next one is told what it learnt.");
        Typed("/done", first.Command("done", ""));
        first.End();
        Done("A second session begins", Known(new DemoSession(home, folder).Begin()));
        Terminal.Out.WriteLine("\nNothing of this is left. Your turn: brain install claude-code, then claude.");
        return ExitCode.Ok;
    }

    // Two turns in a row far from the purpose, and then the brain asks before it lets a third one go on.
    private static void Wander(DemoSession session)
    {
        session.Say("find flights from Berlin to Lisbon in June for the holiday");
        session.Stop("There are three flights from Berlin to Lisbon in June.");
        session.Say("compare hotels in Lisbon for the holiday in June");
        Done(
            "Claude stops, two turns later",
            session.Stop("Hotels in Lisbon in June: the one by the river is the cheapest.")
        );
        Typed("book the hotel in Lisbon too", session.Say("book the hotel in Lisbon too"));
        Typed("park", session.Say("park"));
    }

    private static string[] Known(string[] told) =>
        [
            .. told.SelectMany(one => one.Split('\n'))
                .Where(line =>
                    line.Contains("hand-off", StringComparison.OrdinalIgnoreCase)
                    || line.Contains("Learn", StringComparison.OrdinalIgnoreCase)
                    || line.StartsWith('┃')
                )
                .Take(3),
        ];

    private static JsonObject File(string name) => new() { ["file_path"] = name, ["content"] = "[]" };

    private static void Chapter(string title) => Terminal.Out.WriteLine($"\n{title}");

    private static void Typed(string words, string[] answers) => Done($"> {words}", answers);

    private static void Done(string what, string[] answers)
    {
        Terminal.Out.WriteLine(Cut($"  {what}"));
        foreach (var line in answers.SelectMany(one => one.Split('\n')).Where(one => one.Trim().Length > 0).Take(3))
            Terminal.Write(Cut($"     🧠 {TerminalText.Line(Plain(line))}") + "\n", Cyan);
    }

    private static string Plain(string line) =>
        line.StartsWith("block: ", StringComparison.Ordinal) ? line["block: ".Length..]
        : line.StartsWith("shown: ", StringComparison.Ordinal) ? line["shown: ".Length..]
        : line;

    private static string Cut(string line) =>
        Terminal.Cut(line.Length <= LineMax ? line : string.Concat(line.AsSpan(0, LineMax - 1), "…"));
}
