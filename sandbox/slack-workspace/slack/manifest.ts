import { z } from 'zod';

const shortcut = z.looseObject({
  name: z.string().min(1).max(24),
  type: z.enum(['global', 'message']),
  callback_id: z.string().min(1).max(255),
  description: z.string().max(150).default(''),
});

const slashCommand = z.looseObject({
  command: z.string().startsWith('/').max(32),
  description: z.string().max(2000).default(''),
  usage_hint: z.string().max(1000).optional(),
  should_escape: z.boolean().default(false),
});

/** The parts of an app manifest that affect the workspace, within Slack's limits. Other parts are ignored. */
const manifestSchema = z.looseObject({
  display_information: z.looseObject({
    name: z.string().max(35),
    description: z.string().max(140).default(''),
    background_color: z
      .string()
      .regex(/^#[0-9a-f]{6}$/i)
      .optional(),
  }),
  features: z
    .looseObject({
      app_home: z
        .looseObject({
          home_tab_enabled: z.boolean().default(false),
          messages_tab_enabled: z.boolean().default(false),
          messages_tab_read_only_enabled: z.boolean().default(false),
        })
        .prefault({}),
      bot_user: z.looseObject({ display_name: z.string() }).optional(),
      shortcuts: z.array(shortcut).default([]),
      slash_commands: z.array(slashCommand).default([]),
    })
    .prefault({}),
  oauth_config: z
    .looseObject({ scopes: z.looseObject({ bot: z.array(z.string()).default([]) }).prefault({}) })
    .prefault({}),
  settings: z
    .looseObject({
      event_subscriptions: z.looseObject({ bot_events: z.array(z.string()).default([]) }).prefault({}),
      interactivity: z.looseObject({ is_enabled: z.boolean().default(false) }).prefault({}),
    })
    .prefault({}),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** Checks a parsed manifest.yml or manifest.json. @throws {Error} with the path of the problem */
export function readManifest(manifest: unknown): Manifest {
  const read = manifestSchema.safeParse(manifest);
  if (!read.success) throw new Error(`The app manifest is not usable:\n${z.prettifyError(read.error)}`);
  return read.data;
}
