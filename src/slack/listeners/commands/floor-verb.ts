import { type ParsedVerb, unclear, understood, type Verb } from '../../../domain/commands/parsed-verb.ts';
import type { Message } from '../../block-kit/message.ts';
import type { Sentence } from '../../block-kit/sentence.ts';
import type { HelpForm } from '../../replies/help-replies.ts';
import type { CommandRequest } from './command.ts';

/** A verb of `/floor`: its grammar, its help and its answer. */
export interface FloorVerb extends Verb<Answer, Explained> {
  readonly help: readonly HelpForm[];
}

/** Resolves with `null` if the answer is a modal. */
type Answer = (request: CommandRequest) => Promise<Message | null>;

interface Explained {
  readonly kind: 'explained';
  readonly sentence: Sentence;
}

/** Returns a verb whose type does not depend on what it parses, so that all verbs fit in one list. */
export function floorVerb<C, P>(row: {
  readonly name: string;
  readonly synonyms: readonly string[];
  readonly help: readonly HelpForm[];
  readonly parse: Verb<C, P>['parse'];
  /** Words for a problem of `parse`. */
  readonly explain: (problem: P) => Sentence;
  readonly answer: (command: C, request: CommandRequest) => Promise<Message | null>;
}): FloorVerb {
  const { name, synonyms, help, parse, explain, answer } = row;
  return {
    name,
    synonyms,
    help,
    parse(words): ParsedVerb<Answer, Explained> {
      const parsed = parse(words);
      return parsed.kind === 'understood'
        ? understood((request: CommandRequest) => answer(parsed.command, request), parsed.written)
        : unclear({ kind: 'explained', sentence: explain(parsed.problem) } as const, parsed.suggestion);
    },
  };
}
