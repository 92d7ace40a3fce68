// One client of another make, over one transport: node client.mjs FOLDER 1|2 stdio|http BRAIN URL TOKEN
// Prints what it saw as one line of JSON. BRAIN_HOME is in the environment.
import { createRequire } from 'node:module';

const [folder, major, transport, brain, url, token] = process.argv.slice(2);
const from = createRequire(`${folder}/`);
const load = name => import(from.resolve(name));

async function parts() {
  if (major === '1') {
    const { Client } = await load('@modelcontextprotocol/sdk/client/index.js');
    const { StdioClientTransport } = await load('@modelcontextprotocol/sdk/client/stdio.js');
    const { StreamableHTTPClientTransport } = await load('@modelcontextprotocol/sdk/client/streamableHttp.js');
    return { Client, StdioClientTransport, StreamableHTTPClientTransport };
  }
  const { Client, StreamableHTTPClientTransport } = await load('@modelcontextprotocol/client');
  const { StdioClientTransport } = await load('@modelcontextprotocol/client/stdio');
  return { Client, StdioClientTransport, StreamableHTTPClientTransport };
}

const { Client, StdioClientTransport, StreamableHTTPClientTransport } = await parts();
// The newer major speaks the newer revision only where it is told to ask for it.
const options = major === '1' ? undefined : { versionNegotiation: { mode: 'auto' } };
let agreed;
const open = async () => {
  const client = new Client({ name: 'foreign', version: '1.0.0' }, options);
  const way =
    transport === 'stdio'
      ? new StdioClientTransport({ command: brain, args: ['mcp'], env: process.env })
      : new StreamableHTTPClientTransport(new URL(url), {
          requestInit: { headers: { Authorization: `Bearer ${token}` } },
        });
  // The older major tells nobody but its transport.
  const tell = way.setProtocolVersion?.bind(way);
  way.setProtocolVersion = version => {
    agreed = version;
    tell?.(version);
  };
  await client.connect(way);
  return client;
};
const client = await open();

const text = answer => answer.content[0].text;
// A major asks for every page, the other for the one that is named.
const resources = async cursor => {
  const page = await client.listResources(cursor ? { cursor } : undefined);
  return page.nextCursor ? [...page.resources, ...(await resources(page.nextCursor))] : page.resources;
};
const seen = {
  revision: client.getNegotiatedProtocolVersion?.() ?? agreed,
  tools: (await client.listTools()).tools.map(tool => tool.name).sort(),
  templates: (await client.listResourceTemplates()).resourceTemplates.length,
  prompts: (await client.listPrompts()).prompts.map(prompt => prompt.name).sort(),
  listed: (await resources()).some(one => one.uri === 'brain://personas/Cop'),
  cop: (await client.readResource({ uri: 'brain://personas/Cop' })).contents[0].text,
  nobody: await client.readResource({ uri: 'brain://personas/Nobody' }).catch(error => error.message),
  wrong: text(await client.callTool({ name: 'read', arguments: { uri: 'brain://x', depth: 1 } })),
  huge: text(await client.callTool({ name: 'ask', arguments: { persona: 'Cop', question: 'y'.repeat(1_000_000) } })),
};
const given = new AbortController();
const call = { name: 'search', arguments: { words: 'given up' } };
const late = (
  major === '1' ? client.callTool(call, undefined, { signal: given.signal }) : client.callTool(call, { signal: given.signal })
).then(() => 'answered', () => 'given up');
given.abort();
seen.cancelled = await late;
seen.after = text(await client.callTool({ name: 'search', arguments: { words: 'zyxwvutsrq' } }));
const other = await open();
seen.each = (
  await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      [client, other][i % 2]
        .callTool({ name: 'read', arguments: { uri: `brain://nowhere/${i}` } })
        .then(answer => text(answer).includes(`'brain://nowhere/${i}'`)),
    ),
  )
).every(Boolean);
await other.close();
await client.close();
console.log(JSON.stringify(seen));
