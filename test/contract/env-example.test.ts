import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/configuration/config.ts';
import { environmentSchema } from '../../src/configuration/environment.ts';

const example = parseEnv(readFileSync(new URL('../../.env.example', import.meta.url), 'utf8'));

describe('.env.example', () => {
  it('documents every variable that the schema reads, and no other', () => {
    expect(Object.keys(example).toSorted()).toEqual(Object.keys(environmentSchema.shape).toSorted());
  });

  it('shows the defaults that hold when a variable is left out', () => {
    const needed = { SLACK_BOT_TOKEN: 'xoxb-1', VDN_ID: '1' };
    const defaults = environmentSchema.parse(needed);
    for (const [name, value] of Object.entries(defaults)) {
      if (name in needed || value === '' || (Array.isArray(value) && value.length === 0)) continue;
      expect({ [name]: example[name] }).toEqual({ [name]: String(value) });
    }
  });

  it('is distinguished from a configuration: each value that is not a default is called an example', () => {
    const { SLACK_BOT_TOKEN: _, ...defaults } = environmentSchema.parse({
      SLACK_BOT_TOKEN: 'xoxb-1',
      VDN_ID: '1',
    });
    const own = Object.entries(example).filter(([name, value]) => value !== '' && !(name in defaults));
    const names = own.map(([name]) => name).filter((name) => name !== 'VDN_ID');
    expect(names.toSorted()).toEqual(['CMS_URL', 'GATEWAY_URL', 'SLACK_APP_TOKEN', 'SLACK_BOT_TOKEN']);
    const result = readConfig(example, () => '');
    const problems = result.kind === 'problems' ? result.problems : [];
    for (const name of names) expect(problems.join('\n')).toContain(`${name} is still the example`);
  });

  it('reports each blank variable', () => {
    const result = readConfig(example, () => '');
    expect(result.kind).toBe('problems');
    const problems = result.kind === 'problems' ? result.problems.join('\n') : '';
    for (const name of [
      'GATEWAY_AGENT_ID',
      'CMS_ACCESS_KEY',
      'CMS_SECRET_KEY',
      'VDN_ID',
      'SLACK_BOT_TOKEN',
    ]) {
      expect(problems).toContain(name);
    }
  });
});
