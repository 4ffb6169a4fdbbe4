/** Files of the formats that are only read, as their programs write them, in small; and our own archive, taken apart so that its parts can be damaged. */

import SqliteDatabase from 'better-sqlite3';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeArchiveSeed } from './archive-seed.ts';
import type { ImportFormat } from '../../src/core/formats/import-format.ts';
import { singleFile, zipOf } from './seed.ts';
import type { Seed, Subject } from './seed.ts';
import { WORKBOOK } from './workbook-seed.ts';

const MNEMOSYNE_CARDS = `<openSM2sync number_of_entries="7">
<log type="10" o_id="t1"><name>geo::rivers</name></log>
<log type="13" fname="a b.png"></log>
<log type="16" o_id="f1"><f>Which &lt;b&gt;river&lt;/b&gt;? &lt;img src="a b.png"&gt;</f><b>Elbe</b></log>
<log type="16" o_id="f2"><f>fleuve</f><p_1>flœv</p_1><m_1>river</m_1><n></n></log>
<log type="16" o_id="f3"><text>The [Elbe:which] flows to [Hamburg]</text></log>
<log type="6" o_id="c1" card_t="1" fact="f1" fact_v="1.1" tags="t1" gr="4" e="2.5" ac_rp="3" rt_rp="2" lps="1" l_rp="1716200000" n_rp="1717200000"></log>
<log type="6" o_id="c2" card_t="3" fact="f2" fact_v="3.1" tags="t1" gr="-1" e="2.5"></log>
<log type="6" o_id="c3" card_t="3" fact="f2" fact_v="3.2" tags="t1" gr="-1" e="2.5"></log>
<log type="6" o_id="c4" card_t="5" fact="f3" fact_v="5.1" tags="t1" gr="2" e="1.3" l_rp="1" n_rp="2"></log>
</openSM2sync>`;

const MNEMOSYNE_XML = `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE mnemosyne_core><mnemosyne core_version="1">
<category active="1"><name>rivers</name></category>
<item id="a1" u="0" gr="3" e="2.36" ac_rp="2" rt_rp="1" lps="0" l_rp="10" n_rp="20"><cat>rivers</cat><Q>Which river?</Q><A>Elbe &amp; co</A></item>
<item id="a1.inv" gr="0" e="2.5"><cat>rivers</cat><Q>Elbe</Q><A>Which river?</A></item>
</mnemosyne>`;

const SUPERMEMO_TEXT = `Q: Which river flows through
Q: Hamburg?
A: Elbe
A1: Weser
A2: Rhein &#33267;
I: REP=8 LAP=0 EF=3.200 UF=2.370 INT=429 LAST=27.01.06

Q: Who promises?
A: The leader
I: REP=0 LAP=0 EF=2.500 UF=0.000 INT=0 LAST=0

`;

const SUPERMEMO_XML = `<?xml version="1.0" encoding="utf-8"?><SuperMemoCollection><Count>3</Count>
<SuperMemoElement><ID>1</ID><Title>Rivers</Title><Type>Topic</Type>
<SuperMemoElement><ID>2</ID><Title>Elbe</Title><Type>Item</Type><Content><Question>Which &lt;b&gt;river&lt;/b&gt;?</Question><Answer>Elbe</Answer></Content>
<LearningData><Interval>12</Interval><Repetitions>3</Repetitions><Lapses>1</Lapses><LastRepetition>03.04.2024</LastRepetition><AFactor>3.1</AFactor><UFactor>2.2</UFactor></LearningData></SuperMemoElement>
</SuperMemoElement></SuperMemoCollection>`;

const MOCHI_JSON = JSON.stringify([
  '^ ', '~:version', 2, '~:decks',
  [['^ ', '~:id', '~:d1', '~:name', 'Rivers', '~:cards', ['~#list', [['^ ', '~:content', 'Which river?\n---\nElbe ![](@media/a.png)', '~:tags', ['~#set', ['geo']], '~:reviews', [['^ ', '~:date', '~t2024-05-01T10:00:00.000Z', '~:remembered?', true, '~:interval', 3]]], ['^ ', '^5', '{{1::Elbe}} flows', '~:name', 'x']]]], ['^ ', '^2', '~:d2', '^3', 'Sub', '~:parent-id', '~:d1', '^4', []]],
]);

