import { apply, change, notify, store } from './store.js';

let source;

/** Follows the workspace as one person; the browser reconnects by itself and gets the whole state anew. */
export function connect(user) {
  source?.close();
  source = new EventSource(`/events?user=${encodeURIComponent(user)}`);
  source.addEventListener('state', ({ data }) => {
    const workspace = JSON.parse(data);
    const known = workspace.channels.some((channel) => channel.id === store.place.id);
    const channel = workspace.channels.find((each) => each.kind === 'channel') ?? workspace.channels[0];
    change({
      workspace,
      live: true,
      messages: workspace.messages,
      home: workspace.home,
      modals: workspace.modals,
      ...(store.place.kind === 'channel' && !known && { place: { kind: 'channel', id: channel?.id } }),
    });
  });
  source.addEventListener('change', ({ data }) => {
    apply(JSON.parse(data));
  });
  source.addEventListener('error', () => change({ live: false }));
}

const TROUBLE = {
  operation_timeout: 'The app did not answer in time.',
  dispatch_failed: 'The app could not be reached.',
  http_client_error: 'The app refused the request.',
  http_service_error: 'The app failed.',
  invalid_view_response: 'The app answered the form with something that cannot be shown.',
  invalid_command_response: 'The app answered with something that cannot be shown.',
};

/** Does something as the person whom the page shows; the report, or nothing where it failed. */
export async function act(what) {
  const response = await fetch('/act', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: store.workspace.me, what }),
  }).catch(() => undefined);
  if (response === undefined) {
    notify('The workspace is not there any more.');
    return undefined;
  }
  const report = await response.json();
  if (report.problem !== undefined) {
    notify(report.problem);
    return undefined;
  }
  // A command's failure is said in the channel, by Slack itself.
  if (what.act !== 'command' && TROUBLE[report.error] !== undefined) notify(TROUBLE[report.error]);
  return report;
}
