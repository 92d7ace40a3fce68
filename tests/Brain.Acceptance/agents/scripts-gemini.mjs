// What the fake model does for Gemini CLI and Qwen Code (same tool names).
const P = process.env.FAKE_PROJECT || '/home/user/project';
const sh = (command) => ({ tool: 'run_shell_command', args: { command, description: 'Run', is_background: false } });
export default {
  shell: [[sh('echo hi-from-shell')], ['The shell said hi.']],
  batch: [['Two at once.', sh('echo one'), { tool: 'read_file', args: { file_path: P + '/seed.md' } }], ['Both done.']],
  fail: [[sh('echo oops >&2; exit 3')], ['The command failed as expected.']],
  failread: [[{ tool: 'read_file', args: { file_path: P + '/none.txt' } }], ['No such file.']],
  nocmd: [[{ tool: 'no_such_tool', args: {} }], ['No such tool.']],
  write: [[{ tool: 'write_file', args: { file_path: P + '/a.txt', content: 'alpha\n' } }], ['Done: wrote a.txt.']],
  edit: [[{ tool: 'replace', args: { file_path: P + '/seed.md', old_string: 'seed', new_string: 'tree', instruction: 'rename' } }], ['Edited.']],
  slowshell: [[sh('sleep 30; echo slept')], ['Slept.']],
  gate: [[sh(`touch ${P}/began; until [ -e ${P}/go ]; do sleep 0.2; done; echo gone`)], ['Went on.']],
  pauses: [[sh('sleep 6; echo awake')], ['Paused.']],
  agent: [[{ tool: 'invoke_agent', args: { agent_name: 'generalist', prompt: 'SCRIPT:sub look around' } }], ['The sub-agent reported back.']],
  agentq: [[{ tool: 'agent', args: { description: 'Look around', prompt: 'SCRIPT:sub look around', subagent_type: 'general-purpose' } }], ['The sub-agent reported back.']],
  sub: [[sh('echo from-the-sub-agent')], [{ tool: 'complete_task', args: { result: 'One line.', response: 'One line.' } }], ['Sub-agent result: one line.']],
  mcp: [[{ tool: 'mcp_brain_search', args: { words: 'till' } }], ['MCP done.']],
  remember: [[{ tool: 'mcp_brain_remember', args: { text: 'The till wants its key turned first.' } }], [{ tool: 'mcp_brain_status', args: {} }], ['Kept.']],
  mcpq: [[{ tool: 'mcp__tiny__echo', args: { text: 'hi' } }], ['MCP done.']],
  toolsearch: [[{ tool: 'tool_search', args: { query: 'select:agent' } }], ['Searched.']],
};
