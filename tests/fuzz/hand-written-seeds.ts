/** Files of the formats that are only read, as their programs write them, in small; and our own archive, taken apart so that its parts can be damaged. */

import SqliteDatabase from 'better-sqlite3';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeArchiveSeed } from './archive-seed.ts';
import { singleFile, zipOf } from './seeds.ts';
import type { Seed, Subject } from './seeds.ts';
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

function subject(name: Subject['format'] & string, ...seeds: readonly Seed[]): Subject {
  return { name, format: name, makeSeeds: () => Promise.resolve(seeds) };
}

export const HAND_WRITTEN: readonly Subject[] = [
  subject('text', singleFile('pasted.txt', QUIZLET), singleFile('list.txt', 'one - 1\ntwo - 2\nthree - 3\n'), singleFile('utf16.txt', Buffer.from('\ufeffa\tb\nc\td\n', 'utf16le'))),
  subject('xlsx', zipOf('table.xlsx', WORKBOOK)),
  subject('mnemosyne-cards', zipOf('deck.cards', { 'cards.xml': MNEMOSYNE_CARDS, METADATA: 'card_set_name:Rivers\nrevision:1\n', 'a b.png': 'picture' })),
  { name: 'mnemosyne-db', format: null, makeSeeds: (dir) => Promise.resolve([makeMnemosyneDatabase(dir)]) },
  subject('mnemosyne-xml', singleFile('deck.xml', MNEMOSYNE_XML)),
  subject('supermemo-text', singleFile('deck.txt', SUPERMEMO_TEXT)),
  subject('supermemo-xml', singleFile('deck.xml', SUPERMEMO_XML)),
  subject('mochi', zipOf('deck.mochi', { 'data.json': MOCHI_JSON, 'a.png': 'picture' }), zipOf('deck.mochi', { 'data.edn': MOCHI_EDN })),
  subject('org-drill', singleFile('deck.org', ORG)),
  subject('remnote', singleFile('notes.txt', REMNOTE)),
  subject('cuecard', singleFile('deck.wcu', CUECARD)),
  { name: 'versus-archive', format: null, makeSeeds: async (dir) => [await makeArchiveSeed(dir)] },
];