const MOCHI_EDN = '{:version 2 :decks [{:id :d1 :name "Rivers" :cards [{:id :c1 :content "Which river?\\n---\\nElbe" :tags #{"geo"} :reviews [{:date #inst "2024-05-01T10:00:00.000-00:00" :remembered? true :interval 3}]}]}]}';

const ORG = `#+TITLE: Rivers
* Geography
** Which river? :drill:geo:
:PROPERTIES:
:ID: 1
:DRILL_CARD_TYPE: twosided
:DRILL_LAST_INTERVAL: 4.0
:DRILL_EASE: 2.5
:DRILL_LAST_REVIEWED: [2024-05-01 Wed 10:00]
:END:
SCHEDULED: <2024-05-05 Sun>
*** Front
The one in *Hamburg*, [[https://x.y][link]]
*** Back
Elbe
** Cloze :drill:
The [Elbe||which] flows to [Hamburg].
`;

const REMNOTE = `- Rivers
    - Which river? >> Elbe
    - Weser << Which other?
    - a <> b
    - Leader :: promises
    - List >>>
        - one
        - two
    - The {{Elbe}} flows
`;

const CUECARD = '<?xml version="1.0"?><CueCards Version="1"><Card Question="Which river?" Answer="Elbe &amp; co" History="1 2 3"/><Card Question="a" Answer="b"/></CueCards>';

const QUIZLET = 'manager\tplans and\nbudgets;leader\tpromises;both\tcare';

const SUPERMEMO_PALM = `<?xml version="1.0"?><smconv_pl>
<card category="Rivers"><card_fields><field1 idx="1">Which river?</field1><field2 idx="2">Elbe</field2></card_fields><card_other datecreate="03.04.2024" datecommit="05.04.2024" datenexttest="01.06.2024" interval="20" difficulty="40" recalled="4" forgotten="1" quality="4"/></card>
<card category="Unfiled"><card_fields><field1 idx="1">a</field1><field2 idx="2">b</field2></card_fields></card>
</smconv_pl>`;

const CONTRAST_TEXT = `contrast-deck: 1
deck: Rivers and canals
key: water
concepts: River | Canal
source A: On Rivers, by B. Brook

[contrast origin]
dimension: Where it comes from
River: a spring, or
  melting ice
Canal: a plan
why: Nobody digs a river.

  Nor does a spring dig.
sources: A; X (page 3)
tags: first geo

[statement wet]
statement: holds water
belongs to: Both

[disagreement which-longer]
question: Which is longer?
one answer: rivers
another answer: it depends

[question elbe]
question: Is the Elbe <b>wide</b>?
answer: Yes & no.

# Left out
[cloze flow]
text: The {{c1::Elbe}} flows.
`;

const OBSIDIAN_NOTE = `---
tags: [flashcards/rivers]
---
# Rivers
Which river?::Elbe ![[a.png]]
<!--SR:!2024-09-01,3,250-->

Elbe:::Labe

What flows
through Hamburg?
?
The Elbe,
$x^2$ long

The ==Elbe== flows to ==Hamburg== and **bold** \`code::x\`
<!--SR:!2024-09-01,3,250!2024-09-02,4,270-->

| a | b |
| - | - |
| 1 | 2 |
`;

const OBSIDIAN_SETTINGS = JSON.stringify({ settings: { flashcardTags: ['#flashcards'], convertFoldersToDecks: true, singleLineCardSeparator: '::', clozePatterns: ['==[123;;]answer[;;hint]=='], multilineCardEndMarker: '' } });

