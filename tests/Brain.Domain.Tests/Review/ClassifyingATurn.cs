using System.Diagnostics;
using Brain.Domain.Review;
using Brain.Tests.Personas;
using FsCheck.Fluent;

namespace Brain.Tests.Review;

public sealed class ClassifyingATurn(ITestOutputHelper output)
{
    private static readonly TurnToClassify Turn = new()
    {
        Num = 3,
        Status = "ok",
        Asked = "add a switch",
        Answered = "Added.",
    };
    private static readonly ToolToClassify Edit = ClassifiedTurns.Call("Edit", "ok", "src/a.cs");
    private static readonly ToolToClassify Failed = ClassifiedTurns.Call("Bash", "errored", "dotnet test", "1 failed");
    private static readonly ToolToClassify Passed = ClassifiedTurns.Call("Bash", "ok", "dotnet test");

    // 53 of 60. They were written after the rules and not looked at until the words of a next prompt that corrects were
    // widened (46 before). Whoever changes a rule looks at the tuning part only.
    [Fact]
    public void Keeps_its_accuracy_on_the_held_out_part()
    {
        var (recall, accuracy, table) = ClassifiedTurns.Score(ClassifiedTurns.HeldOut);
        output.WriteLine(table);

        Assert.InRange(accuracy, 0.85, 1);
        Assert.InRange(recall[TurnClass.Mistake], 0.7, 1);
        Assert.InRange(recall[TurnClass.Decision], 0.6, 1);
        Assert.All([TurnClass.Change, TurnClass.Chore, TurnClass.Question], known =>
            Assert.InRange(recall[known], 0.9, 1)
        );
        Assert.InRange(recall[TurnClass.Other], 0.8, 1);
    }

    [Fact]
    public void Calls_no_held_out_turn_a_mistake_that_is_none() =>
        Assert.DoesNotContain(ClassifiedTurns.HeldOut, one =>
            one.Label != TurnClass.Mistake && TurnClassifier.Of(one.Turn).Class == TurnClass.Mistake
        );

    // What was wrong is named by no word: the tense tells, or what stands for it in the language.
    [Theory]
    [InlineData("the footer shows last year", "I'd hard-coded it. It takes the year from the clock.")]
    [InlineData("die Summe stimmt in der Liste", "Ich hatte die Steuer zweimal addiert.")]
    [InlineData("les noms sont coupés", "J'avais gardé l'ancienne longueur.")]
    [InlineData("los nombres salen cortados", "Había dejado el ancho antiguo.")]
    [InlineData("i nomi sono tagliati", "Avevo lasciato la vecchia larghezza.")]
    [InlineData("de namen zijn afgekapt", "Ik had de oude breedte laten staan.")]
    [InlineData("isimler kesik", "Eski genişliği bırakmıştım.")]
    [InlineData("名前が切れています", "古い幅のまま使っていました。")]
    [InlineData("名字被截断", "我之前用了旧的宽度。")]
    public void Sees_an_error_that_no_word_names(string asked, string answered) =>
        Assert.Equal(
            TurnClass.Mistake,
            TurnClassifier.Of(Turn with { Asked = asked, Answered = answered, Tools = [Edit] }).Class
        );

    [Theory]
    [InlineData("the sidebar is too wide on tablets", "240 px instead of 320 below 1024.")]
    [InlineData("customers in india get a wrong tax, fix it", "The table lacked the states; all 36 are in.")]
    [InlineData("only show the first ten rows, not the whole list", "Ten rows and a link that loads the rest.")]
    [InlineData("не работает кнопка на android, почини", "Исправлено: обработчик закрывает диалог.")]
    public void Takes_no_old_bug_for_an_error_of_the_assistant(string asked, string answered) =>
        Assert.Equal(
            TurnClass.Change,
            TurnClassifier.Of(Turn with { Asked = asked, Answered = answered, Tools = [Edit] }).Class
        );

