import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import test from 'ava';
import { LABS } from '../../src/labs/catalogue.ts';
import { OWN_PROGRAMS, runLab } from '../../src/labs/run.ts';

// One after the other: pings and the software-emulated processors do not go together with company.
for (const lab of LABS) {
  test.serial(`lab ${lab.name}: ${lab.title}`, async (t) => {
    t.timeout(320_000);
    const output = new PassThrough();
    const said = text(output);
    const verdict = await runLab(lab, OWN_PROGRAMS, output).finally(() => output.end());
    if (verdict.kind === 'failed') t.log(await said);
    t.is(verdict.kind === 'failed' ? verdict.reason : '', '');
  });
}
