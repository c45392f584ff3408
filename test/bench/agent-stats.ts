import { Pool } from 'undici';
import { authorization } from '../../src/contact-center/cms/signature.ts';
import { CHANNEL, PEOPLE, type RunningBot, startRunningBot } from '../support/bots/running-bot.ts';
import { type BenchRow, median, milliseconds, quantile, timed, times } from './figures.ts';

const ROUNDS = 150;
const WARM_UP = 20;
const UNLIMITED = { limit: 1_000_000, windowMs: 1, answer: '100-007' } as const;

/**
 * Measures `/agent 1099 stats` from the command to the answer in Slack, beside one plain signed request to the CMS over
 * a connection of its own, which is the minimum for the figures. The two alternate, so that both have equal noise.
 */
export async function measureAgentStats(): Promise<BenchRow[]> {
  await using bot = await startRunningBot({
    simulator: { gateway: { overload: UNLIMITED } },
    timing: { gatewayRateLimit: { requests: 100, perMs: 1 }, queries: { freshMs: 1 } },
  });
  await using raw = rawRoundTrip(bot);
  const samples = { raw: [] as number[], ack: [] as number[], answer: [] as number[] };
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const roundTrip = await timed(() => raw.ask());
    const answer = await timed(() => bot.ask('/agent', '1099 stats'));
    const help = await bot.workspace.as(PEOPLE.supervisor).command(CHANNEL, '/agent', 'help');
    if (round < 0) continue;
    samples.raw.push(roundTrip.ms);
    samples.answer.push(answer.ms);
    samples.ack.push(help.ackMs);
  }
  const base = median(samples.raw);
  const row = (what: string, values: readonly number[]): BenchRow => ({
    what,
    figure: `${milliseconds(median(values))} (p95 ${milliseconds(quantile(values, 0.95))})`,
    against: `bare CMS round trip, ${milliseconds(base)}`,
    ratio: times(median(values) / base),
  });
  return [
    row('/agent 1099 stats, Enter to answer, nothing in memory', samples.answer),
    row('acknowledgement of a command', samples.ack),
  ];
}

function rawRoundTrip({ simulator }: RunningBot) {
  const pool = new Pool(simulator.cmsUrl, { connections: 1, allowH2: false, connect: { ca: simulator.ca } });
  const { host } = new URL(simulator.cmsUrl);
  const path = '/rest/cmsapp/v1/openapi/hisindex/agent';
  const { ccId, vdn, cms } = simulator;
  const body = JSON.stringify({ ccId, vdn, agentIds: [1099], indexIds: ['IDX_COUNT_AGENT_CONNECTED'] });
  const keys = { ...cms, accessKey: cms.accessKey, secretKey: cms.secretKey, timestamp: 'seconds' } as const;
  const request = { method: 'POST', path, headers: { host }, body } as const;
  return {
    async ask(): Promise<unknown> {
      const headers = {
        host,
        'content-type': 'application/json;charset=UTF-8',
        authorization: authorization(request, keys, Date.now()),
      };
      const reply = await pool.request({ ...request, headers });
      return reply.body.json();
    },
    [Symbol.asyncDispose]: () => pool.close(),
  };
}
