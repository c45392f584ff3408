import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** The page's port; 0 lets the system choose. */
  port: number;
  /** Same seed, same floor. */
  seed: number;
  /** How fast the simulated floor lives. */
  speed: number;
  mode: 'socket' | 'http';
  /** Another Slack (or emulator) in place of the local workspace. */
  slackApiUrl?: string;
}

export const USAGE = `npm run demo -- [options]
  --port <n>             the page's port (default: 3210, or any free one)
  --seed <n>             the simulated floor's seed (default: 1)
  --speed <n>            how many seconds the floor lives in one (default: 1)
  --mode socket|http     how the bot and the local workspace talk (default: socket)
  --slack-api-url <url>  another Slack's Web API, such as an emulator's; its tokens are taken from
                         SLACK_BOT_TOKEN and SLACK_APP_TOKEN (socket) or SLACK_SIGNING_SECRET (http)
  --help
`;

/** Reads the command line; `undefined` where only help was asked for. Throws with a sentence. */
export function readDemoOptions(args: readonly string[]): DemoOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      seed: { type: 'string', default: '1' },
      speed: { type: 'string', default: '1' },
      mode: { type: 'string', default: 'socket' },
      'slack-api-url': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const { mode } = values;
  if (mode !== 'socket' && mode !== 'http') throw new Error('--mode is socket or http');
  const slackApiUrl = values['slack-api-url'];
  if (slackApiUrl !== undefined && !URL.canParse(slackApiUrl))
    throw new Error('--slack-api-url is an address');
  return {
    port: number('--port', values.port ?? '3210', 0, 65_535),
    seed: number('--seed', values.seed, 0, Number.MAX_SAFE_INTEGER),
    speed: number('--speed', values.speed, 0, 10_000),
    mode,
    ...(slackApiUrl !== undefined && { slackApiUrl }),
  };
}

function number(flag: string, text: string, lowest: number, highest: number): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= lowest && value <= highest) return value;
  throw new Error(`${flag} is a number from ${lowest} to ${highest}`);
}
