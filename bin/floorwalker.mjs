#!/usr/bin/env node
// The start for containers and services. It is plain JavaScript in syntax and imports that Node 12 knows, so that a
// Node that is too old for the TypeScript of src/ still reads this file and says what is needed.
import { readFileSync } from 'fs';

const engines = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).engines;
const needed = engines.node.replace('>=', '');

if (isOlder(process.versions.node, needed)) {
  fail(
    `Floorwalker needs Node ${needed} or newer. This is Node ${process.versions.node}: ${process.execPath}\n` +
      'Install a newer one from https://nodejs.org, or use an image such as node:24-slim.',
  );
} else if (process.features.typescript === false) {
  fail(
    `Floorwalker needs a Node that loads TypeScript. This one was built or started without that: ${process.execPath}\n` +
      'Install Node from https://nodejs.org, and take --no-strip-types out of NODE_OPTIONS.',
  );
} else {
  import('../src/main.ts').catch(explain);
}

function isOlder(version, wanted) {
  const have = version.split('.').map(Number);
  const want = wanted.split('.').map(Number);
  return have[0] < want[0] || (have[0] === want[0] && have[1] < want[1]);
}

function explain(error) {
  if (error.code === 'ERR_MODULE_NOT_FOUND' && / package /.test(error.message)) {
    fail(`${error.message}\nInstall the packages that Floorwalker needs: npm ci --omit=dev`);
  } else {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  }
}

function fail(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
