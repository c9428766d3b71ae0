'use strict';
// Every question of the fixtures, asked through the addon: the same bytes come back as in Rust.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const { Comptoir, ComptoirError } = require('..');

const QUESTIONS = process.env.COMPTOIR_FIXTURES;

/** The codes of `Refusal` in Rust. */
function refusal(error) {
  if (!(error instanceof ComptoirError)) throw error;
  return error.code === 'malformed' || error.code === 'file' ? error.details.code : error.code;
}

async function ask(comptoir, question) {
  const [house, call] = question.hook.split('.');
  try {
    if (question.hook === 'orderFile.read') {
      const sheet = await comptoir.orderFile.read(question.file, Buffer.from(question.bytes, 'hex'));
      return comptoir.orderFile.canonical(sheet);
    }
    const decision = comptoir[house][call](...question.arguments);
    if (question.view === 'buyer') decision.answer = decision.view('buyer');
    return decision.canonical();
  } catch (error) {
    return { error: refusal(error) };
  }
}

test('every fixture has the same answer through the addon', { skip: !QUESTIONS && 'COMPTOIR_FIXTURES names no file; see the Makefile' }, async () => {
  const questions = fs.readFileSync(QUESTIONS, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  const policies = new Map();
  const hooks = new Set();
  for (const question of questions) {
    if (!policies.has(question.policy)) {
      const policy = path.resolve(__dirname, '../../../', question.policy);
      policies.set(question.policy, await Comptoir.activate({ policy, compilation: 'baseline' }));
    }
    hooks.add(question.hook);
    const answer = await ask(policies.get(question.policy), question);
    assert.deepEqual(answer, question.canonical ?? { error: question.error }, `${question.policy}: ${question.hook}`);
  }
  assert.ok(questions.length > 500, `${questions.length} questions`);
  assert.ok(hooks.size >= 12, [...hooks].join(' '));
});
