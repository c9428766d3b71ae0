'use strict';
// `server.js` with a first start that comes to no end: the next one fills the shop, and the one after it finds it filled.

const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, test } = require('node:test');
const { PASSWORD } = require('../seed');
const { freePort } = require('./port');

const PLACE = fs.mkdtempSync(path.join(os.tmpdir(), 'comptoir-first-start-'));
const children = new Set();
after(() => {
  for (const child of children) child.kill('SIGKILL');
  fs.rmSync(PLACE, { recursive: true, force: true });
});

/** Starts it, and waits until its log has `text` or it ends; answers its log and how it ended. */
async function start(text, env) {
  const child = spawn(process.execPath, [path.join(__dirname, '../server.js')], {
    env: { ...process.env, PLACE, POLICY: '', ...env }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  const ended = new Promise((resolve) => { child.once('exit', (code, signal) => resolve(code ?? signal)); });
  void ended.then(() => children.delete(child));
  let log = '';
  const said = new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        log += chunk;
        if (log.includes(text)) resolve();
      });
    }
  });
  await Promise.race([said, ended]);
  return {
    log,
    ended,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
}

async function signIn(port) {
  const response = await fetch(`http://127.0.0.1:${port}/shop-api`, {
    method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: 'mutation($password: String!) { login(username: "anna@romashka.example", password: $password) { __typename ... on ErrorResult { message } } }',
      variables: { password: PASSWORD },
    }),
  });
  return (await response.json()).data.login;
}

test('a first start that came to no end leaves nothing in the way of the next one', { timeout: 600_000 }, async () => {
  const policy = path.join(PLACE, 'refused.toml');
  fs.writeFileSync(policy, 'colour = "green"\n');
  const port = String(await freePort());
  const refused = await start('never', { PORT: port, POLICY: policy });
  assert.equal(await refused.ended, 1);
  assert.match(refused.log, /colour/);

  const broken = await start('filling it', { PORT: port });
  assert.match(broken.log, /a new shop/);
  await broken.stop('SIGKILL');

  const filled = await start('admin API', { PORT: port });
  assert.match(filled.log, /a new shop/);
  assert.equal((await signIn(port)).__typename, 'CurrentUser');
  await filled.stop();

  const again = await start('admin API', { PORT: port });
  assert.doesNotMatch(again.log, /a new shop/);
  assert.equal((await signIn(port)).__typename, 'CurrentUser');
  await again.stop();
});
