import test from 'ava';
import { collectTrunk } from '../../../src/plugins/bridge/trunk.ts';

type Item = Parameters<typeof collectTrunk>[0][number];

const item = (given: Partial<Item>): Item => ({
  minID: undefined,
  maxID: undefined,
  id: undefined,
  ...given,
});

for (const [title, trunk, rows] of [
  ['nothing', [], []],
  ['a range', [{ minID: 100, maxID: 105 }], ['100-105']],
  ['an id', [{ id: 10 }], ['10-10']],
  ['an id and a range', [{ id: 10 }, { minID: 100, maxID: 105 }], ['10-10', '100-105']],
  [
    'overlapping ones, sorted and each once',
    [{ minID: 20, maxID: 30, id: 5 }, { id: 25 }, { minID: 28, maxID: 31 }, { id: 4 }, { id: 4 }],
    ['4-5', '20-31'],
  ],
  ['the lowest and the highest', [{ id: 4094 }, { minID: 1, maxID: 1 }], ['1-1', '4094-4094']],
  ['all', [{ minID: 1, maxID: 4094 }], ['1-4094']],
] as const) {
  test(`vlanTrunk collection ok: ${title}`, (t) => {
    t.deepEqual(
      collectTrunk(trunk.map(item)).map(({ vid, vidEnd }) => `${vid}-${vidEnd}`),
      [...rows],
    );
  });
}

const both = 'minID and maxID should be configured simultaneously';

for (const [wrong, message] of [
  [{ minID: 0, maxID: 10 }, 'incorrect trunk minID parameter'],
  [{ minID: -5, maxID: 10 }, 'incorrect trunk minID parameter'],
  [{ minID: 4095, maxID: 4096 }, 'incorrect trunk minID parameter'],
  [{ minID: 10, maxID: 0 }, 'incorrect trunk maxID parameter'],
  [{ minID: 10, maxID: 4095 }, 'incorrect trunk maxID parameter'],
  [{ minID: 10, maxID: 9 }, 'minID is greater than maxID in trunk parameter'],
  [{ minID: 10 }, `${both}, maxID is missing`],
  [{ maxID: 10 }, `${both}, minID is missing`],
  [{ id: 0 }, 'incorrect trunk id parameter'],
  [{ id: 4095 }, 'incorrect trunk id parameter'],
  [{ id: 10, maxID: 10 }, `${both}, minID is missing`],
] as const) {
  test(`vlanTrunk collection fails: ${JSON.stringify(wrong)}`, (t) => {
    t.throws(() => collectTrunk([item({ id: 7 }), item(wrong)]), { message });
  });
}
