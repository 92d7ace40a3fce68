// Hands opencode's events to the brain by its socket and throws what it refuses. What can't be told is kept in the
// spool by the brain's own program; a hook never waits longer than it was given.
const parents = new Map(); // child session → its parent
const known = new Set(); // sessions that the brain has heard of
const oriented = new Map(); // session → what its model is told
const refused = new Map(); // session → why its prompt is not sent
const denied = new Set(); // calls that were refused
const answers = new Map(); // session → what was said last
const models = new Map(); // message → model

const root = (id) => {
  for (let depth = 0; depth < 16 && parents.has(id); depth++) id = parents.get(id);
  return id;
};

async function post(path, body, ms) {
  const answer = await fetch(`http://localhost${path}`, {
    unix: brain.socket,
    method: "POST",
    headers: { "content-type": "application/json", ...(brain.hard ? { "brain-hard": "1" } : {}) },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(ms),
  });
  if (!answer.ok) throw new Error(`HTTP status ${answer.status}`);
  const text = await answer.text();
  return text ? JSON.parse(text) : {};
}

// The brain's own program knows what a session that is hard says, and where the spool is.
async function keep(body) {
  try {
    const run = Bun.spawn([brain.program, ...brain.args, body.event], { stdin: "pipe", stdout: "pipe", stderr: "ignore" });
    run.stdin.write(JSON.stringify(body));
    run.stdin.end();
    const text = await new Response(run.stdout).text();
    return text ? JSON.parse(text) : {};
  } catch {
    return brain.hard ? { refuse: "The brain could not be asked, and this session is hard." } : {};
  }
}

const typed = (text) => /^\s*(\$|\/|brain )/.test(text ?? "");

async function tell(event, id, more) {
  const session = root(id);
  const body = { event, sessionId: session, ...(session === id ? {} : { agentId: id }), ...more };
  const ms = event === "chat.message" && typed(more.prompt) ? 620000 : brain.hard ? brain.hardMs : brain.softMs;
  try {
    return await post("/hooks/opencode", body, ms);
  } catch {
    return await keep(body);
  }
}

async function start(id, source, cwd) {
  if (known.has(id)) return;
  known.add(id);
  const answer = await tell("session.created", id, { source, cwd });
  if (answer.context && !parents.has(id)) oriented.set(id, answer.context);
}

export const Brain = async ({ directory }) => ({
  event: async ({ event: { type, properties } }) => {
    if (type === "session.created") {
      const { id, parentID } = properties.info;
      if (parentID) parents.set(id, parentID);
      await start(id, "startup", properties.info.directory ?? directory);
    } else if (type === "session.idle" && known.has(properties.sessionID)) {
      await tell("session.idle", properties.sessionID, { cwd: directory, answer: answers.get(properties.sessionID) });
    } else if (type === "message.updated" && properties.info?.modelID) {
      models.set(properties.info.id, properties.info.modelID);
    } else if (type === "message.part.updated") {
      const { part } = properties;
      if (part.type === "step-finish") {
        const session = root(part.sessionID);
        const agentId = session === part.sessionID ? undefined : part.sessionID;
        const used = { sessionId: session, agentId, partId: part.id, tokens: part.tokens, model: models.get(part.messageID) };
        await post("/hooks/opencode/usage", used, brain.hardMs).catch(() => {});
      } else if (part.type === "tool" && part.state?.status === "error" && !denied.delete(part.callID)) {
        const { tool, callID: callId, state } = part;
        await tell("tool.failed", part.sessionID, { cwd: directory, tool, callId, args: state.input, error: state.error });
      }
    }
  },
  "chat.message": async ({ sessionID }, { message, parts }) => {
    await start(sessionID, "resume", directory);
    const said = parts.filter((part) => part.type === "text" && !part.synthetic);
    // `opencode run` hands words over in quotation marks.
    const prompt = said.map((part) => part.text).join("\n").replace(/^"([\s\S]*)"$/, "$1");
    refused.delete(sessionID);
    const answer = await tell("chat.message", sessionID, { cwd: directory, prompt, messageId: message.id });
    // An error here is shown as none that anybody understands; that of the request is shown as it is.
    if (answer.refuse) refused.set(sessionID, answer.refuse);
    else if (answer.context && parts.length > 0)
      parts.push({ ...said[0], id: `prt_brain${Date.now().toString(36)}`, type: "text", text: answer.context, synthetic: true });
  },
  "experimental.chat.system.transform": async ({ sessionID }, { system }) => {
    if (oriented.has(sessionID)) system.push(oriented.get(sessionID));
  },
  "chat.params": async ({ sessionID }) => {
    if (refused.has(sessionID)) throw new Error(refused.get(sessionID));
  },
  "tool.execute.before": async ({ tool, sessionID, callID }, { args }) => {
    const answer = await tell("tool.execute.before", sessionID, { cwd: directory, tool, callId: callID, args });
    if (!answer.refuse) return;
    denied.add(callID);
    throw new Error(answer.refuse);
  },
  "tool.execute.after": async ({ tool, sessionID, callID, args }, { output, metadata }) => {
    const exit = Number.isInteger(metadata?.exit) ? metadata.exit : undefined;
    const said = exit ? `${output}`.slice(0, 4000) : undefined;
    await tell("tool.execute.after", sessionID, { cwd: directory, tool, callId: callID, args, exit, output: said });
  },
  "experimental.text.complete": async ({ sessionID }, { text }) => {
    answers.set(sessionID, text);
  },
  "shell.env": async ({ sessionID }, { env }) => {
    if (sessionID) env.BRAIN_OPENCODE_SESSION = root(sessionID);
  },
  dispose: async () => {
    for (const id of known) if (!parents.has(id)) await tell("dispose", id, { cwd: directory, reason: "exit" });
  },
});
