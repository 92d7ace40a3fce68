using Brain.Domain.Tools;
using Brain.Silo.Hooks.ClaudeCode;

namespace Brain.Tests.Sessions;

public sealed class AToolName
{
    [Theory]
    [InlineData("mcp__github__list_issues")]
    [InlineData("mcp__github__get_pull_request")]
    [InlineData("mcp__github__list_commits")]
    [InlineData("mcp__github__get_issue_comments")]
    [InlineData("mcp__github__get_workflow_run")]
    [InlineData("mcp__filesystem__read_text_file")]
    [InlineData("mcp__filesystem__directory_tree")]
    [InlineData("mcp__filesystem__list_allowed_directories")]
    [InlineData("mcp__serena__find_referencing_symbols")]
    [InlineData("mcp__serena__search-for-pattern")]
    [InlineData("mcp__jira__getIssue")]
    [InlineData("mcp__git__git_status")]
    [InlineData("mcp__git__git_log")]
    [InlineData("mcp__context7__query-docs")]
    [InlineData("mcp__plugin_brain_tiny__describe_table")]
    [InlineData("mcp__slack__slack_list_channels")]
    [InlineData("mcp__x__server_info")]
    [InlineData("mcp__x__status")]
    [InlineData("mcp__x__status_of_order")]
    [InlineData("mcp__x__version_compare")]
    [InlineData("mcp__x__health_check")]
    [InlineData("mcp__x__check_links")]
    [InlineData("mcp__jira__get_transitions")]
    [InlineData("Read")]
    [InlineData("Agent")]
    [InlineData("TodoWrite")]
    [InlineData("ListMcpResourcesTool")]
    public void That_says_so_only_reads(string tool)
    {
        Assert.True(ToolName.OnlyReads(tool, ClaudeCodeToolKinds.Of(tool)));
        Assert.False(ToolName.Writes(tool, ClaudeCodeToolKinds.Of(tool)));
    }

    [Theory]
    [InlineData("mcp__serena__replace_symbol_body")]
    [InlineData("mcp__serena__insert_after_symbol")]
    [InlineData("mcp__serena__replace_regex")]
    [InlineData("mcp__serena__rename_symbol")]
    [InlineData("mcp__jetbrains__replace_text_in_file")]
    [InlineData("mcp__obsidian__patch_content")]
    [InlineData("mcp__notion__append_block_children")]
    [InlineData("mcp__git__git_commit")]
    [InlineData("mcp__git__git_reset")]
    [InlineData("mcp__git__git_fetch")]
    [InlineData("mcp__github__merge_pull_request")]
    [InlineData("mcp__github__add_issue_comment")]
    [InlineData("mcp__desktop-commander__start_process")]
    [InlineData("mcp__terminal__run_command")]
    [InlineData("mcp__slack__send_message")]
    [InlineData("mcp__x__get_or_create")]
    [InlineData("mcp__x__getOrCreate")]
    [InlineData("mcp__x__search_and_replace")]
    [InlineData("mcp__x__read_write")]
    [InlineData("mcp__x__fetch_and_store")]
    [InlineData("mcp__x__list_delete")]
    [InlineData("mcp__x__find_and_merge")]
    [InlineData("mcp__x__get_and_frobnicate")]
    [InlineData("mcp__x__list-then-post")]
    [InlineData("mcp__x__check_out")]
    [InlineData("mcp__jira__status_transition")]
    [InlineData("mcp__jira__status_done")]
    [InlineData("mcp__npm__version_bump")]
    [InlineData("mcp__npm__version_up")]
    [InlineData("mcp__desk__help_desk_escalate")]
    [InlineData("mcp__desk__help_desk_hand_over")]
    [InlineData("mcp__radio__info_broadcast")]
    [InlineData("mcp__radio__info_out")]
    [InlineData("mcp__playwright__browser_check")]
    [InlineData("mcp__ebay__list_item_for_sale")]
    [InlineData("mcp__mail__view_and_forward")]
    [InlineData("mcp__x__query")]
    [InlineData("mcp__x__query_sql")]
    [InlineData("mcp__x__frobnicate")]
    [InlineData("mcp__x__")]
    [InlineData("mcp__x")]
    [InlineData("mcp____")]
    [InlineData("CronCreate")]
    [InlineData("RemoteTrigger")]
    [InlineData("BrandNewTool")]
    [InlineData("")]
    public void That_says_anything_else_is_not_known_to_read(string tool) =>
        Assert.False(ToolName.OnlyReads(tool, ClaudeCodeToolKinds.Of(tool)));

    [Theory]
    [InlineData("mcp__x__frobnicate", true, true)]
    [InlineData("mcp__x__frobnicate", null, false)]
    [InlineData("mcp__x__list_things", false, false)]
    [InlineData("mcp__x__delete_things", true, false)]
    public void Is_helped_by_an_annotation_unless_it_says_that_it_writes(string tool, bool? annotation, bool reads) =>
        Assert.Equal(reads, ToolName.OnlyReads(tool, ClaudeCodeToolKinds.Of(tool), annotation));

    [Theory]
    [InlineData("mcp__x__write_file", true)]
    [InlineData("mcp__x__git_commit", true)]
    [InlineData("mcp__x__frobnicate", false)]
    [InlineData("mcp__x__list_commits", false)]
    public void That_is_known_to_write_is_told_from_one_that_says_nothing(string tool, bool writes) =>
        Assert.Equal(writes, ToolName.Writes(tool, ClaudeCodeToolKinds.Of(tool)));
}