    [Fact]
    public void Gets_the_turns_right_that_it_was_tuned_on()
    {
        var (_, accuracy, table) = ClassifiedTurns.Score(ClassifiedTurns.Tuning);
        output.WriteLine(table);

        Assert.InRange(accuracy, 0.99, 1);
        Assert.InRange(ClassifiedTurns.Tuning.Length + ClassifiedTurns.HeldOut.Length, 120, 1_000);
    }

    [Fact]
    public void Takes_no_recovered_failure_for_a_mistake() =>
        Assert.Equal(
            TurnClass.Change,
            TurnClassifier
                .Of(
                    Turn with
                    {
                        Answered = "The test fails without it; it passes now.",
                        Tools = [Edit, Failed, Edit, Passed],
                    }
                )
                .Class
        );

    [Fact]
    public void Takes_a_failure_that_stayed_for_a_mistake() =>
        Assert.Equal(
            TurnClass.Mistake,
            TurnClassifier
                .Of(Turn with { Answered = "I could not get it to pass.", Tools = [Edit, Passed, Failed] })
                .Class
        );

    [Theory]
    [InlineData("no, that's wrong")]
    [InlineData("revert that please")]
    [InlineData("you broke the login")]
    [InlineData("not what I asked")]
    [InlineData("das ist falsch")]
    public void Finds_the_mistake_before_its_correction(string correction)
    {
        TurnToClassify[] turns =
        [
            Turn with
            {
                Tools = [Edit],
                Next = correction,
            },
            new()
            {
                Num = 4,
                Status = "ok",
                Asked = correction,
                Tools = [Edit],
            },
        ];

        Assert.Equal([TurnClass.Mistake, TurnClass.Change], TurnClassifier.Of(turns).Select(was => was.Class));
    }

    [Theory]
    [InlineData("you dropped the null check in the reader", "Right, I forgot to carry it over. It is back.")]
    [InlineData("the total is still off by one page", "My count left out the cover; it is included now.")]
    [InlineData("the spec wants it per tenant", "I had assumed one list for all. It is per tenant now.")]
    [InlineData("das Feld war vorher Pflicht", "Stimmt, das hatte ich beim Umbau übersehen. Es ist wieder Pflicht.")]
    [InlineData("tu as supprimé le mauvais fichier", "Je l'ai remis.")]
    [InlineData("me refería al otro módulo", "Cambiado en el otro módulo.")]
    [InlineData("você apagou a coluna errada", "Recuperada.")]
    [InlineData("hai tolto anche il controllo sui permessi", "Ripristinato.")]
    [InlineData("je hebt de verkeerde tabel verwijderd", "Hersteld.")]
    [InlineData("zapomniałeś o migracji", "Dodana.")]
    [InlineData("после твоей правки тест падает", "Исправлено.")]
    [InlineData("这不对，我说的是测试环境", "已改到测试环境。")]
    [InlineData("頼んでいないファイルまで変わっています", "すみません、確認不足でした。元に戻しました。")]
    public void Takes_a_turn_that_corrects_an_error_for_a_mistake(string asked, string answered) =>
        Assert.Equal(
            TurnClass.Mistake,
            TurnClassifier.Of(Turn with { Asked = asked, Answered = answered, Tools = [Edit] }).Class
        );

    [Theory]
    [InlineData("my mistake, I gave you last year's list. here is the new one", "The new list is in.")]
    [InlineData("the report page crashes when the list is empty, fix it", "An empty list shows a hint now.")]
    [InlineData("the export has no header row, add one", "Added; the other formats had one already.")]
    public void Takes_no_other_error_for_a_mistake(string asked, string answered) =>
        Assert.Equal(
            TurnClass.Change,
            TurnClassifier.Of(Turn with { Asked = asked, Answered = answered, Tools = [Edit] }).Class
        );

