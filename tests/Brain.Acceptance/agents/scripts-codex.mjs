// What the fake model does for Codex: gpt-5.x models have plain tools (exec_command, apply_patch), gpt-6.x models one JavaScript tool ("code mode").
const P = process.env.FAKE_PROJECT || '/home/user/project';
const sh = (cmd, more = {}) => ({ tool: 'exec_command', args: { cmd, ...more } });
const patch = (t) => ({ custom: 'apply_patch', input: t });
const js = (t) => ({ custom: 'exec', input: t });
const ADD = '*** Begin Patch\n*** Add File: a.txt\n+alpha\n*** End Patch\n';
export default {
  shell: [[sh('echo hi-from-shell')], ['The shell said hi.']],
  batch: [['Two at once.', sh('echo one'), sh('echo two')], ['Both done.']],
  fail: [[sh('echo oops >&2; exit 3')], ['The command failed as expected.']],
  nocmd: [[{ tool: 'no_such_tool', args: {} }], ['No such tool.']],
  write: [[patch(ADD)], ['Done: wrote a.txt.']],
  badpatch: [[patch('*** Begin Patch\n*** Update File: nothing.txt\n@@\n-x\n+y\n*** End Patch\n')], ['The patch failed.']],
  slowshell: [[sh('sleep 30; echo slept', { yield_time_ms: 30000 })], ['Slept.']],
  gate: [[sh(`touch ${P}/began; until [ -e ${P}/go ]; do sleep 0.2; done; echo gone`, { yield_time_ms: 30000 })], ['Went on.']],
  pauses: [[sh('sleep 6; echo awake', { yield_time_ms: 30000 })], ['Paused.']],
  longshell: [[sh('sleep 3; echo late', { yield_time_ms: 500 })], [sh('sleep 4')], ['Gone on.']],
  cmshell: [[js('const r = await tools.exec_command({cmd: "echo hi-from-code-mode"}); text(r);')], ['Code mode said hi.']],
  cmwrite: [[js('const r = await tools.apply_patch(' + JSON.stringify(ADD) + '); text(r);')], ['Code mode wrote.']],
  cmfail: [[js('const r = await tools.exec_command({cmd: "exit 4"}); text(r);')], ['Code mode failed as expected.']],
  agent: [[{ tool: 'spawn_agent', namespace: 'multi_agent_v1', args: { message: 'SCRIPT:sub look around', agent_type: 'default' } }], [{ tool: 'wait_agent', namespace: 'multi_agent_v1', args: { targets: ['AGENT'], timeout_ms: 10000 } }], ['The sub-agent reported back.']],
  agent2: [[{ tool: 'spawn_agent', namespace: 'collaboration', args: { task_name: 'look', fork_turns: 'none', message: 'SCRIPT:subcm look around' } }], [{ tool: 'wait_agent', namespace: 'collaboration', args: { timeout_ms: 10000 } }], ['The sub-agent reported back.']],
  sub: [[sh('echo from-the-sub-agent')], ['Sub-agent result: one line.']],
  subcm: [[js('const r = await tools.exec_command({cmd: "echo from-the-sub-agent"}); text(r);')], ['Sub-agent result: one line.']],
  search: [[{ tool: 'tool_search', args: { query: 'spawn agent', limit: 5 } }], ['Searched.']],
  mcp: [[{ tool: 'search', namespace: 'mcp__brain', args: { words: 'till' } }], ['MCP done.']],
  remember: [[{ tool: 'remember', namespace: 'mcp__brain', args: { text: 'The till wants its key turned first.' } }], [{ tool: 'status', namespace: 'mcp__brain', args: {} }], ['Kept.']],
  mcpres: [[{ tool: 'list_mcp_resources', args: {} }], [{ tool: 'read_mcp_resource', args: { server: 'tiny', uri: 'brain://persona/steve' } }], ['MCP done.']],
};
