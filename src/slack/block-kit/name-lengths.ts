/** Maximum length of a queue's name by where it stands, so that Slack's limits hold with what stands beside it. */
export const QUEUE_NAME_MAX = {
  title: 100,
  line: 60,
  option: 60,
  list: 40,
  cell: 40,
  /** A table of many columns still has room for a hundred queues. */
  narrowCell: 30,
  file: 200,
} as const;

export const CONNECTION_NAME_MAX = 40;
export const ORGANISATION_NAME_MAX = 60;
/** Maximum length of what somebody typed, where an answer quotes it. */
export const TYPED_TEXT_MAX = 60;

/** Maximum length of an agent's name by where it stands. */
export const AGENT_NAME_MAX = { title: 100, line: 40 } as const;
