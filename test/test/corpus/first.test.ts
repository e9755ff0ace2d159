import test from 'ava';
import { compareCorpus } from './comparison.ts';

test('the first corpus, by the executable', (t) => compareCorpus(t, 'any', 'test/corpus/first.txt', 264));
