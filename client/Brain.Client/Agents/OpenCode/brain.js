// Hands opencode's events to the brain by its socket and throws what it refuses. What can't be told is kept in the
// spool by the brain's own program; a hook never waits longer than it was given.
import fs from "node:fs";
import os from "node:os";

const parents = new Map(); // child session → its parent
const known = new Set(); // sessions that the brain has heard of
const oriented = new Map(); // session → what its model is told
const refused = new Map(); // session → why its prompt is not sent
const denied = new Set(); // calls that were refused
const answers = new Map(); // session → what was said last
const models = new Map(); // message → model
const reminders = new Map(); // call → what its result is followed by
const owed = new Map(); // session → what its model is told with its next request, as promises
const calls = new Map(); // call → as it was told of
const prompts = new Map(); // session → the message of what was typed last
const began = new Map(); // session → when it was made
const copied = new Set(); // messages that a fork took over from another session
const running = new Set(); // sessions that are at a turn
const failed = new Map(); // session → the error that its turn ends with, unless it goes on
const hard = new Set(); // sessions that are, as the brain said
const unsent = []; // what requests used while the brain was away
const unsentMax = 1000;
const watched = new Set(); // signals
let ending = false; // by a signal: nothing begins any more
let servers = []; // MCP servers, as the names of their tools begin

const root = (id) => {
  for (let depth = 0; depth < 16 && parents.has(id); depth++) id = parents.get(id);
  return id;
};

// What comes later than anybody waits for it is handed to `late`, where that is given.
async function post(path, body, ms, late) {
  const headers = { "content-type": "application/json", "brain-until": `${Date.now() + ms}` };
  // The same when the event comes another way, so that it counts once.
  if (body.eventId) headers["brain-event-id"] = body.eventId;
  if (brain.hard) headers["brain-hard"] = "1";
  // By it the brain knows whose MCP client it speaks to.
  if (["session.created", "chat.message"].includes(body.event)) headers["brain-process"] = `${process.pid}`;
  const stop = new AbortController();
  let giveUp;
  let waited = true;
  const tooLate = new Promise((_, fail) => (giveUp = () => fail(new Error("It took too long."))));
  let patience = setTimeout(giveUp, ms);
  const answered = (async () => {
    const answer = await fetch(`http://localhost${path}`, {
      unix: brain.socket,
      method: "POST",
      headers,
      body: JSON.stringify(body),
      signal: stop.signal,
    });
    if (!answer.ok) throw new Error(`HTTP status ${answer.status}`);
    // A brain that is at work on what a person waits for says how long that may take.
    const wait = Number(answer.headers.get("brain-wait"));
    if (wait > 0 && waited) {
      clearTimeout(patience);
      patience = setTimeout(giveUp, wait);
    }
    const text = await answer.text();
    return text ? JSON.parse(text) : {};
  })();
  try {
    return await Promise.race([answered, tooLate]);
  } catch (fault) {
    answered.then(late).catch(() => {});
    setTimeout(() => stop.abort(), late ? lateMs : 0).unref();
    throw fault;
  } finally {
    waited = false;
    clearTimeout(patience);
  }
}

// The brain's own program knows what a session that is hard says, and where the spool is.
async function keep(body) {
  try {
    const [verb, agent, ...options] = brain.args;
    const words = [brain.program, verb, agent, body.event, ...options];
    const run = Bun.spawn(words, { stdin: "pipe", stdout: "pipe", stderr: "ignore" });
    run.stdin.write(JSON.stringify(body));
    run.stdin.end();
    const text = await new Response(run.stdout).text();
    if (text) return JSON.parse(text);
    if ((await run.exited) === 0) return {};
    throw new Error("It said nothing and failed.");
  } catch {
    return brain.hard ? { refuse: "The brain could not be asked, and this session is hard." } : {};
  }
}

// A session that is run for one prompt has no screen to show anything on.
const isRun = process.argv.slice(2).find((word) => !word.startsWith("-")) === "run";

// Nothing waits for it, and where it can't be shown nothing is lost but that.
function show(client, message) {
  if (!message) return;
  if (isRun) process.stderr.write(`${message}\n`);
  else
    Promise.resolve()
      .then(() => client.tui.showToast({ body: { message, variant: "info", duration: 12000 } }))
      .catch(() => {});
}

