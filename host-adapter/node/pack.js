'use strict';
// npm packages of the addon and of the Vendure plugin, as they are installed elsewhere: `node pack.js <folder>`.
// Prints their paths. The addon in it runs where it was built: the package says so, and npm refuses it elsewhere.

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '../..');
const LICENCES = ['LICENSE-APACHE', 'LICENSE-MIT'];

function manifestOf(folder) {
  return JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
}

/** Copies what `files` names, with `manifest` and the licences, and packs it into `target`. */
function pack(folder, manifest, target) {
  const stage = fs.mkdtempSync(path.join(os.tmpdir(), 'comptoir-package-'));
  try {
    for (const file of manifest.files) {
      const from = path.join(folder, file);
      if (!fs.existsSync(from)) throw new Error(`${path.relative(ROOT, from)} is missing: \`make package\` builds it first`);
      fs.cpSync(from, path.join(stage, file), { recursive: true });
    }
    for (const file of LICENCES) fs.copyFileSync(path.join(ROOT, file), path.join(stage, file));
    const files = [...manifest.files, ...LICENCES];
    fs.writeFileSync(path.join(stage, 'package.json'), `${JSON.stringify({ ...manifest, files }, null, 2)}\n`);
    const packed = execFileSync(
      'npm', ['pack', '--loglevel=error', '--json', '--ignore-scripts', '--pack-destination', target], { cwd: stage, encoding: 'utf8' },
    );
    return path.join(target, JSON.parse(packed)[0].filename);
  } finally {
    fs.rmSync(stage, { recursive: true });
  }
}

/** Without what only its own folder needs. */
function published({ private: _, scripts, devDependencies, overrides, ...manifest }) {
  return manifest;
}

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node pack.js <folder>');
  process.exit(2);
}
const target = path.resolve(folder);
fs.mkdirSync(target, { recursive: true });

const addon = path.join(ROOT, 'host-adapter/node');
const node = published(manifestOf(addon));
const glibc = process.report.getReport().header.glibcVersionRuntime;
console.log(pack(addon, {
  ...node, os: [process.platform], cpu: [process.arch], ...(glibc && { libc: ['glibc'] }),
}, target));

const plugin = path.join(ROOT, 'host-adapter/vendure');
const vendure = published(manifestOf(plugin));
// Beside the addon of its own version, not of a folder.
const dependencies = { ...vendure.dependencies, [node.name]: node.version };
console.log(pack(plugin, { ...vendure, dependencies }, target));
