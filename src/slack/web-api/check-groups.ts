import type { Logger } from '../../logger.ts';
import type { SlackDirectory } from './slack-directory.ts';

/** Reads each user group of `SUPERVISORS` at the start, to report groups that Slack does not show. */
export async function checkGroups(options: {
  readonly directory: Pick<SlackDirectory, 'groupMembers' | 'unreadableGroups'>;
  readonly supervisors: readonly string[];
  readonly logger: Logger;
}): Promise<void> {
  const { directory, supervisors, logger } = options;
  const groups = supervisors.filter((id) => id.startsWith('S'));
  await Promise.allSettled(groups.map((group) => directory.groupMembers(group)));
  for (const { group, code } of directory.unreadableGroups())
    logger.error({ group, code }, 'user group in SUPERVISORS not readable; its members have no access');
}
