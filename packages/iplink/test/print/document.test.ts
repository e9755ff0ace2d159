import test from 'ava';
import { TextSink } from '../../src/output.ts';
import { choosePalette } from '../../src/print/colour.ts';
import type { Document } from '../../src/print/document.ts';
import { JsonDocument } from '../../src/print/json.ts';
import { TextDocument } from '../../src/print/text.ts';

/** Two records, as every back end shows them. */
function write(document: Document): void {
  document.begin();
  document.openObject();
  document.field('ifname', 'a"b\\\u0001', 'a: ', 'ifname');
  document.openArray('flags', '<');
  document.item('UP', 'UP');
  document.item('ECHO', ',ECHO');
  document.closeArray('> ');
  document.text('text ');
  document.json('index', 7);
  document.lineBreak();
  document.digits('timer', '0.00', 'timer    0.00 ');
  document.openArray('empty');
  document.closeArray();
  document.field('router', null, 'router');
  document.field('bytes', 18446744073709551615n, '');
  document.openObject('rx');
  document.closeObject();
  document.text('\n');
  document.closeObject();
  document.openObject();
  document.closeObject();
  document.end();
}

function shown(make: (out: TextSink) => Document): string {
  const out = new TextSink();
  write(make(out));
  return out.text;
}

test('text', (t) => {
  t.is(
    shown((out) => new TextDocument(out, false, undefined)),
    'a: <UP,ECHO> text \ntimer    0.00 router\n',
  );
});

test('text on one line', (t) => {
  t.is(
    shown((out) => new TextDocument(out, true, undefined)),
    'a: <UP,ECHO> text \\timer    0.00 router\n',
  );
});

test('coloured text', (t) => {
  t.is(
    shown((out) => new TextDocument(out, false, choosePalette(undefined))),
    '\u001b[36ma: \u001b[0m<UP,ECHO> text \ntimer    0.00 router\n',
  );
});

test('JSON', (t) => {
  t.is(
    shown((out) => new JsonDocument(out, false)),
    '[{"ifname":"a\\"b\\\\\u0001","flags":["UP","ECHO"],"index":7,"timer":0.00,"empty":[],"router":null,' +
      '"bytes":18446744073709551615,"rx":{}},{}]\n',
  );
});

test('indented JSON', (t) => {
  t.is(
    shown((out) => new JsonDocument(out, true)),
    `[ {
        "ifname": "a\\"b\\\\\u0001",
        "flags": [ "UP","ECHO" ],
        "index": 7,
        "timer": 0.00,
        "empty": [ ],
        "router": null,
        "bytes": 18446744073709551615,
        "rx": {}
    },{} ]
`,
  );
});

for (const [value, expected] of [
  ['15;0', '\u001b[1;36m'],
  ['15;default;6', '\u001b[1;36m'],
  ['0;8', '\u001b[1;36m'],
  ['0;7', '\u001b[36m'],
  ['0;15', '\u001b[36m'],
  ['', '\u001b[36m'],
] as const) {
  test(`palette for COLORFGBG=${value}`, (t) => t.is(choosePalette(value).ifname, expected));
}
