import { store } from './store.js';

/**
 * The completions at the caret: commands at the beginning, people and channels anywhere; and the usage of a command
 * that is typed completely.
 *
 * @returns {{ offers: { insert: string, label: string, usage?: string, description: string }[], hint?: object }}
 */
export function completions(draft, caret) {
  const typed = draft.slice(0, caret);
  if (/^\/\S*$/.test(typed)) return { offers: commands(typed), hint: usageOf(typed) };
  const name = /(?:^|\s)([@#])([\w.-]*)$/.exec(typed);
  const offers = name === null ? [] : name[1] === '@' ? people(name[2]) : channels(name[2]);
  return { offers: offers.slice(0, 8), hint: usageOf(typed.split(/\s/, 1)[0]) };
}

/** Returns the draft with the word before the caret completed. */
export function withCompletion(draft, caret, { insert }) {
  const before = draft.slice(0, caret).replace(/\S*$/, '');
  return `${before}${insert} ${draft.slice(caret).replace(/^\S*\s*/, '')}`;
}

function commands(typed) {
  return store.workspace.commands
    .filter(({ command }) => command.startsWith(typed))
    .map(({ command, usageHint, description }) => ({
      insert: command,
      label: command,
      usage: usageHint,
      description,
    }));
}

function usageOf(word) {
  const known = store.workspace.commands.find(({ command }) => command === word);
  return known && { usage: `${known.command} ${known.usageHint}`.trim(), description: known.description };
}

const people = (begun) =>
  store.workspace.people
    .filter(({ name, realName }) => [name, realName].some((each) => starts(each, begun)))
    .map(({ name, realName }) => ({ insert: `@${name}`, label: `@${name}`, description: realName }));

const channels = (begun) =>
  store.workspace.channels
    .filter(({ kind, name }) => kind === 'channel' && starts(name, begun))
    .map(({ name }) => ({ insert: `#${name}`, label: `#${name}`, description: '' }));

const starts = (text, begun) => text.toLowerCase().startsWith(begun.toLowerCase());
