import test from 'ava';
import { LineProgram } from '../src/line-program.ts';

test('a program answers each line', async (t) => {
  const program = new LineProgram(['sed', '-u', 's/.*/{"items":&,"values":{}}/']);
  t.deepEqual(await program.run(3), { items: 3, values: {} });
  t.deepEqual(await program.run(4), { items: 4, values: {} });
  program.stop();
});

test('a program that ends, or that there is not, is told of by its name', async (t) => {
  await t.throwsAsync(new LineProgram(['sh', '-c', 'read line; exit 3']).run(1), {
    message: 'sh -c read line; exit 3 ended without an answer',
  });
  await t.throwsAsync(new LineProgram(['/no/such/program']).run(1), { message: /no\/such\/program/ });
});
