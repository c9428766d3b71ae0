'use strict';
// The public face of the addon: objects for hooks, one class of errors. Types: index.d.ts.

const native = require('./comptoir.node');

/** Why there is no answer. A business "no" is an answer, never one of these. */
class ComptoirError extends Error {
  constructor(code, message, details) {
    super(message);
    this.name = 'ComptoirError';
    this.code = code;
    this.details = details;
  }
}

/** The addon's errors carry a JSON body; whatever else comes out of it is a defect in the adapter. */
function typed(error) {
  if (error instanceof ComptoirError) return error;
  try {
    const { code, message, details } = JSON.parse(error.message);
    return new ComptoirError(code, message, details);
  } catch {
    return new ComptoirError('defect', String(error?.message ?? error), {});
  }
}

function attempt(work) {
  try {
    return work();
  } catch (error) {
    throw typed(error);
  }
}

async function eventually(work) {
  try {
    return await work();
  } catch (error) {
    throw typed(error);
  }
}

/** JSON of what JavaScript passes; it has none for what is no value of the contract. */
function json(value) {
  try {
    return JSON.stringify(value ?? null);
  } catch (error) {
    throw new ComptoirError('malformed', error.message, { code: 'bad-json' });
  }
}

function badArgument(message, at) {
  return new ComptoirError('malformed', `${message} (at \`${at}\`)`, { code: 'bad-argument', at });
}

/** What was decided, by which generation, and what it took. */
class Decision {
  #hook;
  constructor(hook, { answer, generation, stats }) {
    this.#hook = hook;
    this.answer = answer;
    this.generation = generation;
    this.stats = stats;
  }

  view(audience) {
    if (audience === 'staff') return this.answer;
    if (audience !== 'buyer') {
      throw badArgument(`there is no audience \`${audience}\``, 'audience');
    }
    return JSON.parse(attempt(() => native.forBuyer(this.#hook, json(this.answer))));
  }

  canonical() {
    return attempt(() => native.canonical(this.#hook, json(this.answer)));
  }
}

/** One object an interface, one function a hook. */
function hooksOf(engine) {
  const interfaces = {};
  for (const hook of native.hooks()) {
    const [name, call] = hook.split('.');
    interfaces[name] ??= {};
    interfaces[name][call] = (...args) => {
      const reply = JSON.parse(attempt(() => engine.call(hook, json(args))));
      return reply.generation === undefined ? reply.answer : new Decision(hook, reply);
    };
  }
  return interfaces;
}

class Comptoir {
  #engine;

  /** Not for callers: `Comptoir.activate` and `Comptoir.attach` make one. */
  constructor(engine) {
    this.#engine = engine;
    Object.assign(this, hooksOf(engine));
    this.orderFile = {
      read: async (name, bytes) => {
        if (typeof name !== 'string') throw badArgument('expected the name of the file', 'name');
        if (!ArrayBuffer.isView(bytes)) throw badArgument('expected a Buffer or a Uint8Array', 'bytes');
        const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        const { answer } = JSON.parse(await eventually(() => engine.readFile(name, buffer)));
        return answer;
      },
      corrected: (sheet, answer, facts, language) =>
        eventually(() => native.corrected(json([sheet, answer, facts, language]))),
      canonical: (sheet) => attempt(() => native.canonical('orderFile.read', json(sheet))),
      row: ({ number, exact, withoutLeadingZeros, value, problems }) => ({
        number, exact, withoutLeadingZeros, value, problems,
      }),
    };
    Object.freeze(this);
  }

  static async activate(options) {
    return new Comptoir(await eventually(() => native.activate(json(options))));
  }

  static attach(number) {
    return new Comptoir(attempt(() => native.attach(number)));
  }

  get number() {
    return this.#engine.number;
  }

  get generation() {
    return JSON.parse(attempt(() => this.#engine.generation()));
  }

  async swap(policy) {
    return JSON.parse(await eventually(() => this.#engine.activate(json(policy))));
  }

  context({ acting, principal, instant, requestId } = {}) {
    // Node would take what is no moment for 1970, and nothing would be overdue then.
    const when = instant instanceof Date ? instant.getTime() : instant;
    if (!Number.isSafeInteger(when)) throw badArgument('expected a Date, or whole milliseconds', 'instant');
    const texts = { 'acting.id': acting?.id, 'acting.kind': acting?.kind, principal, requestId };
    for (const [at, text] of Object.entries(texts)) {
      if (typeof text !== 'string') throw badArgument('expected a text', at);
    }
    return JSON.parse(
      attempt(() => this.#engine.context(acting.id, acting.kind, principal, when, requestId)),
    );
  }
}

class Texts {
  #native;
  constructor(language, timezone) {
    this.#native = attempt(() => new native.Texts(language, timezone));
    this.language = language;
  }

  #text(kind, value, currency = '') {
    return attempt(() => this.#native.text(kind, json(value), currency)) ?? undefined;
  }

  finding(finding, currency) {
    return this.#text('finding', finding, currency);
  }
  findingForStaff(finding, currency) {
    return this.#text('findingForStaff', finding, currency);
  }
  remedy(remedy, currency) {
    return this.#text('remedy', remedy, currency);
  }
  stage(stage, currency) {
    return this.#text('stage', stage, currency);
  }
  subject(subject) {
    return this.#text('subject', subject);
  }
  notification(notification, currency) {
    return this.#text('notification', notification, currency);
  }
  file(error) {
    return this.#text('file', error.details) ?? error.message;
  }
  step(code) {
    return this.#text('step', code);
  }
  label(label) {
    return this.#text('label', label);
  }
  instant(instant) {
    return this.#text('instant', instant);
  }
  money(sum, currency) {
    return this.#text('money', sum, currency);
  }
}

module.exports = { Comptoir, ComptoirError, Decision, Texts };
