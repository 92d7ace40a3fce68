const P = process.env.FAKE_PROJECT || '/home/user/project';
const sh = (command) => ({ tool: 'bash', args: { command, description: 'Run it' } });
export default {
  shell: [[sh('echo hi-from-shell')], ['The shell said hi.']],
  fail: [[sh('echo oops >&2; exit 3')], ['The command failed as expected.']],
  failread: [[{ tool: 'read', args: { filePath: P + '/none.txt' } }], ['No such file.']],
  write: [[{ tool: 'write', args: { filePath: P + '/a.txt', content: 'alpha\n' } }], ['Done: wrote a.txt.']],
  slowshell: [[sh('sleep 600; echo slept')], ['Slept.']],
  gate: [[sh(`touch ${P}/began; until [ -e ${P}/go ]; do sleep 0.2; done; echo gone`)], ['Went on.']],
  agent: [[{ tool: 'task', args: { description: 'Look around', prompt: 'SCRIPT:sub look around', subagent_type: 'general' } }], ['The sub-agent reported back.']],
  sub: [[sh('echo from-the-sub-agent')], ['Sub-agent result: one line.']],
  mcp: [[{ tool: 'brain_search', args: { words: 'till' } }], ['MCP done.']],
  remember: [[{ tool: 'brain_remember', args: { text: 'The till wants its key turned first.' } }], [{ tool: 'brain_status', args: {} }], ['Kept.']],
};
