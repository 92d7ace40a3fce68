const P = process.env.FAKE_PROJECT || '/home/user/project';
const sh = (command) => ({ tool: 'run_shell_command', args: { command, description: 'Run', is_background: false } });
export default {
  shell: [[sh('echo hi-from-shell')], ['The shell said hi.']],
  fail: [[sh('echo oops >&2; exit 3')], ['The command failed as expected.']],
  nocmd: [[{ tool: 'no_such_tool', args: {} }], ['No such tool.']],
  noargs: [[{ tool: 'write_file', args: { content: 'alpha\n' } }], ['No such arguments.']],
  write: [[{ tool: 'write_file', args: { file_path: P + '/a.txt', content: 'alpha\n' } }], ['Done: wrote a.txt.']],
  gate: [[sh(`touch ${P}/began; until [ -e ${P}/go ]; do true; done; echo gone`)], ['Went on.']],
  agentq: [[{ tool: 'agent', args: { description: 'Look around', prompt: 'SCRIPT:sub look around', subagent_type: 'general-purpose' } }], ['The sub-agent reported back.']],
  sub: [[sh('echo from-the-sub-agent')], ['Sub-agent result: one line.']],
  mcp: [[{ tool: 'mcp__brain__search', args: { words: 'till' } }], ['MCP done.']],
  remember: [[{ tool: 'mcp__brain__remember', args: { text: 'The till wants its key turned first.' } }], [{ tool: 'mcp__brain__status', args: {} }], ['Kept.']],
};
