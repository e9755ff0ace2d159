import test from 'ava';
import { compareCorpus } from './comparison.ts';

test('the first corpus, with every kind', (t) => compareCorpus(t, 'vm', 'test/corpus/first.vm.txt', 264));
