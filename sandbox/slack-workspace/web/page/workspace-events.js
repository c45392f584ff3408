import { change, notify, store } from './store.js';

const MAX_CALLS = 200;

/** Applies one event of the workspace to the store. */
export function apply(event) {
  switch (event.type) {
    case 'message_posted':
    case 'ephemeral_posted':
      return changeMessages(event.channel, (messages) => [...messages, event.message]);
    case 'message_updated':
    case 'ephemeral_updated':
      return changeMessages(event.channel, (messages) =>
        messages.map((message) => (message.ts === event.message.ts ? event.message : message)),
      );
    case 'message_deleted':
    case 'ephemeral_deleted':
      return changeMessages(event.channel, (messages) =>
        messages.filter((message) => message.ts !== event.message.ts),
      );
    case 'view_opened':
      return change({ modals: [event.view] });
    case 'view_pushed':
      return change({ modals: [...store.modals, event.view] });
    case 'view_closed':
      return change({ modals: store.modals.filter((view) => view.id !== event.view.id) });
    case 'view_updated':
    case 'view_published':
      return event.view.type === 'home'
        ? change({ home: event.view })
        : change({ modals: store.modals.map((view) => (view.id === event.view.id ? event.view : view)) });
    case 'refused':
      addCall(event);
      return notify(
        `Refused: ${event.error}`,
        `What the app sent (${event.where}) breaks a rule of Slack’s:`,
        [...event.errors],
      );
    case 'request':
    case 'delivery':
      return addCall(event);
    case 'connection':
      return change({
        workspace: { ...store.workspace, app: { ...store.workspace.app, connected: event.open > 0 } },
      });
    default:
      return undefined;
  }
}

function changeMessages(channel, next) {
  change({ messages: { ...store.messages, [channel]: next(store.messages[channel] ?? []) } });
}

function addCall(event) {
  change({ calls: [...store.calls, callOf(event)].slice(-MAX_CALLS) });
}

/** A call between app and workspace in the form of the log. */
export function callOf(event) {
  if (event.type === 'refused') {
    const { at, where, error, errors } = event;
    return { kind: 'refused', at, name: where, problem: error, details: errors };
  }
  if (event.type === 'delivery') {
    const { at, kind, report } = event;
    const problem = report.error ?? (report.acked ? undefined : 'not acknowledged');
    return { kind: 'delivery', at, name: kind, ms: report.ackMs, problem };
  }
  const { method, at, ms, ok, error } = event.request;
  return { kind: 'call', at, name: method, ms, problem: ok ? undefined : (error ?? 'failed') };
}
