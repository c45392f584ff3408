import type { CmsControl } from '../cms/cms-control.ts';
import type { ScenarioRow } from './scenario-row.ts';

const HOUR_MS = 3_600_000;

/** Scenarios with incomplete lists of the CMS, and with counters whose day starts at another hour. */
export function listRows({ rules }: Pick<CmsControl, 'rules'>): readonly ScenarioRow[] {
  return [
    {
      name: 'cms-caps-pages',
      description: 'The CMS sends at most ten rows of a page, however many are asked for',
      upstream: 'cms',
      start: () => void Object.assign(rules, { maxRowsPerPage: 10 }),
      stop: () => void Object.assign(rules, { maxRowsPerPage: undefined }),
    },
    {
      name: 'cms-agents-leave-between-pages',
      description:
        'The CMS: ten rows of a page, and two agents leave before each next one, so that two are skipped',
      upstream: 'cms',
      holds: () => rules.movedBetweenPages > 0,
      start: () => void Object.assign(rules, { maxRowsPerPage: 10, movedBetweenPages: 2 }),
      stop: () => void Object.assign(rules, { maxRowsPerPage: undefined, movedBetweenPages: 0 }),
    },
    {
      name: 'cms-agents-come-between-pages',
      description:
        'The CMS: ten rows of a page, and two agents come before each next one, so that two are sent twice',
      upstream: 'cms',
      holds: () => rules.movedBetweenPages < 0,
      start: () => void Object.assign(rules, { maxRowsPerPage: 10, movedBetweenPages: -2 }),
      stop: () => void Object.assign(rules, { maxRowsPerPage: undefined, movedBetweenPages: 0 }),
    },
    {
      name: 'cms-resets-counters-late',
      description: 'The CMS begins call counters of the day anew an hour after midnight',
      upstream: 'cms',
      start: () => void Object.assign(rules, { countersResetLateMs: HOUR_MS }),
      stop: () => void Object.assign(rules, { countersResetLateMs: 0 }),
    },
  ];
}