// The shortest: no word of a tool's is taken for its server's.
const serverOf = (tool) => servers.filter((name) => tool.startsWith(`${name}_`)).sort((a, b) => a.length - b.length)[0];

const typedMs = 5000;
const lateMs = 30000; // what is said later is of no use to anybody
const typed = (text) => /^\s*(\$|\/|brain )/.test(text ?? "");

// What was used comes before what the brain is asked next, for a budget is decided by it: one after the other, whoever
// waits, and no longer than a hook may. What could not be told stays first in line.
let settling = Promise.resolve();
function settle(ms) {
  settling = settling.then(async () => {
    const until = Date.now() + ms;
    try {
      for (; unsent.length > 0 && Date.now() < until; unsent.shift())
        await post("/hooks/opencode/usage", unsent[0], until - Date.now());
    } catch {
      // The brain is away.
    }
  });
  return Promise.race([settling, new Promise((late) => setTimeout(late, ms))]);
}

async function tell(client, event, id, more) {
  // A run for one prompt ends when it is over, whatever is still to come.
  const late = isRun ? undefined : (answer) => show(client, answer.systemMessage);
  const answer = await ask(event, id, more, late);
  show(client, answer.systemMessage);
  return answer;
}

async function ask(event, id, more, late) {
  const session = root(id);
  const agentId = session === id ? undefined : id;
  const messageId = prompts.get(session);
  const body = { event, eventId: crypto.randomUUID(), sessionId: session, agentId, messageId, ...more };
  const usual = brain.hard ? brain.hardMs : brain.softMs;
  // A person typed it for the brain itself, and waits while the brain lives.
  const ms = event === "chat.message" && typed(more.prompt) ? Math.max(usual, typedMs) : usual;
  if (unsent.length > 0) await settle(brain.softMs);
  try {
    return await post("/hooks/opencode", body, ms, late);
  } catch {
    return await keep(body);
  }
}

// A request that nobody could be asked about is made, but in a session that is hard.
async function mayRequest(id, model) {
  const session = root(id);
  const agentId = session === id ? undefined : id;
  try {
    if (unsent.length > 0) await settle(brain.softMs);
    const body = { sessionId: session, agentId, request: crypto.randomUUID(), model };
    const answer = await post("/hooks/opencode/request", body, brain.hard ? brain.hardMs : brain.softMs);
    if (answer.hard) hard.add(session);
    else hard.delete(session);
    return answer.refuse;
  } catch {
    return brain.hard || hard.has(session) ? "The brain could not be asked, and this session is hard." : undefined;
  }
}

// One that is gone asks nothing any more, and its id may come again with what was imported. Whose child it was is kept:
// what it used may be told late.
function forget(id) {
  for (const of of [known, oriented, owed, refused, answers, prompts, began, running, failed, hard]) of.delete(id);
}

// The name that opencode has for it where it tells of one itself.
const aborted = "MessageAbortedError";

async function drop(client, id, cwd) {
  const isRoot = !parents.has(id);
  const failure = failed.get(id) ?? { error: aborted };
  const answer = answers.get(id);
  // At once: what opencode tells of it meanwhile is told once.
  const [wasRunning, wasKnown] = [running.delete(id), known.delete(id)];
  if (wasRunning && isRoot) await tell(client, "session.error", id, { cwd, ...failure });
  else if (wasRunning) await tell(client, "session.idle", id, { cwd, answer });
  if (wasKnown && isRoot) await tell(client, "dispose", id, { cwd, reason: "deleted" });
  forget(id);
}

async function leave(client, directory) {
  for (const id of [...known]) {
    known.delete(id);
    if (!parents.has(id)) await tell(client, "dispose", id, { cwd: directory, reason: "exit" });
    hard.delete(id);
  }
}

async function interrupted(client, directory) {
  for (const id of [...running]) {
    running.delete(id);
    if (!parents.has(id)) await tell(client, "session.error", id, { cwd: directory, error: aborted });
  }
  await leave(client, directory);
}

