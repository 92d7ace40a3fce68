// The hard cap. Before every model request, a sub-agent's too, the brain is asked whether it may be made; afterwards
// it is told what the request used. Claude Code runs this inside its own process: nothing is spawned.
import type { EngineInterface, Register, TurnStepInput, TurnStepResult, TurnUsage } from 'claude-code'

type Verdict = { go: boolean; reason?: string; hard: boolean }

const ASK = 'http://brain/hooks/claude-code/step'
const TELL = 'http://brain/hooks/claude-code/step/done'
const SOFT_MS = 250
const HARD_MS = 1_000
const UNTOLD_MAX = 200
const DOWN =
  '🧠 Refused: this session is hard, and the brain could not decide whether this model request may be made. ' +
  'Start it with `brain up`, or switch hard off.'

// The plugin's own option.
let isOptedHard = false
// The brain's folder, when the plugin's option names it: no environment leads elsewhere then.
let chosenHome = ''
// Sessions that the brain itself called hard, such as those of a hard project or of `brain install --hard`.
const hardOnes = new Set<string>()
// What the brain has not heard of yet goes along with the next question; the oldest is given up first.
let untold: { session: string; used: unknown }[] = []

export const register: Register = (on, options) => {
  isOptedHard = options.hard === true
  chosenHome = typeof options.home === 'string' ? options.home : ''

  on('turn.step', async function* ($, e, next) {
    let verdict: Verdict
    try {
      verdict = await ask($, e)
    } catch {
      verdict = { go: !(await isHard($)), reason: DOWN, hard: true }
    }
    if (!verdict.go) return yield* refuse(e, verdict.reason ?? DOWN)
    const made = yield* next(e)
    if (made.usage) await tell($, e, made.usage)
    return made
  }).catch(async function* ($, e, next) {
    if (next.called || !(await isHard($))) return yield* next(e)
    return yield* refuse(e, DOWN)
  })
}

async function ask($: EngineInterface, e: TurnStepInput): Promise<Verdict> {
  const session = await $.session.id()
  const hard = await isChosenHard($)
  const told = untold.filter(one => one.session === session)
  const body = { session_id: session, ...nameOf(e), hard, used: told.map(one => one.used) }
  const answer = await post($, ASK, body, hard || hardOnes.has(session) ? HARD_MS : SOFT_MS)
  untold = untold.filter(one => !told.includes(one))
  const verdict = JSON.parse(answer) as Verdict
  if (verdict.hard) hardOnes.add(session)
  else hardOnes.delete(session)
  return verdict
}

async function tell($: EngineInterface, e: TurnStepInput, usage: TurnUsage) {
  const { input_tokens, output_tokens, cache_read_input_tokens, cache_creation_input_tokens } = usage
  const session = await $.session.id()
  const used = { ...nameOf(e), input_tokens, output_tokens, cache_read_input_tokens, cache_creation_input_tokens }
  try {
    await post($, TELL, { session_id: session, used: [used] }, HARD_MS)
  } catch {
    untold = [...untold, { session, used }].slice(-UNTOLD_MAX)
  }
}

async function post($: EngineInterface, url: string, body: unknown, limitMs: number) {
  const home = chosenHome || (await $.env.get('BRAIN_HOME'))
  const data = (await $.env.get('XDG_DATA_HOME')) || `${await $.env.get('HOME')}/.local/share`
  const socketPath = `${home || `${data}/brain`}/brain.sock`
  const headers = { 'content-type': 'application/json' }
  const sent = $.http.fetch(url, { method: 'POST', headers, body: JSON.stringify(body), socketPath })
  const answer = await Promise.race([sent, $.clock.sleep(limitMs)])
  if (!answer || answer.status !== 200) throw new Error('The brain did not answer.')
  return answer.text
}

async function isHard($: EngineInterface) {
  return (await isChosenHard($)) || hardOnes.has(await $.session.id())
}

async function isChosenHard($: EngineInterface) {
  const chosen = await $.env.get('BRAIN_HARD')
  return isOptedHard || chosen === '1' || chosen === 'true'
}

// The reason is the answer; no request is made.
async function* refuse(e: TurnStepInput, reason: string) {
  yield { kind: 'text' as const, index: 0, text: reason }
  const { turnId, index } = e
  return { turnId, index, answer: reason, toolUses: [], stopReason: null, usage: null } satisfies TurnStepResult
}

function nameOf({ turnId, index, agentId, model }: TurnStepInput) {
  return { turn_id: turnId, index, agent_id: agentId, model }
}
