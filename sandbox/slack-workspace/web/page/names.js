import { store } from './store.js';

export const personOf = (id) => store.workspace.people.find((each) => each.id === id);

export const personName = (id) => (id === 'USLACKBOT' ? 'Slackbot' : (personOf(id)?.realName ?? id));

export const channelOf = (id) => store.workspace.channels.find((each) => each.id === id);

export const channelName = (id) => {
  const channel = channelOf(id);
  if (channel === undefined) return id;
  return channel.kind === 'im' ? store.workspace.app.name : `#${channel.name}`;
};

export const groupHandle = (id) => store.workspace.groups.find((each) => each.id === id)?.handle ?? id;

/** The initials of a name. */
export const initials = (name) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.slice(0, 1).toUpperCase())
    .join('');

const FACES = 8;

/** The number of a name's colour, 0 to 7. */
export function faceOf(name) {
  let sum = 0;
  for (let index = 0; index < name.length; index += 1) sum = (sum * 31 + name.charCodeAt(index)) % 9973;
  return sum % FACES;
}
