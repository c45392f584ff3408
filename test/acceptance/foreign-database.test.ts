import { describe, expect, test } from 'vitest';
import { MODES, startRunningBot } from '../support/bots/running-bot.ts';
import { backends } from '../support/peers/databases.ts';

const BOUND = 'belongs to workspace T';

for (const backend of backends)
  describe.runIf(backend.here).for(MODES)(
    `A bot in %s mode on another centre’s database, ${backend.name}`,
    (mode) => {
      test('shows nothing of it, writes nothing to it, gives the reason, and answers other questions', async () => {
        const database = await backend.create();
        const env = { DATABASE_URL: database.url };
        {
          await using first = await startRunningBot({ mode, env });
          const set = await first.ask('/floor', 'subscribe daily 18:00');
          expect(set.text).toContain('Subscription 1');
        }
        {
          await using other = await startRunningBot({ mode, env: { ...env, VDN_ID: '171' } });
          for (const typed of ['subscriptions', 'summary', 'subscribe daily 19:00', 'pause 1', 'send 1']) {
            const { text } = await other.ask('/floor', typed);
            expect(text).toContain('belongs to another workspace or contact centre');
            expect(text).not.toContain('18:00');
          }
          expect((await other.ask('/agent', '1099')).text).toContain('1099');
          // Lines of level debug repeat the message with details.
          const lines = other.log.filter((line) => line.includes(BOUND) && !line.includes('"level":"debug"'));
          expect(lines).toHaveLength(1);
          const health: unknown = await (await fetch(`http://127.0.0.1:${other.bot.port()}/readyz`)).json();
          expect(health).toMatchObject({ ready: true, history: { database: 'foreign' } });
        }
        await using again = await startRunningBot({ mode, env });
        expect((await again.ask('/floor', 'subscriptions')).text).toContain('18:00');
        await database.remove();
      }, 60_000);
    },
  );
