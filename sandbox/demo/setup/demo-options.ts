import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** The page's port; 0 selects a free one. Without it, the usual port, or a free one if that is taken. */
  port?: number;
  /** The bot's port for Slack's requests in HTTP mode and for health; 0 selects a free one. */
  botPort: number;
  /** The seed of the floor. Floors with equal seeds are equal. */
  seed: number;
  /** Speed of the simulated floor; 1 is real time. */
  speed: number;
  mode: 'socket' | 'http';
  /** The API address of another Slack (or emulator) in place of the local workspace. */
  slackApiUrl?: string;
}

export const USAGE = `npm run demo -- [options]
  --port <n>             the page's port (default: 3210, or any free one)
  --seed <n>             the simulated floor's seed (default: 1)
  --speed <n>            seconds of floor time per second (default: 1); times of day in answers, such as
                         "Signed in", are correct at 1 only, because only the floor is accelerated
  --mode socket|http     the connection between the bot and its Slack (default: socket)
  --bot-port <n>         the bot's port for requests in HTTP mode (default: any free port)
  --slack-api-url <url>  another Slack's Web API, such as an emulator's; its tokens are read from
                         SLACK_BOT_TOKEN and SLACK_APP_TOKEN (socket) or SLACK_SIGNING_SECRET (http).
                         In HTTP mode the request URL is printed. The contact centre's log has calls of
                         the local workspace only
  --help
`;

const MAX_PORT = 65_535;
const MAX_SPEED = 10_000;

/**
 * Parses the command line. Returns `undefined` for `--help`.
 *
 * @throws {Error} with a sentence for people
 */
export function readDemoOptions(args: readonly string[]): DemoOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      'bot-port': { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      speed: { type: 'string', default: '1' },
      mode: { type: 'string', default: 'socket' },
      'slack-api-url': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const { mode, port } = values;
  if (mode !== 'socket' && mode !== 'http') throw new Error('--mode is socket or http');
  const slackApiUrl = values['slack-api-url'];
  if (slackApiUrl !== undefined && !isWebAddress(slackApiUrl)) {
    throw new Error('--slack-api-url is an address that begins with http:// or https://');
  }
  return {
    ...(port !== undefined && { port: wholeNumber('--port', port, MAX_PORT) }),
    botPort: wholeNumber('--bot-port', values['bot-port'], MAX_PORT),
    seed: wholeNumber('--seed', values.seed, Number.MAX_SAFE_INTEGER),
    speed: speedOf(values.speed),
    mode,
    ...(slackApiUrl !== undefined && { slackApiUrl }),
  };
}

function isWebAddress(text: string): boolean {
  return ['http:', 'https:'].includes(URL.parse(text)?.protocol ?? '');
}

function wholeNumber(flag: string, text: string, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= max) return value;
  throw new Error(`${flag} is a whole number from 0 to ${max}`);
}

function speedOf(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= MAX_SPEED) return value;
  throw new Error(`--speed is a number from 0 to ${MAX_SPEED}`);
}
