import type { DemoPages } from '../demo-page/demo-pages.ts';

/** The demo's texts on the console. */
export const DEMO_WORDS = {
  runs: (pages: DemoPages) => `
Floorwalker runs here, with a simulated contact centre and a local Slack:

    ${pages.all}

Type  /agent 1099 stats  there. Ctrl-C ends the demo.

    ${pages.workspace}  the workspace alone
    ${pages.contactCenter}  the contact centre alone
`,
  past: `The history is simulated:  /floor summary  shows today's summary, and  /floor send 1  posts it to
#ops, where it is posted every day at 18:00.
`,
  pastElsewhere: `The history is simulated:  /floor summary  shows today's summary.
`,
  noPast: 'The history could not be simulated: see the error above. Summaries begin now.',
  elsewhere: (pages: DemoPages, slackApiUrl: string, requestUrl: string | undefined) => `
The contact centre's page:  ${pages.all}
${requestUrl === undefined ? '' : `The request URL for that Slack's commands, interactions and events:  ${requestUrl}\n`}\
The bot connects to  ${slackApiUrl}  …`,
  signedIn: (slackApiUrl: string) => `The bot has signed in at  ${slackApiUrl}  and answers there.
Ctrl-C ends the demo.
`,
  botEnded: (how: string) => `The bot ended unexpectedly (${how}): see its output above.`,
  portTaken: (flag: string, port: number) =>
    `${flag} ${port} is not available: another program uses it, or it needs more rights.`,
} as const;
