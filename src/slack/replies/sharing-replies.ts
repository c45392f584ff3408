import type { ChannelSharing, Organisation } from '../../summaries/subscriptions/channel-sharing.ts';
import { sanitizeLine } from '../block-kit/escaping.ts';
import { FORMAT } from '../block-kit/format.ts';
import { ORGANISATION_NAME_MAX } from '../block-kit/name-lengths.ts';
import type { Sentence } from '../block-kit/sentence.ts';

const ORGANISATIONS_MAX = 5;

export const CONFIRM_READERS = {
  share: 'Share all the same',
  post: 'Post there all the same',
  notShared: 'Nothing has been shared yet.',
  notSetUp: 'Nothing has been set up or changed yet.',
  label: (words: string) => `${words}: other organisations will read it`,
} as const;

export function readersReply(sharing: ChannelSharing): Sentence[] {
  switch (sharing.kind) {
    case 'own':
      return [];
    case 'shared':
      return [
        [`This channel is shared with ${readersText(sharing.organisations)}, whose people will read it.`],
      ];
    case 'unknown':
      return [
        [
          'Slack does not tell Floorwalker whether people of other organisations are in this channel. If they are, they will read it.',
        ],
      ];
  }
}

/** `Acme (T0ACME) and Globex (T0GLOBEX)`. */
export function readersText(organisations: readonly Organisation[]): string {
  if (organisations.length === 0) return 'another organisation that Slack does not name';
  return FORMAT.list(
    organisations.map(({ id, name }) => {
      const shown = sanitizeLine(name ?? '', ORGANISATION_NAME_MAX);
      return shown === '' ? sanitizeLine(id, ORGANISATION_NAME_MAX) : shown;
    }),
    ORGANISATIONS_MAX,
  );
}
