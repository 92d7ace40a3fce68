// Plays recordings of opencode's hooks to the plugin that the brain installed: each file is a process of opencode's.
// What the plugin tells the brain's socket is told twice, and printed with both answers.
//   node replay-opencode.mjs PLUGIN RECORDING...
import fs from 'node:fs';
import http from 'node:http';
import { pathToFileURL } from 'node:url';

const [plugin, ...recordings] = process.argv.slice(2);
const own = `${plugin}.mjs`;
fs.copyFileSync(plugin, own);

const ask = (socketPath, path, headers, body) =>
  new Promise((done, broken) => {
    const request = http.request({ socketPath, path, method: 'POST', headers, agent: false }, (answer) => {
      let text = '';
      answer.on('data', (piece) => (text += piece));
      answer.on('end', () => done({ ok: answer.statusCode < 300, text: async () => text, status: answer.statusCode }));
    });
    request.on('error', broken);
    request.end(body);
  });

// Bun's own fetch speaks to a Unix socket, and Node's does not.
globalThis.fetch = async (url, { unix, headers, body }) => {
  let answer;
  for (let time = 1; time <= 2; time++) {
    answer = await ask(unix, new URL(url).pathname, headers, body);
    const payload = JSON.parse(body);
    if (payload.event)
      console.log(
        JSON.stringify({ named: payload.event, payload, status: answer.status, answer: await answer.text() }),
      );
  }
  return answer;
};
globalThis.Bun = { spawn: () => { throw new Error('The brain was not reached.'); } };

for (const [place, file] of recordings.entries()) {
  const { Brain } = await import(`${pathToFileURL(own)}?${place}`);
  const hooks = await Brain({ directory: '/home/user/project', client: { tui: { showToast: async () => {} } } });
  await hooks.config({ mcp: { tiny: {} } });
  for (const line of fs.readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const { hook, input, output } = JSON.parse(line);
    if (hook === 'config' || !hooks[hook]) continue;
    // What it refuses it throws, as to opencode.
    await hooks[hook](input, output ?? { system: [], env: {} }).catch(() => {});
  }
}
