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
  past: `A past was simulated as well:  /floor summary  shows you today's, and  /floor send 1  posts it to
#ops, where it comes every day at 18:00.
`,
  pastElsewhere: `A past was simulated as well:  /floor summary  shows you today's.
`,
  noPast: 'The days before could not be simulated; why stands above. Summaries begin with now.',
  elsewhere: (pages: DemoPages, slackApiUrl: string, requestUrl: string | undefined) => `
The contact centre's page:  ${pages.all}
${requestUrl === undefined ? '' : `Where that Slack sends commands, interactions and events:  ${requestUrl}\n`}\
The bot is on its way to  ${slackApiUrl}  …`,
  signedIn: (slackApiUrl: string) => `The bot has signed in at  ${slackApiUrl}  and answers there.
Ctrl-C ends the demo.
`,
  botEnded: (how: string) => `The bot ended by itself (${how}); what it said stands above.`,
  portTaken: (flag: string, port: number) =>
    `${flag} ${port} cannot be had: another program listens there, or it is not allowed.`,
} as const;
