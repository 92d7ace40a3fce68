using System.Collections.Frozen;

namespace Brain.Domain.Text;

/// <summary>Words that say nothing about a topic, or little.</summary>
internal static class WordLists
{
    /// <summary>Function words of English.</summary>
    public static readonly FrozenSet<string> English = Set(
        """
        a about after again all also although am an and another any anyone anything are as at away back be because been before
        being below between both but by can cannot could couldn did didn do does doesn doing don done down during each either else
        enough even ever every everything everywhere far few for from further get gets getting give given go goes going gone good
        got had has hasn have haven having he her here hers him his how however if in instead into is isn it its itself just keep
        keeps kept know last least let lets like ll look looks made make makes making many may maybe me mean might more most much
        must my need needs neither never next no none nor not nothing now of off often ok okay on once one only onto or other
        others our out over own please put quite rather re really same say says see seem seems shall she should shouldn since so
        some someone something soon still such sure take takes than thank thanks that the their them then there these they thing
        things think this those though through thus till to together too toward towards under until up upon us use used uses using
        ve very via want wants was wasn way we well went were what whatever when where whether which while who whole why will with
        within without won would wouldn yes yet you your yours two three four five six seven eight nine ten first second third
        today yesterday tomorrow minute hour day week month year time times bit little lot big small new old best better
        right wrong ahead continue proceed sure fine great nice hello hi hey
        """
    );

    /// <summary>Function words of German, French and Spanish that English does not have.</summary>
    public static readonly FrozenSet<string> Foreign = Set(
        """
        der die das und ist ich du wir ihr sie mir mich dir nicht ein eine einen einem einer mit auf für von zu im wie wo
        welche welcher welches bitte kannst noch mal auch nach bei aber oder wenn dass wird werden muss soll den dem des zum zur
        als aus sind hat haben kein keine schon jetzt dann hier
        le la les un une des est et je tu nous vous il elle pas que qui dans pour avec sur mais ou où ce cette ces fait faire
        el los las una es y yo nosotros no se en por para con sobre pero al del que lo su esta este como qué
        """
    );

    /// <summary>All of them.</summary>
    public static readonly FrozenSet<string> Stop = English.Concat(Foreign).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Stems that every coding session is full of.</summary>
    public static readonly FrozenSet<string> Generic = Stems(
        """
        add fix change update edit write wrote written read create remove delete rename move run start stop try check show print
        find list open close set call return work works help handle support improve clean cleanup refactor rewrite rewrote
        implement introduce replace switch adjust tweak finish complete build compile commit push pull merge review explain
        describe answer question test tests spec specs file files folder directory path code line lines function method class
        module package component service server client app application project repository repo branch version release
        bug error errors warning issue problem failure fail crash exception log logs output input value values type types
        name names field data item number string object array config configuration setting option default
        src lib index main core util utils helper common internal pkg cmd script scripts bin dist public shared
        doc docs readme changelog note notes todo comment json yaml yml toml xml txt md ts tsx js jsx mjs cjs vue py rb rs go cs
        java kt swift cpp lock node npm yarn pip cargo dotnet git github bash shell command tool step part section chapter detail
        case example result support factory fixture user way idea reason place current currently simple
        """
    );

    /// <summary>The words that begin another matter.</summary>
    public static readonly string[] Turns =
    [
        "by the way",
        "btw",
        "unrelated",
        "different topic",
        "another topic",
        "other topic",
        "new topic",
        "off topic",
        "different subject",
        "change of subject",
        "something else",
        "something different",
        "another thing",
        "different thing",
        "another question",
        "different question",
        "another matter",
        "forget that",
        "forget it",
        "forget about",
        "on another note",
        "separately",
        "switching to",
        "switch over to",
        "before i forget",
    ];

    /// <summary>The words in which an assistant tells that it did more than it was asked.</summary>
    public static readonly string[] Extras =
    [
        "while i was",
        "while at it",
        "while writing",
        "while doing",
        "while working",
        "took the liberty",
        "took the opportunity",
        "i noticed",
        "besides",
        "additionally",
        "in addition",
        "on top of that",
        "along the way",
        "as a bonus",
        "went on",
        "moved on to",
        "went ahead and",
        "decided to",
        "i also",
        "also ",
        "as well",
        "then i ",
    ];

    /// <summary>Work that goes through the whole project by its nature.</summary>
    public static readonly FrozenSet<string> Sweeping = Stems(
        "refactor rename upgrade migrate migration replace extract split reorganise reorganize restructure lint "
            + "format warnings everywhere all each clean cleanup repository codebase"
    );

    /// <summary>Work whose result is prose.</summary>
    public static readonly FrozenSet<string> Prose = Stems(
        "document documentation docs doc guide readme manual tutorial explain review discuss describe"
    );

    /// <summary>Work on what is there already: a wish for something new is no part of it.</summary>
    public static readonly FrozenSet<string> Narrow = Stems(
        "fix faster speed performance reduce shrink optimise optimize migrate move refactor upgrade port document test "
            + "tests review explain understand prepare release harden replace tune cleanup clean stabilise stable rid "
            + "logging linting translate translation secure"
    );

    /// <summary>Work whose result is tests.</summary>
    public static readonly FrozenSet<string> Tests = Stems("test tests spec specs coverage e2e testing");

    /// <summary>Words that begin a request to change something.</summary>
    public static readonly FrozenSet<string> Requests = Set(
        "write implement apply edit add create change fix update remove delete rename move replace refactor do "
            + "make put save patch build insert go set"
    );

    private static FrozenSet<string> Set(string words) => Split(words).ToFrozenSet(StringComparer.Ordinal);

    private static FrozenSet<string> Stems(string words) =>
        Split(words).Select(Tokenizer.Stem).ToFrozenSet(StringComparer.Ordinal);

    private static string[] Split(string words) =>
        words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