// What whoever began the program has it ignore (nohup, a script's &) it goes on to ignore. Only Linux says which.
function isIgnored(signal) {
  try {
    const [, set] = /^SigIgn:\s*([0-9a-f]+)$/m.exec(fs.readFileSync("/proc/self/status", "utf8"));
    return ((BigInt(`0x${set}`) >> BigInt(os.constants.signals[signal] - 1)) & 1n) === 1n;
  } catch {
    return false;
  }
}

// A signal ends `opencode run` without any event. What ended is told, and then the signal does what it does without
// us; a second one waits for nothing. Where somebody else listens too it ends nothing, and the run goes on.
function watch(client, directory) {
  if (!isRun) return;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    if (watched.has(signal) || isIgnored(signal)) continue;
    watched.add(signal);
    process.once(signal, async () => {
      ending = true;
      const late = new Promise((done) => setTimeout(done, 2 * brain.hardMs + 2000));
      await Promise.race([interrupted(client, directory).catch(() => {}), late]);
      if (process.listenerCount(signal) === 0) return process.kill(process.pid, signal);
      ending = false;
      watched.delete(signal);
    });
  }
}

const stopped = "It was interrupted.";

// A shell that was ended has no exit code, and says why behind its output.
const cutShort = (output) => /<shell_metadata>\n([^]*)\n<\/shell_metadata>$/.exec(`${output}`)?.[1];

async function start(client, id, source, cwd) {
  if (known.has(id)) return;
  known.add(id);
  const answer = await tell(client, "session.created", id, { source, cwd });
  if (answer.context && !parents.has(id)) oriented.set(id, answer.context);
}

