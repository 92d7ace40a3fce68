using Brain.Domain.Rules;

namespace Brain.Tests.Rules;

/// <summary>What a sentence of a person becomes, and which becomes nothing.</summary>
public sealed class ADraftedRule
{
    [Theory]
    [InlineData("never run npm install, use pnpm", RuleAction.Deny, "npm install")]
    [InlineData("No, don't use npm here, use pnpm!", RuleAction.Deny, "npm")]
    [InlineData("I told you: never run `git push --force`.", RuleAction.Deny, "git push --force")]
    [InlineData("- **NEVER** run `dotnet format` directly", RuleAction.Deny, "dotnet format")]
    [InlineData("Do not run `make deploy`; it goes live.", RuleAction.Deny, "make deploy")]
    [InlineData("Never run `cargo publish <crate>`", RuleAction.Deny, "cargo publish")]
    [InlineData("Don't run `npm ci` or `npm install`", RuleAction.Deny, "npm ci; npm install")]
    [InlineData(
        "Never use the `--no-verify` flag",
        RuleAction.Deny,
        "git commit --no-verify; git push --no-verify; git merge --no-verify"
    )]
    [InlineData("Don't run `yarn dev`, `yarn start` or any other server", RuleAction.Deny, "yarn dev; yarn start")]
    [InlineData("Never push unless Kim asks", RuleAction.Ask, "git push")]
    [InlineData("Never run `make dev` - The server runs already", RuleAction.Deny, "make dev")]
    [InlineData("Never force push", RuleAction.Deny, "git push --force")]
    [InlineData("Never amend commits.", RuleAction.Deny, "git commit --amend")]
    [InlineData("Do not commit or push unless I ask you to", RuleAction.Ask, "git commit; git push")]
    [InlineData("Never push without my permission", RuleAction.Ask, "git push")]
    [InlineData("NEVER COMMIT CHANGES WITHOUT EXPLICIT USER APPROVAL", RuleAction.Ask, "git commit")]
    [InlineData("Do not automatically run `terraform apply`", RuleAction.Ask, "terraform apply")]
    [InlineData("ask before git push --force", RuleAction.Ask, "git push --force")]
    [InlineData("Always ask me before running `terraform destroy`", RuleAction.Ask, "terraform destroy")]
    [InlineData("Get explicit approval before pushing", RuleAction.Ask, "git push")]
    [InlineData("Use pnpm, not npm.", RuleAction.Deny, "npm")]
    [InlineData("Use `bun` instead of `npm` or `yarn`.", RuleAction.Deny, "npm; yarn")]
    [InlineData("Ask me before committing any changes or pushing to remote", RuleAction.Ask, "git commit; git push")]
    [InlineData("Don't push unless I ask; even then, say what goes out.", RuleAction.Ask, "git push")]
    [InlineData("Use `uv pip install` instead of `pip install`", RuleAction.Deny, "pip install")]
    [InlineData("Prefer `rg` over `grep`", RuleAction.Remind, "grep")]
    [InlineData("Run `npm test` before committing", RuleAction.Remind, "git commit")]
    [InlineData("Before `git push`, run the linter", RuleAction.Remind, "git push")]
    public void About_commands_says_what_was_meant(string sentence, RuleAction action, string pattern)
    {
        var draft = Assert.Single(RuleDrafter.All(sentence));

        Assert.Equal((action, RuleTool.Shell, pattern), (draft.Action, draft.Tool, draft.Pattern));
    }

