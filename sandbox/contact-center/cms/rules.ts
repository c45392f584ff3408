import type { Envelope } from './envelopes.ts';
import type { SignatureRules } from './signature.ts';

/** How this CMS behaves where sites differ or the documents leave it open. Everything can be changed while it runs. */
export interface CmsRules extends SignatureRules {
  /** 'documented' takes each body only as its page shows it, flat or inside `queryParam`; 'lenient' takes both. */
  bodies: 'lenient' | 'documented';
  /** 'documented' takes integers as JSON numbers only; 'loose' also as text, as loosely typed platforms may. */
  integers: 'documented' | 'loose';
  /** How `agentgroup/systemstate` takes its body: its table is flat and its example wrapped. */
  systemstateBody: 'both' | 'flat' | 'wrapped';
  /** Answers every interface in this form, whatever its own is. */
  envelope: Envelope | undefined;
  /** Indicators marked real-time are read live instead of from the five-minute settlement (page 0648). */
  realTimeIndicators: boolean;
  /** A page has at most so many rows, whatever its `limit`; the CMS does not say so. */
  mostRowsPerPage: number | undefined;
  /** How many agents leave (or come, below 0) before the rows of each further page, while it is asked for. */
  movedBetweenPages: number;
  /** How long after midnight the counters of `hisindex` begin anew; until then they go on with those of the day before. */
  countersResetLateMs: number;
}

export const DEFAULT_CMS_RULES: Readonly<CmsRules> = {
  signatureWindowMs: undefined,
  timestamps: 'both',
  bodies: 'documented',
  integers: 'documented',
  systemstateBody: 'both',
  envelope: undefined,
  realTimeIndicators: false,
  mostRowsPerPage: undefined,
  movedBetweenPages: 0,
  countersResetLateMs: 0,
};