const HASHCARDS_DECK = `---
name = "Rivers"
---
Q: Which river?
It is long.
A: Elbe ![](a.png)

- a list
---
C: The [Elbe] flows to [Hamburg] \\[x\\].

C: $x^2$ is [two\nlines].
`;

const NO_LINES = 'one - 1\ntwo - 2\nthree - 3\n';
const ANKI_TEXT = `#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\nk\\1\tBasic\tRivers::Big\t"Which ""river""?"\tElbe<br>Labe\tgeo water\nk2\tCloze\tRivers\tThe {{c1::Elbe::which}}\tx\t\n`;
const TABLE = 'Front;Back;Tags\n"a;b";"two\nlines";x y\nc;d;\n';

/** Tables as Mnemosyne 2 makes them. */
function makeMnemosyneDatabase(scratchDir: string): Seed {
  mkdirSync(scratchDir, { recursive: true });
  const path = join(scratchDir, 'mnemosyne.sqlite');
  const database = new SqliteDatabase(path);
  database.exec(`
    CREATE TABLE global_variables (key TEXT PRIMARY KEY, value TEXT);
    CREATE TABLE facts (_id INTEGER PRIMARY KEY, id TEXT, extra_data TEXT DEFAULT '');
    CREATE TABLE data_for_fact (_fact_id INTEGER, key TEXT, value TEXT);
    CREATE TABLE tags (_id INTEGER PRIMARY KEY, id TEXT, name TEXT, extra_data TEXT DEFAULT '');
    CREATE TABLE tags_for_card (_card_id INTEGER, _tag_id INTEGER);
    CREATE TABLE card_types (id TEXT PRIMARY KEY, name TEXT, fact_keys_and_names TEXT, unique_fact_keys TEXT, required_fact_keys TEXT, fact_view_ids TEXT, keyboard_shortcuts TEXT, extra_data TEXT DEFAULT '');
    CREATE TABLE fact_views (id TEXT PRIMARY KEY, name TEXT, q_fact_keys TEXT, a_fact_keys TEXT, q_fact_key_decorators TEXT, a_fact_key_decorators TEXT, a_on_top_of_q BOOLEAN, type_answer BOOLEAN, extra_data TEXT DEFAULT '');
    CREATE TABLE cards (_id INTEGER PRIMARY KEY, id TEXT, card_type_id TEXT, _fact_id INTEGER, fact_view_id TEXT, question TEXT, answer TEXT, tags TEXT, grade INTEGER, next_rep INTEGER, last_rep INTEGER, easiness REAL,
      acq_reps INTEGER, ret_reps INTEGER, lapses INTEGER, acq_reps_since_lapse INTEGER, ret_reps_since_lapse INTEGER, creation_time INTEGER, modification_time INTEGER, extra_data TEXT DEFAULT '', scheduler_data INTEGER DEFAULT 0, active BOOLEAN DEFAULT 1);
    CREATE TABLE media (filename TEXT, _hash TEXT);
    INSERT INTO global_variables VALUES ('version', 'Mnemosyne SQL 1.0');
    INSERT INTO facts VALUES (1, 'f1', ''), (2, 'f2', '');
    INSERT INTO data_for_fact VALUES (1, 'f', 'Which river?'), (1, 'b', 'Elbe'), (2, 'text', 'The [Elbe] flows');
    INSERT INTO tags VALUES (1, 't1', 'geo::rivers', '');
    INSERT INTO tags_for_card VALUES (1, 1), (2, 1);
    INSERT INTO cards VALUES (1, 'c1', '2', 1, '2.1', 'Q', 'A', 'geo', 4, 1717200000, 1716200000, 2.5, 3, 2, 1, 1, 1, 1700000000, 1700000000, '', 0, 1), (2, 'c2', '5', 2, '5.1', 'Q', 'A', 'geo', -1, -1, -1, 2.5, 0, 0, 0, 0, 0, 1700000000, 1700000000, '{''index'': 0, ''cloze'': ''Elbe''}', 0, 1);`);
  database.close();
  const bytes = readFileSync(path);
  rmSync(path);
  return singleFile('default.db', bytes);
}

