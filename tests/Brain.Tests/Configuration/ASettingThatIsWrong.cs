using Brain.Tests.Examples;

namespace Brain.Tests.Configuration;

/// <summary>What doctor says of a <c>brain.json</c> that a person got wrong.</summary>
public sealed class ASettingThatIsWrong
{
    [Theory]
    [InlineData("hello", "an invalid start of a value (line 1)")]
    [InlineData("", "it is empty")]
    [InlineData("null", "it says null; expected names with values, in { }")]
    [InlineData("[]", "expected names with values, in { }")]
    [InlineData("{\"hard\":true", "it ends before all that was opened is closed (line 1)")]
    [InlineData("{\"hrad\":true}", "\"hrad\" is no word of it (line 1)")]
    [InlineData("{\"hard\":\"yes\"}", "\"hard\" (line 1) is something else; expected true or false")]
    [InlineData("{\"mode\":3}", "\"mode\" (line 1) is something else; expected a text in quotes")]
    [InlineData("{\"mode\":\"sparing\"}", "\"mode\" is 'sparing'; expected sparring, debug or execution")]
    [InlineData("{\"mode\":\"1\"}", "\"mode\" is '1'; expected sparring")]
    [InlineData("{\"projects\":{}}", "\"projects\" (line 1) is something else; expected a list, in [ ]")]
    [InlineData("{\"projects\":[null]}", "projects[0] is null; expected names with values, in { }")]
    [InlineData("{\"projects\":[5]}", "\"projects[0]\" (line 1) is something else; expected names with values")]
    [InlineData("{\"projects\":[{\"hard\":true}]}", "\"projects[0].path\" is missing; expected a whole path")]
    [InlineData("{\"projects\":[{\"path\":\"x\"}]}", "\"projects[0].path\" is 'x'; expected a whole path")]
    [InlineData("{\"projects\":[{\"path\":\"/x\"},{\"path\":\"/x/\"}]}", "2 of \"projects\" have the path /x")]
    [InlineData("{\"projects\":[{\"path\":\"/x\",\"mode\":\"fast\"}]}", "\"projects[0].mode\" is 'fast'")]
    [InlineData("{\"projects\":[{\"path\":\"/x\",\"import\":\"never\"}]}", "\"projects[0].import\" counts for nothing")]
    [InlineData("{\"path\":\"/x\"}", "\"path\" stands beside \"projects\"; expected in one of them")]
    [InlineData("{\"modes\":{\"sparring\":\"deny\"}}", "\"modes.sparring\" (line 1) is something else; expected")]
    [InlineData("{\"modes\":{\"sparring\":null}}", "modes.sparring has null in it")]
    [InlineData("{\"modes\":{\"sparring\":[null]}}", "modes.sparring has null in it")]
    [InlineData("{\"modes\":{\"fast\":[]}}", "\"modes.fast\" is no mode")]
    [InlineData("{\"modes\":{\"debug\":[{\"verdict\":\"ask\"}]}}", "\"modes.debug[0].tools\" is missing")]
    [InlineData(
        "{\"modes\":{\"debug\":[{\"tools\":\"*\",\"verdict\":\"perhaps\"}]}}",
        "\"modes.debug[0].verdict\" is 'perhaps'; expected allow, ask"
    )]
    [InlineData("{\"start\":\"always\"}", "\"start\" is 'always'; expected hooks or never")]
    [InlineData("{\"import\":\"yes\"}", "\"import\" is 'yes'; expected auto or never")]
    [InlineData("{\"keep_history_days\":-3}", "\"keep_history_days\" is -3; expected 7 or more")]
    [InlineData("{\"keep_history_days\":1.5}", "\"keep_history_days\" (line 1) is something else; expected a whole")]
    [InlineData("{\"skill_tokens\":-1}", "\"skill_tokens\" is -1; expected 50 to 10000. 50 counts.")]
    [InlineData("{\"embeddings\":{\"provider\":\"x\"}}", "\"provider\" in \"embeddings\" of brain.json is")]
    [InlineData("{\"budgets\":{\"day\":\"ten\"}}", "budgets: 'ten' is no amount of dollars")]
    [InlineData("{\"budgets\":{\"models\":{\"opus\":null}}}", "budgets.models.opus is null; expected caps such as")]
    [InlineData(
        "{\"projects\":[{\"path\":\"/x\",\"budgets\":{\"models\":{\"opus\":null}}}]}",
        "projects[0].budgets.models.opus is null; expected caps such as"
    )]
    [InlineData("{\"hints\":{\"news\":\"loud\"}}", "news")]
    [InlineData("{\"personas\":{\"drift\":\"maybe\"}}", "drift")]
    [InlineData("{\"chat\":{\"provider\":\"olama\"}}", "\"provider\" in \"chat\" of brain.json is 'olama'")]
    public void Is_told_by_its_word(string json, string told)
    {
        var faults = SomeSettings.Faults(json);

        Assert.Contains(faults, fault => fault.Contains(told, StringComparison.Ordinal));
        Assert.All(faults, fault =>
        {
            Assert.DoesNotContain("System.", fault, StringComparison.Ordinal);
            Assert.DoesNotContain("Brain.Silo", fault, StringComparison.Ordinal);
            Assert.DoesNotContain("isFinalBlock", fault, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("\uFEFF{\"hard\":true}")]
    [InlineData("{\"mode\":\"Sparring\",\"projects\":[{\"path\":\"/x\"},{\"path\":\"~/y\"}]}")]
    [InlineData("{\"hard\":true,/* why */}")]
    public void Is_none_of_these(string json) => Assert.Empty(SomeSettings.Faults(json));
}
