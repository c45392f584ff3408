import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { startWorkspace, type Workspace } from '../../slack-workspace/slack/workspace.ts';
import type { DemoOptions } from './demo-options.ts';

/** The Slack of the demo's bot. */
export interface DemoSlack {
  /** The local workspace; `undefined` if the bot uses another Slack. */
  readonly workspace: Workspace | undefined;
  /** The environment variables of the bot that concern Slack. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

interface DemoSlackOptions {
  readonly mode: DemoOptions['mode'];
  readonly slackApiUrl: string | undefined;
  /** The address at which the bot receives requests in HTTP mode. */
  readonly requestUrl: string;
  readonly timeZone: string;
}

export async function openSlack(options: DemoSlackOptions): Promise<DemoSlack> {
  const { mode, slackApiUrl } = options;
  if (slackApiUrl !== undefined) {
    return {
      workspace: undefined,
      environment: { ...otherSlack(mode), SLACK_API_URL: slackApiUrl },
      stop: () => Promise.resolve(),
    };
  }
  const workspace = await startLocalSlack(options);
  return {
    workspace,
    environment: {
      SLACK_MODE: mode,
      SLACK_API_URL: workspace.apiUrl,
      SLACK_BOT_TOKEN: workspace.botToken,
      SLACK_APP_TOKEN: workspace.appToken,
      SLACK_SIGNING_SECRET: workspace.signingSecret,
    },
    stop: () => workspace.stop(),
  };
}

async function startLocalSlack({ mode, requestUrl, timeZone }: DemoSlackOptions): Promise<Workspace> {
  const manifest: unknown = parse(await readFile(new URL('../../../manifest.yml', import.meta.url), 'utf8'));
  return await startWorkspace({
    manifest,
    team: { name: 'Demo workspace' },
    timeZone,
    ...(mode === 'http' && { requestUrl }),
  });
}

/** Reads the tokens for another Slack. @throws {Error} if a token is missing */
function otherSlack(mode: DemoOptions['mode']): Record<string, string> {
  const needed = ['SLACK_BOT_TOKEN', mode === 'socket' ? 'SLACK_APP_TOKEN' : 'SLACK_SIGNING_SECRET'];
  const given = needed.map((name) => [name, process.env[name] ?? ''] as const);
  if (given.some(([, value]) => value === '')) {
    throw new Error(`With --slack-api-url in ${mode} mode, give that Slack’s ${needed.join(' and ')}.`);
  }
  return { SLACK_MODE: mode, ...Object.fromEntries(given) };
}
