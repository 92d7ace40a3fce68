using Brain.Cli.Agents.ClaudeCode;
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
    private const int Bold = 1;
    private const int Cyan = 36;
    private const int LineMax = 110;
    private const string Lesson = "prices are whole cents, never decimals";

    internal int Tell()
    {
        var first = new DemoSession(home, folder);
        first.Begin();
        Chapter("A session says what it is for, and first only talks.");
        Typed("/purpose move the price list to JSON", first.Command("purpose", "move the price list to JSON"));
        Typed("/mode sparring", first.Command("mode", "sparring"));
        first.Say("how would you move prices.csv to JSON?");
        Done("Claude wants to write prices.json", first.Write("prices.json"));
        first.Stop("One object for each bean, its price in cents.");

        Chapter("A persona watches what is done, and a budget holds.");
        Typed("/persona create Dora 🐘 \"databases\"", first.Command("persona", "create Dora 🐘 \"databases\""));
        Typed("/budget 50k", first.Command("budget", "50k"));
        first.Command("mode", "execution");
        first.Say("write it, and throw the old table of prices away");
        first.Write("prices.json");
        first.Run("psql shop -c 'drop table old_prices'");
        var footer = first.Stop("prices.json is written, and the old table is gone.");
        Done("Claude stops; under its answer stands", Lines(footer, "Dora"));

        Chapter("The work leaves its purpose: the brain says so, then asks.");
        Wander(first);

        Chapter("What a turn changed in the brain is taken back. Files are not touched.");
        Typed("/budget 1m", first.Command("budget", "1m"));
        first.Command("brain:undo", "");
        Typed("/brain:undo yes", first.Command("brain:undo", "yes"));

        Chapter("What one session learnt, the next one is told.");
        Typed($"/learn {Lesson}", first.Command("learn", Lesson));
        Typed("/done", first.Command("done", ""));
        first.End();
        Done("A second session begins; Claude is told", Lines(new DemoSession(home, folder).Begin(), Lesson));
        Terminal.Out.WriteLine("Nothing of this is left. Your turn: brain install claude-code, then claude.");
        return ExitCode.Ok;
    }

    // Two turns in a row far from the purpose, and then the brain asks before it lets a third one go on.
    private static void Wander(DemoSession session)
    {
        session.Say("find flights from Berlin to Lisbon in June for the holiday");
        session.Stop("There are three flights from Berlin to Lisbon in June.");
        session.Say("compare hotels in Lisbon for the holiday in June");
        var footer = session.Stop("Hotels in Lisbon in June: the one by the river is the cheapest.");
        Done("Claude stops, two turns about a holiday later", Lines(footer, "Cop"));
        var held = string.Join('\n', session.Say("book the hotel in Lisbon too"));
        // What is asked stands at the end of what the Cop has to say.
        var question = held.IndexOf("Answer with", StringComparison.Ordinal);
        Typed("book the hotel in Lisbon too", [question < 0 ? held : $"👮 Cop: {held[question..]}"]);
        session.Say("park");
    }

    // The lines that the story is about; all of them where there is none, so that nothing is hidden.
    private static string[] Lines(string[] answers, string about)
    {
        string[] all = [.. answers.SelectMany(one => one.Split('\n'))];
        string[] some = [.. all.Where(line => line.Contains(about, StringComparison.Ordinal))];
        return some.Length > 0 ? some : all;
    }

    private static void Chapter(string title) => Terminal.Write(title + "\n", Bold);

    private static void Typed(string words, string[] answers) => Done($"> {words}", answers);

    private static void Done(string what, string[] answers)
    {
        Terminal.Out.WriteLine(Cut($"  {what}"));
        foreach (var line in answers.SelectMany(one => one.Split('\n')).Where(one => one.Trim().Length > 0).Take(1))
            Terminal.Write(Cut($"     🧠 {TerminalText.Line(Plain(line))}") + "\n", Cyan);
    }

    private static string Plain(string line) =>
        line.StartsWith("block: ", StringComparison.Ordinal) ? line["block: ".Length..]
        : line.StartsWith("shown: ", StringComparison.Ordinal) ? line["shown: ".Length..]
        : line;

    private static string Cut(string line) =>
        Terminal.Cut(line.Length <= LineMax ? line : string.Concat(line.AsSpan(0, LineMax - 1), "…"));
}