    [Theory]
    [InlineData("don't edit generated/*.cs", RuleTool.Edit, "**/generated/*.cs")]
    [InlineData("Never modify files in `src/vendor/`", RuleTool.Edit, "**/src/vendor/**")]
    [InlineData("Do not edit `package-lock.json` by hand.", RuleTool.Edit, "**/package-lock.json")]
    [InlineData("Never touch `.env`, `.npmrc` or `yarn.lock`", RuleTool.Edit, "**/.env|**/.npmrc|**/yarn.lock")]
    [InlineData("Do not change `db/schema.rb` directly - it is generated", RuleTool.Edit, "**/db/schema.rb")]
    [InlineData("Never modify or touch `.github/` (the release team has it)", RuleTool.Edit, "**/.github/**")]
    [InlineData("Do not edit `a/b.json` directly; only the generator writes it", RuleTool.Edit, "**/a/b.json")]
    [InlineData("Do not edit any `.swift` file", RuleTool.Edit, "**/*.swift")]
    [InlineData("Do not change `../css/a.css`", RuleTool.Edit, "**/css/a.css")]
    [InlineData("Never modify `/etc/hosts`", RuleTool.Edit, "/etc/hosts|/etc/hosts/**")]
    [InlineData("Never read `.env` files", RuleTool.Read, "**/.env")]
    [InlineData("Never delete `migrations/`", RuleTool.Shell, "**/migrations/**")]
    public void About_files_says_what_was_meant(string sentence, RuleTool tool, string path)
    {
        var draft = Assert.Single(RuleDrafter.All(sentence));

        Assert.Equal((RuleAction.Deny, tool, path), (draft.Action, draft.Tool, draft.Path));
    }

    [Theory]
    [InlineData("Never run `npm install` without `--frozen-lockfile`")]
    [InlineData("Never run `Deploy.sh` before `Build.sh` succeeds.")]
    [InlineData("Never run `pnpm build` on a machine that can't reach the database")]
    [InlineData("Never commit secrets")]
    [InlineData("Never run docker locally")]
    [InlineData("Ask before running `database update`")]
    [InlineData("Never commit generated files (`out/`, reports)")]
    [InlineData("Never overwrite `a.log`, only append")]
    [InlineData("Never commit `.env` files")]
    [InlineData("Do not edit `.env` (only `.env.example`)")]
    [InlineData("Use `x` instead of `npm`, except in CI")]
    [InlineData("Never commit directly to main")]
    [InlineData("Never push to `main`")]
    [InlineData("Do not use `any`")]
    [InlineData("Never use `console.log`")]
    [InlineData("Don't use `var`, use `const`")]
    [InlineData("Never use `process.env` in components")]
    [InlineData("Do not edit the `version` field in `package.json`")]
    [InlineData("Never edit `foo.ts` unless the tests are green")]
    [InlineData("Never edit files")]
    [InlineData("Do not modify `UserService` or its callers")]
    [InlineData("Never run a bare `pytest`")]
    [InlineData("Do not run `pytest` directly, use `timeout 60 pytest`")]
    [InlineData("Never run git")]
    [InlineData("Run the tests")]
    [InlineData("We never ran `npm install` there")]
    [InlineData("When testing, never run `npm install`")]
    [InlineData("Never run `make clean` when the server is up")]
    [InlineData("Never use the `--force` flag")]
    [InlineData("Never run `x-y a`, `x-y b` or any other task when the server runs")]
    [InlineData("Never run `npm install` for nested packages")]
    [InlineData("What does git push --force do?")]
    [InlineData("please run git push --force now")]
    [InlineData("Never run `a && b`")]
    public void Is_none_where_a_pattern_would_say_something_else(string sentence) =>
        Assert.Empty(RuleDrafter.All(sentence));

    [Fact]
    public void Is_met_by_what_it_forbids_and_tells_the_sentence()
    {
        var draft = Assert.Single(RuleDrafter.All("never run npm install, use pnpm"));
        var rule = draft.ToRule(Guid.NewGuid());

        Assert.True(rule.IsMet(new(new("sh", Messages.Sessions.ToolKind.Shell, null, null), "npm i x", null, null)));
        Assert.Equal("never run npm install, use pnpm", rule.Sentence);
    }

    [Fact]
    public void Comes_of_each_sentence_of_a_text()
    {
        const string Text = """
            # Rules

            - Never run `npm install`.
            - Be kind.
            - Do not edit `dist/`
              or `build/`, they are generated.

            ```sh
            Never run `yarn`
            ```
            """;

        Assert.Equal(
            ["npm install", "**/dist/**|**/build/**"],
            RuleDrafter.All(Text).Select(draft => draft.Pattern ?? draft.Path)
        );
    }
}
