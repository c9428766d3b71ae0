'use strict';
// The README's walk, word for word: every command of it runs, in order, and answers what stands below it. `…` is anything.

const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, test } = require('node:test');
const { freePort } = require('./port');

const ROOT = path.resolve(__dirname, '../../..');
const README = path.resolve(__dirname, '../README.md');
const COMPTOIR = process.env.COMPTOIR ?? path.join(ROOT, 'target/debug/comptoir');
const PLACE = fs.mkdtempSync(path.join(os.tmpdir(), 'comptoir-walk-'));

/** `{ line, commands, answers }`: commands up to what they answer, by the first line of them. */
function steps() {
  const found = [];
  let inside = false;
  let step;
  fs.readFileSync(README, 'utf8').split('\n').forEach((text, index) => {
    if (text.startsWith('```')) {
      inside = text === '```sh';
      step = undefined;
    } else if (inside) {
      const answer = /^# {3}(.*)$/.exec(text)?.[1];
      if (answer !== undefined) {
        step.answers.push(answer);
      } else {
        if (!step || step.answers.length > 0) found.push(step = { line: index + 1, commands: [], answers: [] });
        step.commands.push(text);
      }
    }
  });
  return found;
}

/** `text` has the parts of `answer` one behind the other. */
function holds(text, answer) {
  let from = 0;
  return answer.split('…').every((part) => {
    const at = text.indexOf(part, from);
    from = at + part.length;
    return at >= 0;
  });
}

const started = [];
const children = new Set();

async function startServer(port, policy) {
  const child = spawn(process.execPath, [path.join(__dirname, '../server.js')], {
    cwd: ROOT, env: { ...process.env, PORT: String(port), PLACE, POLICY: policy ?? '' }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let log = '';
  await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        log += chunk;
        if (log.includes('admin API')) resolve();
      });
    }
    child.once('exit', (code) => reject(new Error(`the shop ended with ${code}:\n${log}`)));
  });
  started.push(policy);
  return () => new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.once('exit', () => {
      children.delete(child);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/** One shell for all commands: what one of them sets the next one knows. */
function shell() {
  const child = spawn('bash', ['--noprofile', '--norc'], {
    cwd: ROOT, env: { ...process.env, PATH: `${path.dirname(process.execPath)}:${process.env.PATH}` }, stdio: ['pipe', 'pipe', 'ignore'],
  });
  children.add(child);
  let seen = '';
  child.stdout.on('data', (chunk) => { seen += chunk; });
  return async (text) => {
    seen = '';
    child.stdin.write(`{ ${text}\n} 2>&1\necho "@@ended $?"\n`);
    for (let turn = 0; turn < 6000; turn += 1) {
      const end = /@@ended (\d+)\n$/.exec(seen);
      if (end) return { status: Number(end[1]), output: seen.slice(0, end.index) };
      await new Promise((resolve) => { setTimeout(resolve, 10); });
    }
    throw new Error(`no end of\n${text}\n${seen}`);
  };
}

after(() => {
  for (const child of children) child.kill('SIGKILL');
  fs.rmSync(PLACE, { recursive: true, force: true });
});

test('the walk', { timeout: 600_000 }, async () => {
  const port = await freePort();
  const run = shell();
  let stop = async () => {};
  let tried = 0;
  for (const { line, commands, answers } of steps()) {
    const text = commands.join('\n').replaceAll('127.0.0.1:3000', `127.0.0.1:${port}`).replaceAll('target/debug/comptoir', COMPTOIR);
    const start = /^(?:POLICY=(\S+) )?make shop\b/.exec(text);
    if (start) {
      await stop();
      stop = await startServer(port, start[1]);
      continue;
    }
    const { status, output } = await run(text);
    // To write it anew: what each command answers, whatever stands below it.
    if (process.env.COMPTOIR_WALK) {
      console.log(`README.md:${line}\n${output}`);
      continue;
    }
    assert.equal(status, 0, `README.md:${line}\n${text}\n${output}`);
    for (const answer of answers) assert.ok(holds(output, answer), `README.md:${line}\n${answer}\nis not in\n${output}`);
    if (answers.length === 0) assert.doesNotMatch(output, /"errors"/, `README.md:${line}`);
    tried += answers.length;
  }
  await stop();
  assert.ok(process.env.COMPTOIR_WALK || (tried >= 30 && started.length === 2), `${tried} answers of ${started.length} shops`);
});
