using Brain.Domain.Rules;

namespace Brain.Tests.Rules;

/// <summary>How what follows <c>/rule</c> is read.</summary>
public sealed class ARuleCommand
{
    [Theory]
    [InlineData("", RuleAct.List, "")]
    [InlineData("list", RuleAct.List, "")]
    [InlineData("on 1a2b3c4d", RuleAct.On, "1a2b3c4d")]
    [InlineData("OFF 1A2B3C4D", RuleAct.Off, "1a2b3c4d")]
    [InlineData("rehearse 1a2b3c4d", RuleAct.Rehearse, "1a2b3c4d")]
    [InlineData("propose \"never run npm\"", RuleAct.Propose, "never run npm")]
    [InlineData("propose never run npm", RuleAct.Propose, "never run npm")]
    [InlineData("propose 1a2b3c4d", RuleAct.Propose, "1a2b3c4d")]
    [InlineData("propose", RuleAct.Propose, "")]
    public void Is_read_as_it_was_meant(string args, RuleAct act, string subject)
    {
        var (command, refusal) = RuleCommand.Parse(args);

        Assert.Null(refusal);
        Assert.Equal((act, subject), (command!.Act, command.Subject));
    }

    [Fact]
    public void Reads_the_turn_and_that_every_project_is_meant()
    {
        Assert.Equal(3, RuleCommand.Parse("propose turn 3").Command!.Turn);
        Assert.True(RuleCommand.Parse("propose \"never push\" --everywhere").Command!.Everywhere);
    }

    [Fact]
    public void Reads_a_rule_that_a_person_writes()
    {
        var (command, refusal) = RuleCommand.Parse(
            "add --tool shell --pattern \"git push --force\" --text main --deny \"Not here.\" --everywhere"
        );

        Assert.Null(refusal);
        Assert.Equal(
            new RuleDraft(RuleAction.Deny, RuleTool.Shell, "Not here.") { Pattern = "git push --force", Text = "main" },
            command!.Written
        );
        Assert.True(command.Everywhere);
        Assert.Equal(
            "gen/**",
            RuleCommand.Parse("add --tool edit --pattern gen/** --ask \"Sure?\"").Command!.Written!.Path
        );
    }

    [Theory]
    [InlineData("frobnicate", "rule.usage")]
    [InlineData("on", "rule.usage")]
    [InlineData("on xyz", "rule.usage")]
    [InlineData("rate 1a2b3c4d great", "rule.usage")]
    [InlineData("add --tool shell --deny x", "rule.add")]
    [InlineData("add --tool oven --pattern x --deny x", "rule.add")]
    [InlineData("add --tool shell --pattern \"a && b\" --deny x", "rule.add")]
    [InlineData("add --tool shell --pattern x", "rule.add")]
    [InlineData("add --tool shell --pattern x --deny x --ask y", "rule.add")]
    [InlineData("add --tool shell --pattern", "rule.add")]
    [InlineData("add --tool shell --colour red --deny x", "rule.add")]
    public void Says_what_it_expected(string args, string code) =>
        Assert.Equal(code, RuleCommand.Parse(args).Refusal?.Code);

    [Theory]
    [InlineData("rule 1a2b3c4d wrong", "1a2b3c4d")]
    [InlineData("1a2b3c4d wrong", "1a2b3c4d")]
    public void Is_what_a_rating_of_a_rule_means(string args, string id) =>
        Assert.Equal(
            (id, "wrong"),
            (RuleRating.Of(args)!.Value.Command!.Subject, RuleRating.Of(args)!.Value.Command!.Rating)
        );

    [Fact]
    public void Is_not_what_a_rating_of_a_persona_means() => Assert.Null(RuleRating.Of("Steve wrong 3"));
}
