import type { Refusal } from '../../domain/access/access.ts';
import { code, groupMention, type Phrase, type Sentence, userMention } from '../block-kit/sentence.ts';

const SUPERVISORS_MAX = 10;

export function refusalReply(refusal: Refusal): Sentence[] {
  switch (refusal.reason) {
    case 'not-a-supervisor':
      return supervisorsOnly('Only supervisors can see individual agents', refusal.supervisors);
    case 'guest':
      return [['Guests cannot use Floorwalker.'], ['Ask a supervisor.']];
    case 'stranger':
      return [
        ['Floorwalker answers only people of the workspace that it is installed in.'],
        ['Ask somebody there to share the answer with you.'],
      ];
    case 'rights-unknown':
      return [
        ['Could not check your permissions with Slack.'],
        [
          'Try again in a minute; if it stays so, tell your Floorwalker admin (reference: slack-unreachable).',
        ],
      ];
    case 'scope-missing':
      return [
        [
          'Slack does not tell Floorwalker who you are, because the app lacks the scope ',
          code(refusal.scope),
          '.',
        ],
        ['Your Floorwalker admin adds it (it is in manifest.yml) and reinstalls the app.'],
      ];
  }
}

/** @param what a sentence without a full stop */
export function supervisorsOnly(what: string, supervisors: readonly string[]): Sentence[] {
  if (supervisors.length === 0) {
    return [
      [`${what}, and nobody is set up as one yet.`],
      ['Your Floorwalker admin names them in ', code('SUPERVISORS'), ': Slack users or user groups.'],
    ];
  }
  const named = supervisors.slice(0, SUPERVISORS_MAX).map(mention);
  const list = named.flatMap((phrase, index): Phrase[] => (index === 0 ? [phrase] : [', ', phrase]));
  const more = supervisors.length - named.length;
  return [[`${what}.`], ['Ask one of them: ', ...list, more > 0 ? ` and ${more} more.` : '.']];
}

/** Ids of user groups begin with `S`, ids of people with `U` or `W`. */
function mention(id: string): Phrase {
  if (/^S[A-Z0-9]+$/.test(id)) return groupMention(id);
  return /^[UW][A-Z0-9]+$/.test(id) ? userMention(id) : id;
}
