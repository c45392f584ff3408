/** Maximum length of a queue's name by its place in a view. Slack's limits leave room for the text beside it. */
export const QUEUE_NAME_MAX = {
  title: 100,
  line: 60,
  option: 60,
  list: 40,
  cell: 40,
  /** For tables of many columns, so that a hundred queues fit. */
  narrowCell: 30,
  file: 200,
} as const;

export const CONNECTION_NAME_MAX = 40;
export const ORGANISATION_NAME_MAX = 60;
export const TYPED_TEXT_MAX = 60;

/** Maximum length of an agent's name by its place in a view. */
export const AGENT_NAME_MAX = { title: 100, line: 40 } as const;