export const Brain = async ({ client, directory }) => ({
  config: async ({ mcp }) => {
    servers = Object.keys(mcp ?? {}).map((name) => name.replace(/[^a-zA-Z0-9_-]/g, "_"));
  },
  event: async ({ event: { type, properties } }) => {
    if (type === "session.created") {
      const { id, parentID, time } = properties.info;
      if (parentID) parents.set(id, parentID);
      began.set(id, time?.created);
      await start(client, id, "startup", properties.info.directory ?? directory);
    } else if (type === "session.deleted") {
      await drop(client, properties.info?.id, properties.info?.directory ?? directory);
    } else if (type === "session.error" && running.has(properties.sessionID)) {
      const { name, data } = properties.error ?? {};
      failed.set(properties.sessionID, { error: name, answer: data?.message });
    } else if (type === "session.idle" && running.delete(properties.sessionID)) {
      const id = properties.sessionID;
      const answer = answers.get(id);
      const failure = parents.has(id) ? undefined : failed.get(id);
      answers.delete(id);
      failed.delete(id);
      await tell(client, failure ? "session.error" : "session.idle", id, { cwd: directory, answer, ...failure });
    } else if (type === "permission.asked") {
      const { sessionID, tool } = properties;
      const call = calls.get(tool?.callID) ?? { cwd: directory };
      if (known.has(root(sessionID))) await tell(client, "permission.asked", sessionID, call);
    } else if (type === "message.updated") {
      const { id, sessionID, modelID, time, error } = properties.info ?? {};
      if (modelID) models.set(id, modelID);
      // Of a turn that is stopped early nothing else may tell.
      if (error && running.has(sessionID)) failed.set(sessionID, { error: error.name, answer: error.data?.message });
      if (time?.created < began.get(sessionID)) copied.add(id);
    } else if (type === "message.part.updated" && !copied.has(properties.part.messageID)) {
      const { part } = properties;
      if (part.type === "step-finish") {
        const session = root(part.sessionID);
        const agentId = session === part.sessionID ? undefined : part.sessionID;
        const model = models.get(part.messageID);
        const messageId = prompts.get(session);
        const used = { sessionId: session, agentId, messageId, partId: part.id, tokens: part.tokens, model };
        if (unsent.length < unsentMax) unsent.push(used);
        await settle(brain.hardMs);
      } else if (part.type === "tool" && part.state?.status === "error" && !denied.delete(part.callID)) {
        reminders.delete(part.callID);
        calls.delete(part.callID);
        const { tool, callID: callId, state } = part;
        const more = { cwd: directory, tool, server: serverOf(tool), callId, args: state.input, error: state.error };
        // opencode waits for no event, and its result is written: the next request waits for what the model is told.
        const told = tell(client, "tool.failed", part.sessionID, more);
        owed.set(part.sessionID, [...(owed.get(part.sessionID) ?? []), told]);
        await told;
      }
    }
  },
  "chat.message": async ({ sessionID }, { message, parts }) => {
    watch(client, directory);
    await start(client, sessionID, "resume", directory);
    const said = parts.filter((part) => part.type === "text" && !part.synthetic);
    // `opencode run` hands words over in quotation marks.
    const prompt = said.map((part) => part.text).join("\n").replace(/^"([\s\S]*)"$/, "$1");
    refused.delete(sessionID);
    const messageId = parents.has(sessionID) ? prompts.get(root(sessionID)) : message.id;
    const answer = await tell(client, "chat.message", sessionID, { cwd: directory, prompt, messageId });
    // An error here is shown as none that anybody understands; that of the request is shown as it is.
    if (answer.refuse) {
      refused.set(sessionID, answer.refuse);
      // It stays in sight, and no later request tells the model of it.
      for (const part of said) part.ignored = true;
      return;
    }
    running.add(sessionID);
    answers.delete(sessionID);
    failed.delete(sessionID);
    if (!parents.has(sessionID)) prompts.set(sessionID, messageId);
    if (answer.context && parts.length > 0) {
      parts.push({
        ...said[0],
        id: `prt_brain${Date.now().toString(36)}`,
        type: "text",
        text: answer.context,
        synthetic: true,
      });
    }
  },
  "experimental.chat.system.transform": async ({ sessionID }, { system }) => {
    if (oriented.has(sessionID)) system.push(oriented.get(sessionID));
    const told = owed.get(sessionID) ?? [];
    owed.delete(sessionID);
    for (const { context } of await Promise.all(told)) if (context) system.push(context);
  },
  "chat.params": async ({ sessionID, agent, model }) => {
    if (ending) throw new Error(stopped);
    if (refused.has(sessionID)) throw new Error(refused.get(sessionID));
    // It goes on.
    failed.delete(sessionID);
    // What makes up titles is in no budget.
    const reason = agent === "title" ? undefined : await mayRequest(sessionID, model?.id);
    if (reason) throw new Error(reason);
  },
  "tool.execute.before": async ({ tool, sessionID, callID }, { args }) => {
    if (ending) throw new Error(stopped);
    const call = { cwd: directory, tool, server: serverOf(tool), callId: callID, args };
    const answer = await tell(client, "tool.execute.before", sessionID, call);
    if (!answer.refuse) {
      calls.set(callID, call);
      if (answer.context) reminders.set(callID, answer.context);
      return;
    }
    denied.add(callID);
    throw new Error(answer.refuse);
  },
  "tool.execute.after": async ({ tool, sessionID, callID, args }, result) => {
    const { output, metadata } = result;
    calls.delete(callID);
    const cut = metadata?.exit === null ? cutShort(output) : undefined;
    // The end of the turn is told, and so is then that of the call.
    if (cut?.includes("User aborted the command")) {
      reminders.delete(callID);
      return;
    }
    const exit = Number.isInteger(metadata?.exit) ? metadata.exit : undefined;
    const said = exit ? `${output}`.slice(0, 4000) : undefined;
    const more = { cwd: directory, tool, server: serverOf(tool), callId: callID, args };
    const over = cut ? ["tool.failed", { error: cut }] : ["tool.execute.after", { exit, output: said }];
    const answer = await tell(client, over[0], sessionID, { ...more, ...over[1] });
    // The only text about a call that the model reads is its result.
    const told = [reminders.get(callID), answer.context].filter(Boolean);
    reminders.delete(callID);
    if (told.length > 0) result.output = [output, ...told].join("\n\n");
  },
  "experimental.text.complete": async ({ sessionID }, { text }) => {
    answers.set(sessionID, text);
  },
  "shell.env": async ({ sessionID }, { env }) => {
    if (sessionID) env.BRAIN_OPENCODE_SESSION = root(sessionID);
  },
  dispose: () => leave(client, directory),
});
