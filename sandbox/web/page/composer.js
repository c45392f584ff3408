import { act } from './connection.js';
import { html } from './html.js';
import { channelName } from './names.js';
import { enter, store } from './store.js';

const draftOf = (channel) => store.entered.drafts?.[channel] ?? '';

async function sendDraft(channel) {
  const draft = draftOf(channel).trim();
  if (draft === '') return;
  enter('drafts', channel, '');
  const slash = /^(\/\S+)\s*(.*)$/s.exec(draft);
  await act(
    slash === null
      ? { act: 'post', channel, text: draft }
      : { act: 'command', channel, command: slash[1], text: slash[2] },
  );
}

/** The line to type in, with the commands of the app above it while one is typed. */
export function composer(channel) {
  const draft = draftOf(channel);
  const word = draft.split(/\s/, 1)[0] ?? '';
  const isCommand = draft.startsWith('/');
  const offered = isCommand ? store.workspace.commands.filter(({ command }) => command.startsWith(word)) : [];
  const send = (event) => {
    event.preventDefault();
    void sendDraft(channel);
  };
  return html`
    <form class="composer" onSubmit=${send}>
      ${
        offered.length === 0
          ? null
          : html`
            <ul class="commands">
              ${offered.map(
                ({ command, usageHint, description }) => html`
                  <li>
                    <button type="button" onClick=${() => enter('drafts', channel, `${command} `)}>
                      <b>${command}</b> <code>${usageHint}</code> <span>${description}</span>
                    </button>
                  </li>
                `,
              )}
            </ul>
          `
      }
      <div class="line">
        <input
          id="composer"
          autocomplete="off"
          value=${draft}
          aria-label=${`Message to ${channelName(channel)}`}
          placeholder=${`Message ${channelName(channel)}, or type /`}
          onInput=${(event) => enter('drafts', channel, event.target.value)}
        />
        <button type="submit" class="button primary">Send</button>
      </div>
    </form>
  `;
}
