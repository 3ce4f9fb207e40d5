import { expect, it } from 'vitest';
import { defineRule } from '../../src/rule/index.ts';

const about = { level: 'note', summary: '', why: '', fix: '', references: [], controls: [] } as const;

// What the compiler must refuse: `npm run types` fails when one of these becomes allowed.
it('pins the types of the rule API', () => {
  const rules = [
    defineRule({
      ...about,
      id: 'options',
      for: 'backupPolicy',
      options: { minDays: { type: 'integer', default: 7, description: '' } },
      check(policy, { options, known, report }) {
        const days: number = options.minDays;
        // @ts-expect-error there is no such option
        void options.minimumDays;
        // @ts-expect-error a fact may be unknown
        const retention: { readonly days: number } = known(policy.retention);
        // @ts-expect-error a policy is not a machine
        void policy.protectedItems;
        // @ts-expect-error only facts and subjects have a place
        if (retention.days < days) report('here', 'too short');
      },
    }),
    // @ts-expect-error there is no such subject
    defineRule({ ...about, id: 'subject', for: 'disk', options: {}, check() {} }),
    defineRule({
      ...about,
      id: 'default',
      for: 'vault',
      // @ts-expect-error an option has a default of its type
      options: { allowed: { type: 'array', items: { type: 'string' }, default: 'Geo', description: '' } },
      check() {},
    }),
  ];
  expect(rules).toHaveLength(3);
});
