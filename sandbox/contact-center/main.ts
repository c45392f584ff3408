import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startSimulatorPage } from './page-server.ts';
import { type Simulator, startSimulator } from './simulator.ts';

const PAGE_PORT = '3220';

const HELP = `The contact-centre simulator: CC-Gateway and CC-CMS over HTTPS on this computer.

  --seed <n>           seed of the floor; equal seeds give equal floors (1)
  --agents <n>         number of agents (40)
  --queues <n>         number of queues (6)
  --speed <n>          speed of the floor's time; 0 stands still (1)
  --gateway-port <n>   (8043; 0 selects a free port)
  --cms-port <n>       (28443; 0 selects a free port)
  --cross-agent <rule> strict: one agent's GUID does not open another's path; open: it does (strict)
  --ca-file <path>     file for the certificate to trust (data/simulator-ca.pem)
  --page [port]        serve a page with the floor, the faults and the calls (3220, or any free port)
  --quiet              do not print each request
  --help
`;

await main();

async function main(): Promise<void> {
  const flags = readFlags();
  if (typeof flags === 'string') {
    console.error(`${flags}\n\n${HELP}`);
    process.exitCode = 2;
    return;
  }
  if (flags.help) {
    console.log(HELP);
    return;
  }
  const simulator = await start(flags);
  if (typeof simulator === 'string') {
    console.error(simulator);
    process.exitCode = 1;
    return;
  }
  const caFile = resolve(flags.caFile);
  mkdirSync(resolve(caFile, '..'), { recursive: true });
  writeFileSync(caFile, simulator.ca);
  const page = flags.page === undefined ? undefined : await startPage(simulator, flags.page);
  // Handlers are added once everything has started; until then a signal ends the process by default.
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => void Promise.all([page?.stop(), simulator.stop()]));
  }
  console.log(introduction(simulator, caFile));
  if (page !== undefined) console.log(`The page: ${page.url}\n`);
  if (!flags.quiet) printRequests(simulator);
}

function readFlags() {
  try {
    const { values } = parseArgs({
      args: withPagePort(process.argv.slice(2)),
      options: {
        seed: { type: 'string', default: '1' },
        agents: { type: 'string', default: '40' },
        queues: { type: 'string', default: '6' },
        speed: { type: 'string', default: '1' },
        'gateway-port': { type: 'string', default: '8043' },
        'cms-port': { type: 'string', default: '28443' },
        'cross-agent': { type: 'string', default: 'strict' },
        'ca-file': { type: 'string', default: 'data/simulator-ca.pem' },
        page: { type: 'string' },
        quiet: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const crossAgent = values['cross-agent'];
    if (crossAgent !== 'strict' && crossAgent !== 'open') return '--cross-agent is strict or open';
    return {
      seed: wholeNumber('seed', values.seed, 0, 2 ** 32 - 1),
      agents: wholeNumber('agents', values.agents, 0, 50_000),
      queues: wholeNumber('queues', values.queues, 0, 5000),
      speed: wholeNumber('speed', values.speed, 0, 10_000),
      gatewayPort: wholeNumber('gateway-port', values['gateway-port'], 0, 65_535),
      cmsPort: wholeNumber('cms-port', values['cms-port'], 0, 65_535),
      crossAgent,
      caFile: values['ca-file'],
      page: values.page === undefined ? undefined : wholeNumber('page', values.page, 0, 65_535),
      quiet: values.quiet,
      help: values.help,
    } as const;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Expands `--page` without a number to `--page 3220`. */
function withPagePort(args: readonly string[]): string[] {
  return args.flatMap((arg, index) =>
    arg === '--page' && !/^\d/.test(args[index + 1] ?? '') ? [arg, PAGE_PORT] : [arg],
  );
}

type Flags = Exclude<ReturnType<typeof readFlags>, string>;

function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new RangeError(`--${name} is a whole number from ${min} to ${max}, not ${text}`);
  }
  return value;
}

function startPage(simulator: Simulator, port: number): ReturnType<typeof startSimulatorPage> {
  return startSimulatorPage({ simulator, port }).catch(() => startSimulatorPage({ simulator }));
}

async function start({ crossAgent, ...flags }: Flags): Promise<Simulator | string> {
  try {
    return await startSimulator({ ...flags, gateway: { crossAgent } });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EADDRINUSE') throw error;
    return 'A port is in use: choose another with --gateway-port or --cms-port; 0 selects a free port.';
  }
}

function introduction(simulator: Simulator, caFile: string): string {
  const { bot, cms, gatewayUrl, cmsUrl, ccId, vdn } = simulator;
  return `The contact centre is running. Ctrl-C ends it.

  CC-Gateway  ${gatewayUrl}/agentgateway/resource/
  CC-CMS      ${cmsUrl}/rest/cmsapp/v1/openapi/
  Trust       ${caFile}
  Floor       ${simulator.world.agents().length - 1} agents, ${simulator.world.queues().length} queues, seed ${simulator.seed}; agent 1099 is the example

The environment of a client:

GATEWAY_URL=${gatewayUrl}
GATEWAY_AGENT_ID=${bot.agentId}
GATEWAY_PASSWORD=${bot.password}
GATEWAY_PHONE=${bot.phone}
GATEWAY_CA_FILE=${caFile}
CMS_URL=${cmsUrl}
CMS_ACCESS_KEY=${cms.accessKey}
CMS_SECRET_KEY=${cms.secretKey}
CMS_CA_FILE=${caFile}
CC_ID=${ccId}
VDN_ID=${vdn}

A first request (later requests need the Set-GUID of its reply):

curl -i --cacert ${caFile} -X PUT ${gatewayUrl}/agentgateway/resource/onlineagent/${bot.agentId}/loginex \\
  -H 'Content-Type: application/json; charset=UTF-8' -d '{"password":"${bot.password}","phonenum":"${bot.phone}","status":3}'
`;
}

function printRequests(simulator: Simulator): void {
  simulator.onRequest(({ upstream, method, path, status, code, milliseconds, detail }) => {
    const outcome = [status ?? 'cut', code, `${milliseconds} ms`, detail].filter(
      (part) => part !== undefined,
    );
    console.log(`${upstream.padEnd(7)} ${method} ${path}  ${outcome.join('  ')}`);
  });
}
