import { html } from '../html.js';
import { channelName, personName } from '../names.js';
import { store } from '../store.js';
import { Combobox } from '../widgets/combobox.js';
import { choose, standing } from './field-state.js';
import { plainOf } from './text.js';

const MIN_TYPED = 3;

/** All kinds of menu: static options, options that the app offers during typing, people and channels. */
export function select(place, block, it, { label, isBad, describedBy, isFirst }, suggest) {
  const many = it.type.startsWith('multi_');
  const kind = it.type.replace('multi_', '');
  const { offer, read, write } = KINDS[kind];
  const isExternal = kind === 'external_select';
  const chosen = [standing(place, block, it) ?? []].flat().map(read);
  const set = (list) => {
    const values = list.map(write);
    void choose(place, block, it, many ? values : values[0]);
  };
  return html`
    <${Combobox}
      label=${label ?? (plainOf(it.placeholder) || 'Choose')}
      placeholder=${plainOf(it.placeholder) || (many ? 'Choose any' : 'Choose one')}
      many=${many}
      max=${it.max_selected_items}
      chosen=${chosen}
      options=${offer(it)}
      find=${isExternal ? async (typed) => (await suggest(typed)).map(fromOption) : undefined}
      minTyped=${it.min_query_length ?? MIN_TYPED}
      isBad=${isBad}
      describedBy=${describedBy}
      first=${isFirst}
      onChoose=${set}
    />
  `;
}

const fromOption = (option) => ({
  value: option.value,
  text: plainOf(option.text),
  description: plainOf(option.description),
  option,
});

/** The options of each kind of menu, and the conversion of its entries to and from Slack's state. */
const KINDS = {
  static_select: { offer: ownOptions, read: fromOption, write: ({ option }) => option },
  external_select: { offer: () => [], read: fromOption, write: ({ option }) => option },
  users_select: {
    offer: () => store.workspace.people.filter(({ isBot }) => !isBot).map(({ id }) => person(id)),
    read: person,
    write: ({ value }) => value,
  },
  channels_select: {
    offer: () => channels(({ kind, isPrivate }) => kind === 'channel' && !isPrivate),
    read: channel,
    write: ({ value }) => value,
  },
  conversations_select: { offer: conversations, read: channel, write: ({ value }) => value },
};

function ownOptions({ options = [], option_groups: groups = [] }) {
  return [
    ...options.map(fromOption),
    ...groups.flatMap((group) =>
      group.options.map((option) => ({ ...fromOption(option), group: plainOf(group.label) })),
    ),
  ];
}

function person(id) {
  return { value: id, text: personName(id) };
}

function channel(id) {
  return { value: id, text: channelName(id) };
}

const channels = (isOffered) => store.workspace.channels.filter(isOffered).map(({ id }) => channel(id));

function conversations({ filter }) {
  const kinds = filter?.include ?? ['im', 'private', 'public'];
  return channels(({ kind, isPrivate }) =>
    kind === 'im'
      ? kinds.includes('im') && filter?.exclude_bot_users !== true
      : kinds.includes(isPrivate ? 'private' : 'public'),
  );
}