    [Fact]
    public void Blames_no_turn_for_an_error_elsewhere()
    {
        TurnToClassify[] turns =
        [
            Turn with
            {
                Asked = "translate the welcome page into Danish",
                Answered = "The welcome page is there in Danish.",
                Tools = [ClassifiedTurns.Call("Write", "ok", "locales/da.json")],
                Next = "you broke the tariff parser, its quotes are lost",
            },
            new()
            {
                Num = 4,
                Status = "ok",
                Asked = "you broke the tariff parser, its quotes are lost",
                Answered = "The parser keeps quotes again.",
                Tools = [ClassifiedTurns.Call("Edit", "ok", "src/tariff/Parser.cs")],
            },
        ];

        Assert.Equal([TurnClass.Change, TurnClass.Mistake], TurnClassifier.Of(turns).Select(was => was.Class));
    }

    [Theory]
    [InlineData("on garde un seul dépôt, pas de sous-modules", "Entendu.")]
    [InlineData("nos quedamos con MariaDB", "De acuerdo.")]
    [InlineData("zostajemy przy jednym serwerze", "Jasne.")]
    [InlineData("решили: без кэша в первой версии", "Понял.")]
    [InlineData("ログは30日で削除に決めました", "承知しました。")]
    [InlineData("we never store birthdays, ok?", "Agreed, no birthdays anywhere.")]
    public void Takes_what_is_settled_for_a_decision(string asked, string answered) =>
        Assert.Equal(
            TurnClass.Decision,
            TurnClassifier.Of(Turn with { Asked = asked, Answered = answered, Tools = [] }).Class
        );

    [Fact]
    public void Takes_a_measurement_that_was_asked_about_for_a_question() =>
        Assert.Equal(
            TurnClass.Question,
            TurnClassifier
                .Of(
                    Turn with
                    {
                        Asked = "which of the two indexes is smaller?",
                        Answered = "The partial one, 8 MB.",
                        Tools = [ClassifiedTurns.Call("Bash", "ok", "psql -f /tmp/sizes.sql")],
                    }
                )
                .Class
        );

    [Fact]
    public void Blames_no_thanks_for_what_was_done_before_them() =>
        Assert.Equal(
            TurnClass.Other,
            TurnClassifier
                .Of(Turn with { Asked = "thanks!", Answered = "Welcome.", Next = "hm, revert it after all" })
                .Class
        );

    [Fact]
    public void Takes_a_short_answer_to_a_question_for_a_decision()
    {
        TurnToClassify[] turns =
        [
            Turn with
            {
                Asked = "which is better?",
                Answered = "a or b",
            },
            new()
            {
                Num = 4,
                Status = "ok",
                Asked = "b",
            },
        ];

        Assert.Equal(TurnClass.Decision, TurnClassifier.Of(turns)[1].Class);
        Assert.Equal(TurnClass.Other, TurnClassifier.Of([turns[0], turns[1] with { Num = 5 }])[1].Class);
    }

    [Fact]
    public void Is_always_the_same_and_sure_between_none_and_all()
    {
        var any =
            from asked in Gen.OneOf(Gen.Constant<string?>(null), ArbMap.Default.GeneratorFor<string?>())
            from answered in ArbMap.Default.GeneratorFor<string?>()
            from next in ArbMap.Default.GeneratorFor<string?>()
            from target in ArbMap.Default.GeneratorFor<string?>()
            from status in Gen.Elements("ok", "errored", "archived")
            from tool in Gen.Elements("Bash", "Edit", "", "mcp__x__y")
            select new TurnToClassify
            {
                Num = 1,
                Status = status,
                Asked = asked,
                Answered = answered,
                Next = next,
                Tools = [new(tool, "ok", target)],
            };
        foreach (var turn in any.Sample(500))
        {
            var was = TurnClassifier.Of(turn);

            Assert.Equal(was, TurnClassifier.Of(turn));
            Assert.InRange(was.Confidence, 0, 1);
        }
    }

    [Fact]
    public void Needs_no_longer_for_a_hostile_text()
    {
        var hostile = string.Concat(Enumerable.Repeat("we will the no, not now the option ", 8_000));
        var began = Stopwatch.GetTimestamp();

        TurnClassifier.Of(
            Turn with
            {
                Asked = hostile,
                Answered = hostile,
                Next = hostile,
                Tools = [ClassifiedTurns.Call("Bash", "ok", hostile)],
            }
        );

        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0, 5);
    }
}
