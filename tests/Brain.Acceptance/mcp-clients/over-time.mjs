// What takes its time, of one client of another make: node over-time.mjs FOLDER 1|2 stdio|http BRAIN URL TOKEN
// BRAIN_HOME is in the environment. It follows a session, waits for a slow persona, gives one up, and makes the file
// BRAIN_HOME/kill when the silo may be killed in the middle of a call. Prints what it saw as one line of JSON.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { setTimeout as rest } from 'node:timers/promises';

const [folder, major, transport, brain, url, token] = process.argv.slice(2);
const home = process.env.BRAIN_HOME;
const from = createRequire(`${folder}/`);
const load = name => import(from.resolve(name));

// A model that answers when it is told to.
let answer = Promise.resolve();
const asked = [];
const model = createServer((request, response) => {
  const seen = { gone: new Promise(tell => response.on('close', tell)) };
  request.resume().on('end', async () => {
    asked.push(seen);
    await answer;
    response.setHeader('Content-Type', 'application/x-ndjson');
    const message = { role: 'assistant', content: 'I saw it.' };
    response.end(`${JSON.stringify({ model: 'm', message, done: true, done_reason: 'stop' })}\n`);
  });
});
await new Promise(tell => model.listen(0, '127.0.0.1', tell));
const endpoint = `http://127.0.0.1:${model.address().port}`;
writeFileSync(`${home}/brain.json`, JSON.stringify({ chat: { provider: 'ollama', model: 'm', endpoint } }));
const thinking = async (count, what) => {
  while (asked.length < count) await Promise.race([rest(50), what]);
};

const session = randomUUID();
const hook = fields =>
  execFileSync(brain, ['hook', 'claude-code'], {
    input: JSON.stringify({ session_id: session, cwd: '/home/me/site', transcript_path: '/none', ...fields }),
    // A busy machine takes its time, and a session that is in the spool can't be followed.
    env: { ...process.env, BRAIN_SOFT_MS: '5000' },
  });
hook({ hook_event_name: 'SessionStart', source: 'startup' });

async function connect() {
  const name = { name: 'foreign', version: '1.0.0' };
  const headers = { Authorization: `Bearer ${token}` };
  const over = (Stdio, Http) =>
    transport === 'stdio'
      ? new Stdio({ command: brain, args: ['mcp'], env: process.env })
      : new Http(new URL(url), { requestInit: { headers } });
  if (major === '1') {
    const { Client } = await load('@modelcontextprotocol/sdk/client/index.js');
    const { StdioClientTransport } = await load('@modelcontextprotocol/sdk/client/stdio.js');
    const { StreamableHTTPClientTransport } = await load('@modelcontextprotocol/sdk/client/streamableHttp.js');
    const { ResourceUpdatedNotificationSchema: Updated } = await load('@modelcontextprotocol/sdk/types.js');
    const client = new Client(name);
    await client.connect(over(StdioClientTransport, StreamableHTTPClientTransport));
    return { client, Updated };
  }
  const { Client, StreamableHTTPClientTransport } = await load('@modelcontextprotocol/client');
  const { StdioClientTransport } = await load('@modelcontextprotocol/client/stdio');
  const client = new Client(name, { versionNegotiation: { mode: 'auto' } });
  await client.connect(over(StdioClientTransport, StreamableHTTPClientTransport));
  return { client, Updated: 'notifications/resources/updated' };
}

const { client, Updated } = await connect();
const text = said => said.content[0].text;
const call = (name, args, options) =>
  major === '1'
    ? client.callTool({ name, arguments: args }, undefined, options)
    : client.callTool({ name, arguments: args }, options);
const ask = options => call('ask', { persona: 'Cop', question: 'What did you see?' }, options);
await client.listTools();
const seen = {};

// A subscription, in the words of the revision that was agreed on.
const uri = `brain://sessions/${session}`;
if (client.getServerCapabilities()?.resources?.subscribe) {
  const changed = new Promise(tell => client.setNotificationHandler(Updated, said => tell(said.params.uri)));
  if (major === '2') await client.listen({ resourceSubscriptions: [uri] });
  else await client.subscribeResource({ uri });
  hook({ hook_event_name: 'UserPromptSubmit', prompt: 'is anybody there?', prompt_id: randomUUID() });
  seen.changed = (await changed) === uri;
} else {
  seen.changed = 'not offered';
}

// What is told of a call that takes its time.
const told = [];
let go;
answer = new Promise(tell => (go = tell));
const slow = ask({ onprogress: progress => told.push(progress.message) });
while (told.length === 0) await Promise.race([rest(50), slow]);
go();
seen.slow = text(await slow).includes('I saw it.');
seen.told = told[0];

// One that is given up: its model is asked no longer.
answer = new Promise(() => {});
const given = new AbortController();
const late = ask({ signal: given.signal }).then(() => 'answered', () => 'given up');
await thinking(2, late);
given.abort();
seen.cancelled = await late;
await asked[1].gone;
seen.stopped = true;

// The silo is killed in the middle of one.
const killed = ask().then(said => ({ isError: said.isError, text: text(said) }), error => ({ error: error.message }));
await thinking(3, killed);
writeFileSync(`${home}/kill`, '');
seen.killed = await killed;
for (seen.back = ''; !seen.back.startsWith('Nothing'); await rest(100))
  seen.back = await call('search', { words: 'zyxwvutsrq' }).then(text, error => error.message);
seen.asked = asked.length;
await client.close();
console.log(JSON.stringify(seen));
process.exit(0);