/** With further seeds of a format that is written too. */
export const MORE_SEEDS: Readonly<Partial<Record<ImportFormat, readonly Seed[]>>> = {
  csv: [singleFile('deck.csv', TABLE), zipOf('list.zip', { 'list.csv': TABLE }), singleFile('latin.csv', Buffer.from('Frage;Antwort\nT\xfcr;door\nB\xe4r;bear\n', 'latin1'))],
  tsv: [singleFile('deck.tsv', TABLE.replaceAll(';', '\t'))],
  text: [
    singleFile('pasted.txt', QUIZLET),
    singleFile('list.txt', NO_LINES),
    singleFile('notes.txt', ANKI_TEXT),
    singleFile('utf16.txt', Buffer.from('\ufeffa\tb\nc\td\n', 'utf16le')),
    zipOf('list.zip', { 'folder/list.txt': 'a\tb\nc\td\n' }),
  ],
  'contrast-text': [singleFile('weather.txt', CONTRAST_TEXT)],
  obsidian: [zipOf('vault.zip', { 'vault/Rivers/Big.md': OBSIDIAN_NOTE, 'vault/.obsidian/plugins/obsidian-spaced-repetition/data.json': OBSIDIAN_SETTINGS, 'vault/a.png': 'picture', 'vault/Plain.md': 'Prose.' }), singleFile('Rivers.md', OBSIDIAN_NOTE)],
  hashcards: [zipOf('decks.zip', { 'decks/Rivers.md': HASHCARDS_DECK, 'decks/more/Other.md': 'Q: a\nA: b\n', 'decks/a.png': 'picture' }), singleFile('Rivers.md', HASHCARDS_DECK)],
};

function subject(reads: ImportFormat, ...seeds: readonly Seed[]): Subject {
  return { name: reads, reads, format: reads, makeSeeds: () => Promise.resolve(seeds) };
}

export const HAND_WRITTEN: readonly Subject[] = [
  subject('xlsx', zipOf('table.xlsx', WORKBOOK)),
  subject('mnemosyne-cards', zipOf('deck.cards', { 'cards.xml': MNEMOSYNE_CARDS, METADATA: 'card_set_name:Rivers\nrevision:1\n', 'a b.png': 'picture' }), singleFile('cards.xml', MNEMOSYNE_CARDS)),
  { name: 'mnemosyne-db', reads: 'mnemosyne-db', format: null, makeSeeds: (dir) => Promise.resolve([makeMnemosyneDatabase(dir)]) },
  subject('mnemosyne-xml', singleFile('deck.xml', MNEMOSYNE_XML), zipOf('deck.zip', { 'deck/deck.xml': MNEMOSYNE_XML, 'deck/a.png': 'picture' })),
  subject('supermemo-text', singleFile('deck.txt', SUPERMEMO_TEXT)),
  subject('supermemo-xml', singleFile('deck.xml', SUPERMEMO_XML), singleFile('palm.xml', SUPERMEMO_PALM)),
  subject('mochi', zipOf('deck.mochi', { 'data.json': MOCHI_JSON, 'a.png': 'picture' }), zipOf('deck.mochi', { 'data.edn': MOCHI_EDN })),
  subject('org-drill', singleFile('deck.org', ORG), zipOf('notes.zip', { 'notes/deck.org': ORG, 'notes/sub/other.org': '* Which? :drill:\nThat [[file:a.png]]\n** Answer\nThis\n', 'notes/sub/a.png': 'picture' })),
  subject('remnote', singleFile('notes.txt', REMNOTE), zipOf('export.zip', { 'export/Rivers.md': REMNOTE, 'export/more/Other.md': '- a >> b\n- c :: d ![](a.png)\n', 'export/more/a.png': 'picture' })),
  subject('cuecard', singleFile('deck.wcu', CUECARD)),
  { name: 'versus-archive', reads: 'versus-archive', format: null, makeSeeds: async (dir) => [await makeArchiveSeed(dir)] },
];
