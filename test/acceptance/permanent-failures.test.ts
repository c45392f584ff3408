import { describe, it } from 'vitest';
import { z } from 'zod';
import type { TlsVariant } from '../../sandbox/contact-center/https-upstream.ts';
import type { UpstreamName } from '../../sandbox/contact-center/request-log.ts';
import { answeredInTime, askInTime } from '../support/bots/ask-in-time.ts';
import { openHome, press, textIn } from '../support/bots/floor-answers.ts';
import {
  PEOPLE,
  prepareBot,
  type RunningBot,
  startRunningBot,
  textOf,
  UPSTREAM_MODES,
} from '../support/bots/running-bot.ts';
import { eventually } from '../support/clocks/budget.ts';
import { wholeOr } from '../support/clocks/whole-run.ts';

const UPSTREAMS: readonly UpstreamName[] = ['gateway', 'cms'];
/** Environments of a bot that is connected to one upstream only. */
const ONE_UPSTREAM = {
  gateway: { CMS_URL: undefined, CMS_ACCESS_KEY: undefined, CMS_SECRET_KEY: undefined },
  cms: { GATEWAY_URL: undefined, GATEWAY_AGENT_ID: undefined, GATEWAY_PASSWORD: undefined },
};
const NAMES = { gateway: 'CC-Gateway', cms: 'CC-CMS' };
const VARIABLES = { gateway: 'GATEWAY_CA_FILE', cms: 'CMS_CA_FILE' };

const CERTIFICATES: readonly (readonly [TlsVariant | 'no-ca-file', RegExp, string])[] = [
  ['no-ca-file', /unknown issuer/, 'unknown-issuer'],
  ['wrong-ca', /unknown issuer/, 'unknown-issuer'],
  ['self-signed', /self-signed/, 'self-signed'],
  ['expired', /expired/, 'expired'],
  ['not-yet-valid', /not valid yet/, 'not-yet-valid'],
  ['wrong-host', /another host/, 'other-host'],
  ['tls-1.0', /TLS 1\.2 or newer/, 'other'],
];
const rows = UPSTREAM_MODES.flatMap((mode) =>
  CERTIFICATES.flatMap((row, index) =>
    wholeOr(UPSTREAMS, [index % 2 === 0 ? 'gateway' : 'cms'] as const).map(
      (upstream) => [upstream, mode, ...row] as const,
    ),
  ),
);

describe.concurrent('a certificate that is not accepted', () => {
  it.for(rows)('%s, in %s mode: %s', async ([upstream, mode, variant, fault, name], { expect }) => {
    const missing = variant === 'no-ca-file' ? { [VARIABLES[upstream]]: undefined } : {};
    await using bot = await prepareBot({ mode, env: { ...ONE_UPSTREAM[upstream], ...missing } });
    if (variant !== 'no-ca-file') await bot.simulator.tls.present(variant);
    await bot.start();
    const lasting = async () => {
      const answer = await bot.ask('/agent', '1099 stats');
      const words = textOf(answer);
      expect(words).toMatch(fault);
      expect(words).toContain(VARIABLES[upstream]);
      expect(words.match(/certificate was not accepted/g)).toHaveLength(1);
      expect(words).not.toMatch(/in a minute/);
      expect(words).toMatch(/does not pass by itself/);
    };
    await eventually(lasting, { interval: 50 });
    // Six rounds cause the pause after failures.
    for (let round = 0; round < 6; round += 1) await lasting();
    await bot.ask('/queue', '');
    await bot.ask('/floor', '');
    const home = textIn(await openHome(bot, PEOPLE.supervisor));
    expect(home).toMatch(fault);
    expect(home).toContain(VARIABLES[upstream]);
    // The gateway is `starting` as long as the bot retries the sign-in.
    await expect
      .poll(() => connection(bot, NAMES[upstream]))
      .toMatchObject({
        state: 'down',
        code: 'upstream-tls',
        reasons: [{ kind: 'certificate', fault: name }],
      });
    const log = bot.log.join('');
    expect(log).toContain(`"fault":"${name}","variable":"${VARIABLES[upstream]}"`);
    expect(log).not.toContain('upstream recovered');
  });
});

describe.concurrent.for(UPSTREAM_MODES)('a permission that the CMS key lacks, in %s mode', (mode) => {
  it('is named with its code, and is checked again with Refresh', async ({ expect }) => {
    await using bot = await startRunningBot({ mode });
    const fault = bot.simulator.faults.add({
      upstream: 'cms',
      route: 'hisindex-agent',
      kind: 'result-code',
      resultCode: '0101003',
    });
    const refused = await bot.ask('/agent', '1099 stats');
    expect(textOf(refused)).toContain('the CMS access key may not read agent statistics (0101003)');
    expect(textOf(refused)).toContain('does not pass by itself');
    expect(textOf(refused)).not.toMatch(/in a minute|both connected/);
    const home = textIn(await openHome(bot, PEOPLE.supervisor));
    expect(home).toContain('the CMS access key may not read agent statistics (0101003)');
    expect(await connection(bot, 'CC-CMS')).toMatchObject({
      code: 'upstream-rejected',
      reasons: [{ kind: 'permission', endpoint: 'hisindex/agent', code: '0101003' }],
    });
    fault.remove();
    expect(textOf(await press(bot, refused, 'agent_refresh'))).toMatch(/Answered\*\n5\n/);
    expect((await connection(bot, 'CC-CMS'))?.reasons).toBeUndefined();
  });

  it('is named for each interface if all lack it', async ({ expect }) => {
    await using bot = await startRunningBot({ mode, env: ONE_UPSTREAM.cms });
    bot.simulator.faults.add({ upstream: 'cms', kind: 'result-code', resultCode: '0101003' });
    expect(await askInTime(bot, '1099')).toMatch(
      /key may not read the state of agents, .*agent statistics.* \(0101003\)\. Tell your/,
    );
    const floor = textOf(await bot.ask('/floor', ''));
    expect(floor).toMatch(/may not read .* \(0101003\)/);
    expect(floor).not.toMatch(/in a minute|both connected/);
    bot.simulator.faults.clear();
    await answeredInTime(bot, '1099', /Available for/, /CC-CMS hisindex\/agent/);
  });
});

describe.concurrent.for(UPSTREAM_MODES)('a code of an undocumented form, in %s mode', (mode) => {
  it.for(['Ana 88881099', '88881099', '13800138000', '<!channel>'])(
    'is shown nowhere: %s',
    async (code, { expect }) => {
      await using bot = await startRunningBot({ mode });
      bot.simulator.faults.add({ upstream: 'gateway', kind: 'retcode', retcode: code });
      bot.simulator.faults.add({ upstream: 'cms', kind: 'result-code', resultCode: code });
      const answer = await askInTime(bot, '1099 stats');
      expect(answer).toContain('upstream-rejected');
      await eventually(async () => expect(await connection(bot, 'CC-CMS')).toMatchObject({ state: 'down' }));
      const health = JSON.stringify(await report(bot));
      for (const text of [answer, health, bot.log.join('')]) expect(text).not.toContain(code);
    },
  );
});

const reportSchema = z.object({
  connections: z.array(
    z.object({
      name: z.string(),
      state: z.string(),
      code: z.string().nullable(),
      reasons: z.array(z.unknown()).optional(),
    }),
  ),
});

async function report(bot: RunningBot) {
  const response = await fetch(`http://127.0.0.1:${bot.bot.port()}/readyz`);
  return reportSchema.parse(await response.json());
}

async function connection(bot: RunningBot, name: string) {
  return (await report(bot)).connections.find((each) => each.name === name);
}
